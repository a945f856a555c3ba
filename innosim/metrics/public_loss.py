"""Hours that failed pilots cost the public."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric(
    "Public loss",
    "hours per week",
    "hours of work in pilots that failed this week, less what those paid by outcome bear",
    rows=(63,),
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return world.organisations.lost.copy(), None
