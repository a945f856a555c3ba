"""Uses of ideas by people, counted once for each idea and person."""

from __future__ import annotations

import numpy as np

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric("Uses", "uses", "uses of ideas by people, counted once for each idea and person")


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    sites = world.sites
    own = world.branches.organisation[sites.branch]
    return np.bincount(own, sites.users, world.organisations.n).astype(float), None
