"""Twice the organisations: the same for each person."""

from __future__ import annotations

import numpy as np
import pytest

from tests.property.service import FIGURES, by_replicate, far_apart, of_people, world_of


@pytest.mark.parametrize("name", FIGURES)
def test_twice_the_organisations_give_the_same_per_head(name: str) -> None:
    few, many = (
        by_replicate(world, of_people(world, name), np.ones(world.people.n, bool))
        for world in (world_of(2), world_of(4))
    )
    assert few.std() > 0, "it does not vary, so it can tell nothing"
    assert not far_apart(few, many)
