"""Ideas that became too old this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, flow
from innosim.world.world import World

METRIC = Metric("Expired ideas", "ideas per week", "ideas that became too old this week")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return flow(world, Stage.EXPIRED)
