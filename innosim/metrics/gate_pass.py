"""Pilots started, of the ideas that this week started a pilot or ended before one."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, ideas_of
from innosim.world.world import World

METRIC = Metric(
    "Passed all gates",
    "share",
    "pilots started, of the ideas that this week started a pilot or ended before one",
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows, was, to = world.moved
    started = ideas_of(world, rows[to == Stage.PILOT])
    ended = ideas_of(world, rows[(was <= Stage.STALLED) & (to >= Stage.REJECTED)])
    return started, started + ended
