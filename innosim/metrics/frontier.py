"""What is possible and expected outside the service."""

from __future__ import annotations

import numpy as np

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric(
    "Frontier", "index", "what is possible and expected outside the service", rows=(22, 41)
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    o = world.organisations
    return world.services.frontier[o.service], np.ones(o.n)
