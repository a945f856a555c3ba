"""Clarity that reaches the teams, each team counted once."""

from __future__ import annotations

import numpy as np

from innosim.contracts import Metric
from innosim.metrics._counts import Measured
from innosim.world.world import World

METRIC = Metric(
    "Clarity as it is received", "share", "clarity that reaches the teams, each team counted once"
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    own, n = world.teams.organisation, world.organisations.n
    total = np.bincount(own, world.teams.clarity, n).astype(float)
    return total, np.bincount(own, minlength=n).astype(float)
