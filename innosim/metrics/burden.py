"""Ideas carried per person, weighted by lack of support."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, among_people
from innosim.world.world import World

METRIC = Metric(
    "Burden", "ideas per person", "ideas carried per person, weighted by lack of support"
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return among_people(world, "load")
