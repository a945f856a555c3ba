"""Weeks from birth to pilot of the pilots started this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, came_to, ideas_of
from innosim.world.world import World

METRIC = Metric(
    "Weeks before a pilot", "weeks", "weeks from birth to pilot of the pilots started this week"
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = came_to(world, Stage.PILOT)
    waited = world.ideas.reached_pilot[rows] - world.ideas.born[rows]
    return ideas_of(world, rows, waited), ideas_of(world, rows)
