"""Suitability of the organisation, as it is set."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, of_organisation
from innosim.world.world import World

METRIC = Metric("Suitability", "share", "suitability of the organisation, as it is set")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return of_organisation(world, "suitability")
