"""Pilots that started this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, flow
from innosim.world.world import World

METRIC = Metric("Pilots started", "ideas per week", "pilots that started this week")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return flow(world, Stage.PILOT)
