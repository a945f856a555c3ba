"""Times that others outside took an idea up so far."""

from __future__ import annotations

import numpy as np

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric("Re-uses elsewhere", "times", "times that others outside took an idea up so far")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    ideas = world.ideas
    return np.bincount(ideas.organisation, ideas.reused, world.organisations.n), None
