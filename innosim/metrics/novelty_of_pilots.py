"""Mean novelty of the pilots started this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, came_to, mean_of
from innosim.world.world import World

METRIC = Metric("Novelty of pilots", "share", "mean novelty of the pilots started this week")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return mean_of(world, came_to(world, Stage.PILOT), "novelty")
