"""Mean fit of the ideas conceived this week."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, born, mean_of
from innosim.world.world import World

METRIC = Metric("Fit of new ideas", "share", "mean fit of the ideas conceived this week")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return mean_of(world, born(world, week), "fit")
