"""Practices that fell out of use this week."""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, flow
from innosim.world.world import World

METRIC = Metric(
    "Discontinued practices", "ideas per week", "practices that fell out of use this week"
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return flow(world, Stage.DISCONTINUED)
