"""Reliance on individuals: what changes for whom, and how much success goes."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.paired import difference
from innosim.what_if.reliance import reliance, share_gone
from tests.generators import differing, scenario, simulated, state

AVERAGE = 2.0 / 7.0


def test_the_most_determined_become_average_and_nothing_else_changes() -> None:
    people = {"people": {"average_heroes": 5}}
    as_it_is = simulated(scenario(), 0, (1, 2)).world
    without = simulated(scenario(sections=people), 0, (1, 2)).world
    assert differing(state(as_it_is), state(without)) == ["people.innovativeness"]
    before, after = as_it_is.people.innovativeness, without.people.innovativeness
    for service in (0, 1):
        mine = as_it_is.people.service == service
        highest = np.sort(before[mine])[-5:]
        changed = before[mine] != after[mine]
        assert np.sort(before[mine][changed]).tolist() == highest.tolist()
        assert after[mine][changed] == pytest.approx(np.full(5, AVERAGE))


def test_without_heroes_to_take_away_nothing_is_lost() -> None:
    lost = reliance(scenario(), pairs=3, heroes=0)
    assert (lost.pairs, lost.mean, lost.error) == (3, 0.0, 0.0)
    assert lost.reference > 0
    assert share_gone(lost) == (0.0, 0.0, 0.0)


def test_a_service_that_lives_on_its_heroes_loses_by_it() -> None:
    """Only people's own urge makes ideas, and only determined champions get them through."""
    alone = {
        "generation": {"scale": 20.0, "crisis": 0.0, "system": 0.0},
        "external": {"rate": 0.0},
        "gates": {"champion": 20.0, "base": -5.0, "capacity": 2.0, "attention": 0.5},
        "turnover": {"yearly": 0.0, "leaders_yearly": 0.0},
        "energy": {"cost": 0.0},
    }
    lost = reliance(scenario(sections=alone, horizon=104), pairs=8, heroes=40)
    share, low, high = share_gone(lost, 0.01)
    assert lost.interval(0.01)[1] < 0
    assert 0 < low < share < high <= 1


def test_where_nothing_succeeds_the_share_is_not_defined() -> None:
    assert np.isnan(share_gone(difference(np.zeros(3), np.zeros(3)))).all()


def test_share_by_hand() -> None:
    """With 2, 4 and 6, without 1, 3 and 2: 6 of 12 are gone."""
    share, low, high = share_gone(difference(np.array([1.0, 3, 2]), np.array([2.0, 4, 6])))
    assert share == pytest.approx(0.5)
    assert low == pytest.approx(0.5 - 4.3027 / 4, abs=1e-4)
    assert high == 1.0
