"""Pressure of present crises."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, of_organisation
from innosim.world.world import World

METRIC = Metric("Pressure of crises", "pressure", "pressure of present crises")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return of_organisation(world, "crisis")
