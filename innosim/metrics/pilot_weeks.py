"""Length of the pilots that were decided on this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, came_to, ideas_of
from innosim.world.world import World

METRIC = Metric("Weeks of a pilot", "weeks", "length of the pilots that were decided on this week")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = came_to(world, Stage.FAILED, Stage.NOT_CONTINUED, Stage.DIFFUSING)
    took = week - world.ideas.reached_pilot[rows]
    return ideas_of(world, rows, took), ideas_of(world, rows)
