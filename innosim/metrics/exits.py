"""People who left this week."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric("People who leave", "people per week", "people who left this week")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return world.organisations.exits.astype(float), None
