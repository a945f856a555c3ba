"""Mean of what people believe about normality."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, among_people
from innosim.world.world import World

METRIC = Metric(
    "Normality as people see it",
    "share",
    "mean of what people believe about normality",
    rows=(73,),
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return among_people(world, "normality")
