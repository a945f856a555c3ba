"""Neither the number of organisations nor the numbers of posts decide what happens."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.ensemble import seeds
from innosim.organisation.chart import Role
from innosim.world.world import World
from tests.generators import scenario, simulated

REPLICATES = 40
SIGMAS = 5.0
"""A check at 5 sigma with 40 replicates fails by chance less than once in 50,000."""

WEEKS = 40
BODIES = 60


def world_of(organisations: int) -> World:
    """Organisations of equal size, in many replicates."""
    chosen = scenario(
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


def per_head(world: World) -> dict[str, NDArray[np.float64]]:
    """Figures of each replicate, per head."""
    ideas, service = world.ideas, world.people.service
    people = np.bincount(service)
    return {
        "proposals": np.bincount(ideas.service, minlength=REPLICATES) / people,
        "pilots": np.bincount(ideas.service, ideas.reached_pilot >= 0, REPLICATES) / people,
        "energy": np.bincount(service, world.people.energy) / people,
        "blame": np.bincount(service, world.people.blame) / people,
    }


def test_twice_the_organisations_give_the_same_per_head() -> None:
    few, many = per_head(world_of(2)), per_head(world_of(4))
    for name, values in few.items():
        error = np.sqrt((values.var(ddof=1) + many[name].var(ddof=1)) / REPLICATES)
        assert abs(values.mean() - many[name].mean()) < SIGMAS * error, name


def test_the_number_of_a_post_does_not_matter() -> None:
    world = world_of(4)
    people = world.people
    individuals = np.flatnonzero(people.role == Role.INDIVIDUAL)
    conceived = np.bincount(world.ideas.origin, minlength=people.n)[individuals]
    odd = people.post[individuals] % 2 == 1
    for figure in (conceived, people.energy[individuals], people.innovativeness[individuals]):
        one, other = figure[odd], figure[~odd]
        error = np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
        assert abs(one.mean() - other.mean()) < SIGMAS * error
