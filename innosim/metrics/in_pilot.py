"""Ideas whose pilot runs."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, stock
from innosim.world.world import World

METRIC = Metric("Pilots running", "ideas", "ideas whose pilot runs")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return stock(world, Stage.PILOT)
