"""Ideas that are normal practice."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, stock
from innosim.world.world import World

METRIC = Metric("Normal practices", "ideas", "ideas that are normal practice")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return stock(world, Stage.EMBEDDED)
