"""Share of the pilots started this week that are radical: of a novelty above .6."""

from __future__ import annotations

import numpy as np

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, came_to, ideas_of
from innosim.world.world import World

RADICAL = 0.6

METRIC = Metric(
    "Radical pilots",
    "share",
    "share of the pilots started this week whose novelty is above .6",
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = came_to(world, Stage.PILOT)
    radical = (world.ideas.novelty[rows] > RADICAL).astype(np.float64)
    return ideas_of(world, rows, radical), ideas_of(world, rows)
