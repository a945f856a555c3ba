"""Pilots continued, of those that were decided on this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, came_to, ideas_of
from innosim.world.world import World

METRIC = Metric(
    "Continued pilots", "share", "pilots continued, of those that were decided on this week"
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    decided = came_to(world, Stage.FAILED, Stage.NOT_CONTINUED, Stage.DIFFUSING)
    return ideas_of(world, came_to(world, Stage.DIFFUSING)), ideas_of(world, decided)
