"""Ideas that wait, for each manager or leader with people below."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, stock
from innosim.world.world import World

METRIC = Metric(
    "Queue of a manager",
    "ideas per manager",
    "ideas that wait, for each manager or leader with people below",
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    waiting, _ = stock(world, Stage.GATE, Stage.LEADER_GATE)
    return waiting, world.reviewers
