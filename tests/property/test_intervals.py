"""How often intervals hold the truth, in a closed-form model whose true difference is known.

In each world people raise an idea if their keyed draw is below a chance that the world's own luck
scales; both arms take the same draws. The mean difference of an arm with a higher chance is known
exactly. 1,000 studies of 20 pairs; a coverage of 95 % is then estimated with a standard error of
0.7 points, so that 93 to 97 % is what a right interval gives in 99.6 of 100 sets of seeds; seeds
are fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import comb

import numpy as np
import pytest
from numpy.typing import NDArray

from innosim.ensemble import seeds
from innosim.paired import difference
from innosim.scenario.schema import Scenario
from innosim.streams import Streams
from innosim.what_if.comparison.compare import compared
from innosim.what_if.comparison.effects import effect
from innosim.what_if.comparison.runs import Bench, Found
from innosim.what_if.comparison.stopping import FIXED, LEAST, SEQUENTIAL, Until
from innosim.what_if.rescue.shares import Share
from innosim.what_if.xray.estimates import estimate
from tests.unit.what_if.comparison.toy import made_up

STUDIES, PAIRS, MOST, PEOPLE = 1000, 20, 100, 40
LOW, HIGH = 0.2, 0.3
"""Chances of an idea in the two arms, in a world of average luck."""

TRUTH = PEOPLE * (HIGH - LOW)
"""The luck of a world has mean 1."""

Worlds = NDArray[np.float64]


@cache
def worlds(number: int) -> tuple[Worlds, Worlds]:
    """Ideas in each arm: a row for each study, a column for each of its worlds."""
    total = STUDIES * number
    streams = Streams(seeds(11, total))
    luck = 0.5 + streams.uniform("world", np.zeros(total, np.int64), 0, np.arange(total))
    who = np.tile(np.arange(PEOPLE), total)
    service = np.repeat(np.arange(total), PEOPLE)
    draws = streams.uniform("idea", who, 0, service).reshape(total, PEOPLE)
    low, high = ((draws < chance * luck[:, None]).sum(axis=1) for chance in (LOW, HIGH))
    return low.reshape(STUDIES, number).astype(float), high.reshape(STUDIES, number).astype(float)


Interval = Callable[[Worlds, Worlds], tuple[float, float]]


def _compared(one: Worlds, other: Worlds) -> tuple[float, float]:
    found = effect(one, other, +1, FIXED)
    return found.low, found.high


def _paired(one: Worlds, other: Worlds) -> tuple[float, float]:
    return difference(one, other).interval(0.05)


def _estimated(one: Worlds, other: Worlds) -> tuple[float, float]:
    found = estimate((one - other).tolist())
    return found.low, found.high


@pytest.mark.parametrize("interval", [_compared, _paired, _estimated])
def test_the_interval_of_twenty_pairs_holds_the_truth(interval: Interval) -> None:
    low, high = worlds(PAIRS)
    held = 0
    for one, other in zip(high, low, strict=True):
        start, end = interval(one, other)
        held += start <= TRUTH <= end
    assert 0.93 <= held / STUDIES <= 0.97


@pytest.mark.parametrize("half", [1.0, 0.7])
def test_the_interval_holds_the_truth_where_pairs_are_added(half: float) -> None:
    """As docs/compare.md says for differences that are near normal."""
    low, high = worlds(MOST)
    until, held, taken = Until(half, most=MOST), 0, 0
    for one, other in zip(high, low, strict=True):
        for pairs in until.looks():
            found = effect(one[:pairs], other[:pairs], +1, SEQUENTIAL)
            if until.reached(found.difference):
                break
        held += found.low <= TRUTH <= found.high
        taken += pairs
    assert 0.93 <= held / STUDIES <= 0.97
    assert LEAST < taken / STUDIES < MOST


def test_a_comparison_takes_that_way() -> None:
    """Its looks and its interval are those of the studies above."""
    low, high = worlds(MOST)
    arms = made_up({"reference": [1.0, 2.0], "plan": [1.0, 2.0]}).arms
    until = Until(0.7, metric="proposals", most=MOST)
    for study in range(3):
        values = dict(zip((arm.name for arm in arms), (low[study], high[study]), strict=True))
        found = compared(arms, _Played(values), until)
        one = found.effect(arms[1].name, "proposals")
        alone = effect(
            high[study][: len(found.seeds)], low[study][: len(found.seeds)], 1, SEQUENTIAL
        )
        assert (one.low, one.high) == (alone.low, alone.high)
        assert found.reached == until.reached(alone.difference)
        fixed = compared(arms, _Played(values), PAIRS).effect(arms[1].name, "proposals")
        assert (fixed.low, fixed.high) == _compared(high[study][:PAIRS], low[study][:PAIRS])


class _Played(Bench):
    """A bench whose worlds have been played already."""

    def __init__(self, values: dict[str, Worlds]) -> None:
        super().__init__(1)
        self._played = list(values.values())

    def run(self, scenarios: Sequence[Scenario], pairs: int) -> list[Found]:
        like = made_up({"reference": [0.0] * pairs, "plan": [0.0] * pairs}).found
        return [
            {**one, "proposals": values[:pairs, None]}
            for one, values in zip(like, self._played, strict=True)
        ]


@pytest.mark.parametrize("whole", [20, 40])
def test_wilsons_interval_of_a_share_holds_it_in_the_mean_over_shares(whole: int) -> None:
    """Exactly, from the binomial distribution; at one share it may hold less or more often."""
    ends = [Share(part, whole).interval for part in range(whole + 1)]
    held = []
    for share in np.linspace(0.02, 0.98, 97):
        mass = [comb(whole, k) * share**k * (1 - share) ** (whole - k) for k in range(whole + 1)]
        inside = [low <= share <= high for low, high in ends]
        held.append(sum(m for m, there in zip(mass, inside, strict=True) if there))
    assert 0.93 <= float(np.mean(held)) <= 0.97
    assert min(held) > 0.83
