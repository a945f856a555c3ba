"""Ideas that wait at a gate."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, stock
from innosim.world.world import World

METRIC = Metric("Ideas at gates", "ideas", "ideas that wait at a gate")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return stock(world, Stage.GATE, Stage.LEADER_GATE)
