"""Ideas that became normal practice this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, flow
from innosim.world.world import World

METRIC = Metric(
    "New normal practices",
    "ideas per week",
    "ideas that became normal practice this week",
    rows=(6,),
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return flow(world, Stage.EMBEDDED)
