"""The search finds what counting out finds, stays within the budget and draws no lot."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innosim.what_if.planning.plans import Plan
from innosim.what_if.planning.regret import failing, near_best, regrets, scores
from innosim.what_if.planning.search import NOTHING, Effort, all_plans, search
from tests.unit.what_if.planning.planted import WORLDS, Planted

SEARCHED = Effort(all=0)
"""All is searched, nothing counted out."""


def clear(planted: Planted) -> Planted:
    """A pair of levers that do little alone and much together; the worlds differ a little."""
    planted.effects[:] = 0.3 * np.abs(planted.effects[:, :1]) + 0.01 * planted.effects
    planted.effects[:2] = 0.05
    planted.together[:] = 0.0
    planted.together[0, 1] = 3.0
    return planted


@pytest.mark.parametrize("seed", range(12))
def test_the_planted_best_plan_is_found(seed: int) -> None:
    planted = clear(Planted(6, 9.0, seed))
    best, _ = planted.best()
    found = search(planted.problem, SEARCHED)
    assert {"lever_0", "lever_1"} <= {step.kind for step in best}
    assert found.within(2)[0] == best
    assert len(set(planted.asked)) < len(planted.every())


def test_the_search_is_near_the_best_where_nothing_is_clear() -> None:
    ranks = []
    for seed in range(12):
        planted = Planted(6, 8.0, seed)
        plans = planted.every()
        found = scores(np.array([planted._value(plan) for plan in plans]))
        chosen = search(planted.problem, SEARCHED).within(2)[0]
        ranks.append((found < found[plans.index(chosen)]).mean())
    assert np.median(ranks) == 0.0
    assert max(ranks) < 0.05


def test_few_plans_are_all_tried() -> None:
    planted = Planted(3, 6.0, 1)
    found = search(planted.problem, Effort(all=200))
    assert set(found.values) == set(planted.every())
    assert {len(values) for values in found.values.values()} == {WORLDS}
    assert found.within(2)[0] == planted.best()[0]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 500), st.floats(0, 12), st.floats(0, 12))
def test_a_larger_budget_is_never_worse(seed: int, one: float, other: float) -> None:
    """By one yardstick, that of the larger budget."""
    small, large = sorted((one, other))
    chosen: list[Plan] = []
    for limit in (small, large):
        planted = Planted(4, limit, seed)
        chosen.append(search(planted.problem, Effort(all=200)).within(2)[0])
    values = np.array([planted._value(plan) for plan in [*planted.every(), *chosen]])
    found = scores(values)[-2:]
    assert found[1] <= found[0] + 1e-12


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 500), st.floats(0, 15))
def test_no_plan_is_beyond_the_budget(seed: int, limit: float) -> None:
    planted = Planted(5, limit, seed)
    tried = search(planted.problem, SEARCHED).values
    assert NOTHING in tried
    assert all(planted.cost.hours(plan) <= limit for plan in tried)
    assert all(len({step.kind for step in plan}) == len(plan) for plan in tried)


def test_the_search_is_the_same_twice() -> None:
    first, second = (search(Planted(6, 9.0, 3).problem, SEARCHED) for _ in range(2))
    assert list(first.values) == list(second.values)


def test_of_two_equal_plans_the_cheaper_is_better() -> None:
    planted = Planted(3, 20.0, 2)
    planted.effects[:] = 0.0
    planted.together[:] = 0.0
    assert search(planted.problem, Effort(all=200)).within(2)[0] == NOTHING


def test_too_many_plans_are_not_listed() -> None:
    planted = Planted(5, 30.0, 2)
    assert all_plans(planted.problem, 3**5 - 1) is None
    assert len(all_plans(planted.problem, 3**5) or ()) == 3**5


def test_regret_by_hand() -> None:
    values = np.array([[1.0, 4.0, 0.0], [3.0, 4.0, 0.0], [2.0, 0.0, 0.0]])
    assert regrets(values).tolist() == [[2, 0, 0], [0, 0, 0], [1, 4, 0]]
    assert scores(values).tolist() == [1.0, 0.0, 2.5]
    assert near_best(values) == pytest.approx([2 / 3, 1.0, 1 / 3])


def test_failing_by_hand() -> None:
    nothing = np.array([1.0, 1.0, 1.0, 0.0])
    values = np.array([[0.5, 2.0, 1.9, 0.0], [1.0, 3.0, 3.0, 0.0]])
    assert failing(values, nothing).tolist() == [
        [True, False, True, False],
        [False, False, False, False],
    ]
