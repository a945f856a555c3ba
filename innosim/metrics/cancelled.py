"""Ideas cancelled this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, flow
from innosim.world.world import World

METRIC = Metric("Cancellations", "ideas per week", "ideas cancelled this week")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return flow(world, Stage.CANCELLED)
