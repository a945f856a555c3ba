"""Times that others outside took an idea up so far."""

from __future__ import annotations

import numpy as np

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric("Re-uses elsewhere", "times", "times that others outside took an idea up so far")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    own, n = world.ideas.organisation, world.organisations.n
    return np.bincount(own, world.ideas.reused, n).astype(float), None
