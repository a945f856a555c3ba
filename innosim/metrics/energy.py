"""Mean energy of people."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, among_people
from innosim.world.world import World

METRIC = Metric("Energy", "share", "mean energy of people")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return among_people(world, "energy")
