"""When a plan fails: planted conditions are found, and chance is not taken for one."""

from __future__ import annotations

import numpy as np

from innosim.what_if.planning.rules import Condition, rule

KEYS = [f"part.number_{i}" for i in range(14)]


def table(seed: int, worlds: int = 24) -> dict[str, np.ndarray]:
    return dict(zip(KEYS, np.random.default_rng(seed).uniform(0, 1, (14, worlds)), strict=True))


def test_one_condition_is_found() -> None:
    found = table(1)
    fails = found[KEYS[3]] < 0.35
    told = rule(found, fails, 1)
    assert told is not None
    (condition,) = told.conditions
    assert (condition.key, condition.above) == (KEYS[3], False)
    assert told.caught >= fails.sum() - 1
    assert told.inside - told.caught <= 1


def test_two_conditions_are_found() -> None:
    found = table(2, 48)
    fails = (found[KEYS[3]] < 0.5) & (found[KEYS[7]] > 0.4)
    told = rule(found, fails, 1)
    assert told is not None
    assert [(c.key, c.above) for c in sorted(told.conditions, key=lambda c: c.key)] == [
        (KEYS[3], False),
        (KEYS[7], True),
    ]
    assert told.caught >= fails.sum() - 3


def test_counts_are_those_of_the_conditions_as_they_are_printed() -> None:
    found = table(3, 60)
    fails = found[KEYS[0]] + 0.2 * found[KEYS[1]] > 0.7
    told = rule(found, fails, 1)
    assert told is not None
    inside = np.logical_and.reduce([_holds(one, found) for one in told.conditions])
    assert (told.inside, told.caught) == (inside.sum(), (inside & fails).sum())


def _holds(one: Condition, found: dict[str, np.ndarray]) -> np.ndarray:
    value = float(f"{one.value:.3g}")
    return found[one.key] > value if one.above else found[one.key] < value


def test_chance_seldom_makes_a_rule() -> None:
    draw = np.random.default_rng(5)
    made = [rule(table(100 + i), draw.uniform(size=24) < 0.3, i) is not None for i in range(40)]
    assert sum(made) <= 7


def test_too_few_failures_make_no_rule() -> None:
    found = table(4)
    values = found[KEYS[0]]
    assert rule(found, values < np.sort(values)[2], 1) is None
    assert rule(found, np.zeros(24, bool), 1) is None
    assert rule(found, np.ones(24, bool), 1) is None
