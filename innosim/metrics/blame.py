"""Mean belief in being blamed."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, among_people
from innosim.world.world import World

METRIC = Metric("Fear of blame", "share", "mean belief in being blamed")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return among_people(world, "blame")
