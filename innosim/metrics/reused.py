"""Times that others outside took an idea up so far."""

from __future__ import annotations

import numpy as np

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, ideas_of
from innosim.world.world import World

METRIC = Metric("Re-uses elsewhere", "times", "times that others outside took an idea up so far")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = np.arange(world.ideas.n)
    return ideas_of(world, rows, world.ideas.reused), None
