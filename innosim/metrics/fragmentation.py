"""Variance of what people of an organisation believe about clarity."""

from __future__ import annotations

import numpy as np

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, among_people
from innosim.world.world import World

METRIC = Metric(
    "Fragmented understanding",
    "variance",
    "variance of what people of an organisation believe about clarity",
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    total, number = among_people(world, "clarity")
    assert number is not None
    mean = (total / number).astype(np.float32)
    apart = world.people.clarity - np.repeat(mean, world.organisations.size)
    apart *= apart
    return np.add.reduceat(apart, world.organisations.first, dtype=np.float64), number
