"""People elsewhere who adapted an idea so far."""

from __future__ import annotations

import numpy as np

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric("Adapted uses", "people", "people elsewhere who adapted an idea so far")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    own, n = world.ideas.organisation, world.organisations.n
    return np.bincount(own, world.ideas.adapted, n).astype(float), None
