"""When there are enough pairs, and how often the interval then holds the truth."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.paired import Difference, difference
from innosim.what_if.comparison.stopping import BATCH, FIXED, LEAST, SEQUENTIAL, Level, Until

STUDIES = 3000
ERROR = sqrt(0.95 * 0.05 / STUDIES)
"""Standard error of a simulated coverage of 95 %."""

Draw = Callable[[np.random.Generator, int], NDArray[np.float64]]


def coverage(draw: Draw, truth: float, until: Until, level: Level = SEQUENTIAL) -> float:
    """Share of simulated studies whose interval holds the true mean difference."""
    random, held = np.random.default_rng(11), 0
    for _ in range(STUDIES):
        values = draw(random, until.most)
        found = _stopped(values, until, level)
        held += abs(found.mean - truth) <= level.half(found)
    return held / STUDIES


def _stopped(values: NDArray[np.float64], until: Until, level: Level) -> Difference:
    for pairs in until.looks():
        found = difference(values[:pairs], np.zeros(pairs))
        if found.error > 0 and level.half(found) <= until.half:
            break
    return found


def _normal(random: np.random.Generator, n: int) -> NDArray[np.float64]:
    return random.normal(0.3, 1, n)


def _skewed(random: np.random.Generator, n: int) -> NDArray[np.float64]:
    return random.exponential(1, n)


def _rare(random: np.random.Generator, n: int) -> NDArray[np.float64]:
    return (random.random(n) < 0.1) / 0.3


@pytest.mark.parametrize("half", [0.5, 0.4, 0.3])
def test_near_normal_differences_are_covered_as_often_as_is_said(half: float) -> None:
    assert coverage(_normal, 0.3, Until(half, most=200)) > 0.95 - 2 * ERROR


@pytest.mark.parametrize("half", [0.4, 0.3])
def test_very_skewed_differences_are_covered_less_often_as_is_said(half: float) -> None:
    assert 0.88 < coverage(_skewed, 1.0, Until(half, most=200)) < 0.95


def test_where_few_worlds_differ_the_interval_holds_as_seldom_as_is_said() -> None:
    assert 0.88 - 3 * ERROR < coverage(_rare, 0.1 / 0.3, Until(0.2, most=200)) < 0.92


def test_the_plain_interval_would_miss_more_often() -> None:
    until = Until(0.35, most=200)
    corrected, plain = (coverage(_normal, 0.3, until, level) for level in (SEQUENTIAL, FIXED))
    assert plain < 0.95 - ERROR
    assert corrected > plain + ERROR


def test_looks_begin_late_and_end_at_the_most() -> None:
    assert list(Until(1.0, most=LEAST).looks()) == [LEAST]
    assert list(Until(1.0, most=43).looks()) == [LEAST, LEAST + BATCH, LEAST + 2 * BATCH, 43]


def test_pairs_that_all_differ_by_the_same_are_not_narrow_but_unknown() -> None:
    same = difference(np.ones(20), np.zeros(20))
    assert not Until(0.1).reached(same)
    assert Until(0.1).reached(difference(np.linspace(0, 0.1, 20), np.zeros(20)))


def test_the_interval_is_never_narrower_than_students() -> None:
    random = np.random.default_rng(5)
    for pairs in (5, 20, 60, 400):
        found = difference(random.normal(size=pairs), np.zeros(pairs))
        assert SEQUENTIAL.half(found) > FIXED.half(found)


@pytest.mark.parametrize("half", [0.0, -1.0, float("nan"), float("inf")])
def test_a_half_width_must_be_positive(half: float) -> None:
    with pytest.raises(InputError, match="above 0"):
        Until(half)


def test_too_few_pairs_at_most() -> None:
    with pytest.raises(InputError, match="at least 20"):
        Until(1.0, most=19)
