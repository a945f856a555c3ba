"""Replicates have nothing to do with each other.

That each comes out side by side as it does alone, bit for bit, is tested in `test_order`. Here:
no two have the same seed, and no random number is drawn without it.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from innosim import ensemble
from innosim.organisation.chart import Role
from innosim.world.people import TRAITS
from innosim.world.world import World
from tests.property.service import REPLICATES, of_people, world_of

SIGMAS = 4.5
"""A rank correlation beyond 4.5 standard errors comes by chance once in 150,000 checks."""

PEOPLE = (*TRAITS, "proposals", "pilots", "members", "changes", "hired")
"""What befalls individuals of one layer alike, wherever they are."""


def test_ensembles_of_neighbouring_seeds_share_no_replicate() -> None:
    drawn = [seed for first in range(30) for seed in ensemble.seeds(first, 30)]
    assert len(set(drawn)) == len(drawn)


def standard_errors_off(values: NDArray[np.generic]) -> float:
    """How far the correlation between neighbouring replicates is off zero.

    Args:
        values: one row a replicate, one column for each of a number of equals.
    """
    ranks = values.ravel().argsort(kind="stable").argsort().reshape(values.shape).astype(float)
    _, tied = np.unique(values, return_inverse=True)
    ranks = (np.bincount(tied.ravel(), ranks.ravel()) / np.bincount(tied.ravel()))[tied]
    deviations = (ranks.reshape(values.shape) - ranks.mean()) / ranks.std()
    products = deviations[1:] * deviations[:-1]
    return float(abs(products.mean()) * np.sqrt(products.size))


def equals(world: World) -> NDArray[np.int64]:
    """Individuals of the commonest layer, one row a replicate."""
    people = world.people
    individual = people.role == Role.INDIVIDUAL
    layer = np.bincount(people.layer[individual]).argmax()
    return np.flatnonzero(individual & (people.layer == layer)).reshape(REPLICATES, -1)


@pytest.mark.parametrize("name", PEOPLE)
def test_what_befalls_a_person_is_not_correlated(name: str) -> None:
    world = world_of(4)
    assert standard_errors_off(of_people(world, name)[equals(world)]) < SIGMAS


def test_what_befalls_an_organisation_is_not_correlated() -> None:
    world, compared = world_of(4), 0
    for name, column in world.organisations.columns.items():
        values = getattr(world.organisations, name)
        own = (values if column.width == 1 else values[:, 0]).reshape(REPLICATES, -1)
        if name in ("service", "number", "first", "head") or len(np.unique(own)) < REPLICATES // 4:
            continue
        compared += 1
        assert standard_errors_off(own) < SIGMAS, name
    assert compared > 5
