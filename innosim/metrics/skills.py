"""Skills of the organisation."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, of_organisation
from innosim.world.world import World

METRIC = Metric("Skills", "share", "skills of the organisation")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return of_organisation(world, "skills")
