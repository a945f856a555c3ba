"""Branches in which an idea that spreads or is normal practice is in use."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, mean_of
from innosim.world.ideas import in_stage
from innosim.world.world import World

METRIC = Metric(
    "Reach",
    "branches per idea",
    "branches in which an idea that spreads or is normal practice is in use",
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = in_stage(world, Stage.DIFFUSING, Stage.EMBEDDED)
    return mean_of(world, rows, "reach")
