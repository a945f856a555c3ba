"""Mean evidence of the ideas whose pilot was decided on this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, came_to, mean_of
from innosim.world.world import World

METRIC = Metric(
    "Evidence after pilots",
    "share",
    "mean evidence of the ideas whose pilot was decided on this week",
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = came_to(world, Stage.FAILED, Stage.NOT_CONTINUED, Stage.DIFFUSING)
    return mean_of(world, rows, "evidence")
