"""Mean merit of the pilots continued this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, came_to, mean_of
from innosim.world.world import World

METRIC = Metric(
    "Merit of what is continued", "share", "mean merit of the pilots continued this week"
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return mean_of(world, came_to(world, Stage.DIFFUSING), "merit")
