"""Ideas that spread and are not yet normal practice."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, stock
from innosim.world.world import World

METRIC = Metric("Ideas that spread", "ideas", "ideas that spread and are not yet normal practice")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return stock(world, Stage.DIFFUSING)
