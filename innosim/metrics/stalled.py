"""Ideas that are stalled."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, stock
from innosim.world.world import World

METRIC = Metric("Stalled ideas", "ideas", "ideas that are stalled")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return stock(world, Stage.STALLED)
