"""Ideas conceived this week that the branch is capable of: their novelty does not outrun it.

Feasible share = number of new ideas with strangeness <= suitability received / number of new
ideas, where strangeness is novelty as it is felt and suitability is what reaches the post that
conceived the idea (a head has the whole of it). In [0, 1]; not defined in a week without new ideas.
It is the condition under which a pilot meets no mismatch.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, born, ideas_of
from innosim.world.world import World

METRIC = Metric(
    "Feasible share",
    "share",
    "ideas conceived this week whose novelty does not outrun what their post is capable of",
    rows=(40, 49),
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = born(world, week)
    within = world.ideas.strangeness[rows] <= _suitability(world, world.ideas.origin[rows])
    return ideas_of(world, rows[within]), ideas_of(world, rows)


def _suitability(world: World, posts: NDArray[np.integer]) -> NDArray[np.floating]:
    people, organisations = world.people, world.organisations
    received = world.teams.suitability[people.team[posts]]
    whole = organisations.suitability[people.organisation[posts]]
    return np.where(people.superior[posts] < 0, whole, received)
