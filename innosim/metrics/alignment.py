"""Mean alignment of the own organisation with ideas at gates."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, ideas_of
from innosim.world.ideas import in_stage
from innosim.world.world import World

METRIC = Metric(
    "Alignment at gates", "share", "mean alignment of the own organisation with ideas at gates"
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = in_stage(world, Stage.GATE, Stage.LEADER_GATE)
    return ideas_of(world, rows, world.ideas.alignment[rows, 0]), ideas_of(world, rows)
