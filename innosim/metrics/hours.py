"""Leaders' hours spent aligning this week."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric("Hours of alignment", "hours per week", "leaders' hours spent aligning this week")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return world.organisations.hours.copy(), None
