"""A service in many replicates, and figures of it; simulated once for all tests that look at it."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Stage
from innosim.ensemble import seeds
from innosim.world.use import Use
from innosim.world.world import World
from tests.generators import all_interventions, scenario, simulated

REPLICATES = 100
SIGMAS = 4.5
"""A difference of 4.5 standard errors over 100 replicates comes by chance once in 50,000 checks.

Differences of a quarter are found in all figures, and much smaller ones in energy and changes.
"""

ACTS = all_interventions(strength=0.5)
"""So that every lever is in play."""

WEEKS = 40
BODIES = 60
FIGURES = ("proposals", "pilots", "uses", "members", "changes", "energy", "blame")
Values = NDArray[np.float64]


@cache
def world_of(organisations: int) -> World:
    """Organisations of equal size, in many replicates; not to be changed."""
    chosen = scenario(
        interventions=ACTS,
        organisation={
            "name": "Test",
            "branch_size": 15,
            "generate": {
                "headcount": BODIES * organisations,
                "organisations": organisations,
                "size_exponent": 0.0,
            },
        },
    )
    return simulated(chosen, WEEKS, seeds(11, REPLICATES)).world


def of_people(world: World, name: str) -> Values:
    """A figure of each person."""
    people, ideas, users = world.people, world.ideas, world.users
    if name == "proposals":
        return np.bincount(ideas.origin, minlength=people.n).astype(float)
    if name == "pilots":
        return np.bincount(ideas.origin, ideas.reached_pilot >= 0, people.n).astype(float)
    if name == "uses":
        return np.bincount(users.person[users.state == Use.USER], minlength=people.n).astype(float)
    if name == "members":
        live = ideas.members[ideas.stage < Stage.REJECTED].ravel()
        return np.bincount(live[live >= 0], minlength=people.n).astype(float)
    if name == "changes":
        return people.holder.astype(float)
    column: Values = getattr(people, name).astype(float)
    return column


def by_replicate(world: World, values: Values, rows: NDArray[np.bool_]) -> Values:
    """Mean of a figure over some people of each replicate."""
    service = world.people.service[rows]
    return np.bincount(service, values[rows], REPLICATES) / np.bincount(
        service, minlength=REPLICATES
    )


def far_apart(one: Values, other: Values) -> bool:
    """Whether the means of a figure over two sets of independent replicates differ."""
    error = np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
    return bool(abs(one.mean() - other.mean()) > SIGMAS * error)


def is_off_zero(differences: Values) -> bool:
    """Whether differences within independent replicates are beyond chance on average."""
    error = differences.std(ddof=1) / np.sqrt(len(differences))
    return bool(abs(differences.mean()) > SIGMAS * error)
