"""Pilots that succeeded, of those that were decided on this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, came_to, ideas_of
from innosim.world.world import World

METRIC = Metric(
    "Successful pilots", "share", "pilots that succeeded, of those that were decided on this week"
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = came_to(world, Stage.FAILED, Stage.NOT_CONTINUED, Stage.DIFFUSING)
    return ideas_of(world, rows, world.ideas.tried[rows] > 0), ideas_of(world, rows)
