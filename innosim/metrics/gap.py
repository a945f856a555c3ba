"""How far the organisation lies behind what is expected."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, of_organisation
from innosim.world.world import World

METRIC = Metric(
    "Gap to expectations", "index", "how far the organisation lies behind what is expected"
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return of_organisation(world, "gap")
