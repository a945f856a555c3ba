"""Value for citizens of what became normal practice this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, came_to, ideas_of
from innosim.world.world import World

METRIC = Metric(
    "Value for citizens",
    "value per week",
    "value for citizens of what became normal practice this week",
    rows=(81,),
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = came_to(world, Stage.EMBEDDED)
    return ideas_of(world, rows, world.ideas.value[rows]), None
