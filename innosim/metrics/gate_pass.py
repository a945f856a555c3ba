"""Pilots started, of the ideas that this week started a pilot or ended before one."""

from __future__ import annotations

from innosim.contracts import REJECTED, STALLED, Metric, Stage
from innosim.metrics._counts import Measured, came_to, ideas_of
from innosim.world.world import World

METRIC = Metric(
    "Passed all gates",
    "share",
    "pilots started, of the ideas that this week started a pilot or ended before one",
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    moved = world.moved
    started = ideas_of(world, came_to(world, Stage.PILOT))
    ended = ideas_of(world, moved.rows[(moved.was <= STALLED) & (moved.to >= REJECTED)])
    return started, started + ended
