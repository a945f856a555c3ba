"""Ways to count that several metrics share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Stage
from innosim.world.ideas import in_stage
from innosim.world.world import World

FloatArray = NDArray[np.float64]
Measured = tuple[FloatArray, FloatArray | None]

_NONE = np.zeros(0, np.int64)


def ideas_of(world: World, rows: NDArray[np.integer], values: NDArray | None = None) -> FloatArray:
    """Number of ideas, or sum of their values, by organisation."""
    if not len(rows):
        return np.zeros(world.organisations.n)
    own = world.ideas.organisation[rows]
    return np.bincount(own, values, world.organisations.n).astype(np.float64)


def stock(world: World, *stages: Stage) -> Measured:
    """Ideas that are in one of the stages."""
    return ideas_of(world, in_stage(world, *stages)), None


def came_to(world: World, *stages: Stage) -> NDArray[np.int64]:
    """Rows of the ideas that came to one of the stages this week."""
    found = [world.moved.by_stage[stage] for stage in stages if stage in world.moved.by_stage]
    if not found:
        return _NONE
    return np.sort(np.concatenate(found)) if found[1:] else found[0]


def flow(world: World, *stages: Stage) -> Measured:
    """Ideas that came to one of the stages this week."""
    return ideas_of(world, came_to(world, *stages)), None


def born(world: World, week: int) -> NDArray[np.int64]:
    """Rows of the ideas conceived in a week; the table is in the order of birth."""
    return np.arange(world.ideas.born.searchsorted(np.int32(week)), world.ideas.n)


def mean_of(world: World, rows: NDArray[np.integer], column: str) -> Measured:
    """Mean of a column over some ideas."""
    if not len(rows):
        nothing = np.zeros(world.organisations.n)
        return nothing, nothing
    values = getattr(world.ideas, column)[rows]
    return ideas_of(world, rows, values), ideas_of(world, rows)


def among_people(world: World, column: str) -> Measured:
    """Mean of a column over all people."""
    values = getattr(world.people, column)
    first = world.organisations.first
    total = np.add.reduceat(values, first, dtype=np.float64)
    return total, world.people_in


def of_teams(world: World, column: str) -> Measured:
    """Mean of a column over all teams."""
    own, n = world.teams.organisation, world.organisations.n
    total = np.bincount(own, getattr(world.teams, column), n).astype(np.float64)
    return total, world.teams_in


def of_organisation(world: World, column: str) -> Measured:
    """A state of the organisation, weighted by people in the mean of the service."""
    return getattr(world.organisations, column) * world.people_in, world.people_in
