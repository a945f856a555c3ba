"""Hours of leaders that interventions took so far."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric("Hours of leaders", "hours", "hours of leaders that interventions took so far")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return world.organisations.cost_leaders.copy(), None
