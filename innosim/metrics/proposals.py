"""Ideas conceived this week."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, born, ideas_of
from innosim.world.world import World

METRIC = Metric("Ideas raised", "ideas per week", "ideas conceived this week")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return ideas_of(world, born(world, week)), None
