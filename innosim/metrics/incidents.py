"""Ideas that backfired in public this week."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric("Incidents", "incidents per week", "ideas that backfired in public this week")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return world.organisations.incidents.astype(float), None
