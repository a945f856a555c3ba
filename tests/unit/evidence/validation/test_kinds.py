"""Each kind of claim against arms whose answer is known."""

from __future__ import annotations

from math import isnan
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from innosim.evidence.validation.band import Band
from innosim.evidence.validation.exact import Exact
from innosim.evidence.validation.finding import ALPHA, Outcome
from innosim.evidence.validation.interaction import Interaction
from innosim.evidence.validation.interior import InteriorOptimum
from innosim.evidence.validation.readings import Weekly
from innosim.evidence.validation.same import Same
from innosim.evidence.validation.two_arms import TwoArms
from innosim.evidence.validation.within_run import WithinRun

PAIRS = 28
READ, OTHER = Weekly("proposals"), Weekly("pilots")
Values = NDArray[np.float64]


def luck(seed: int = 1) -> Values:
    """What replicates of all arms share."""
    return np.random.default_rng(seed).normal(10.0, 3.0, PAIRS)


def noise(seed: int, size: float = 0.5) -> Values:
    return np.random.default_rng(seed).normal(0.0, size, PAIRS)


def arms(**levels: float) -> dict[str, dict[str, Values]]:
    """Arms on common luck, with the means of a reading that each has beyond it."""
    return {
        arm: {READ.name: luck() + level + noise(100 + place)}
        for place, (arm, level) in enumerate(levels.items())
    }


def two(**changes: Any) -> TwoArms:
    return TwoArms(name="x", statement="x", reading=READ, **{"sign": 1, **changes})


@pytest.mark.parametrize(
    ("effect", "sign", "outcome"),
    [
        (1.0, 1, Outcome.SHOWN),
        (-1.0, -1, Outcome.SHOWN),
        (0.0, 1, Outcome.NOT_SHOWN),
        (0.0, -1, Outcome.NOT_SHOWN),
        (-1.0, 1, Outcome.CONTRARY),
        (1.0, -1, Outcome.CONTRARY),
    ],
)
def test_two_arms(effect: float, sign: int, outcome: Outcome) -> None:
    found = two(sign=sign).find(arms(on=effect, off=0.0), alone=False)
    assert found.outcome == outcome
    assert found.low < effect < found.high
    assert found.pairs == PAIRS


def test_a_minimum_asks_for_the_whole_interval_and_not_where_a_rule_stands_alone() -> None:
    values = arms(on=1.0, off=0.0)
    assert two(minimum=0.02).find(values, alone=False).outcome == Outcome.SHOWN
    small = two(minimum=0.5).find(values, alone=False)
    assert small.outcome == Outcome.NOT_SHOWN
    assert "not surely by 50%" in small.note
    assert two(minimum=0.5).find(values, alone=True).outcome == Outcome.SHOWN


def test_an_effect_the_other_way_is_contrary_whatever_the_minimum() -> None:
    found = two(minimum=0.5).find(arms(on=-1.0, off=0.0), alone=False)
    assert found.outcome == Outcome.CONTRARY


def test_nothing_to_measure_is_not_shown() -> None:
    empty = {arm: {READ.name: np.full(PAIRS, np.nan)} for arm in ("on", "off")}
    found = two().find(empty, alone=False)
    assert found.outcome == Outcome.NOT_SHOWN
    assert isnan(found.effect)
    assert found.note == "nothing to measure"


def test_the_stated_error_rate_holds() -> None:
    """Of claims without an effect, as many show in each direction as is said, but for luck."""
    rng, tries = np.random.default_rng(5), 6000
    outcomes = []
    for _ in range(tries):
        values = {arm: {READ.name: rng.normal(0, 1, PAIRS)} for arm in ("on", "off")}
        outcomes.append(two().find(values, alone=False).outcome)
    for outcome in (Outcome.SHOWN, Outcome.CONTRARY):
        number = outcomes.count(outcome)
        assert abs(number - tries * ALPHA) < 4 * np.sqrt(tries * ALPHA), number


@pytest.mark.parametrize(
    ("effect", "outcome"),
    [(0.0, Outcome.SHOWN), (1.0, Outcome.NOT_SHOWN), (2.0, Outcome.CONTRARY)],
)
def test_same(effect: float, outcome: Outcome) -> None:
    for margin in ({"margin": 1.0}, {"share": 0.1}):
        claim = Same(name="x", statement="x", reading=READ, **margin)
        assert claim.find(arms(on=effect, off=0.0), alone=False).outcome == outcome


def test_same_to_the_last_digit() -> None:
    claim = Same(name="x", statement="x", reading=READ, margin=1e-9)
    both = {READ.name: luck()}
    assert claim.find({"on": both, "off": both}, alone=False).outcome == Outcome.SHOWN


@pytest.mark.parametrize(
    ("together", "sign", "outcome"),
    [
        (5.0, 1, Outcome.SHOWN),
        (3.0, 1, Outcome.NOT_SHOWN),
        (1.0, 1, Outcome.CONTRARY),
        (1.0, -1, Outcome.SHOWN),
    ],
)
def test_interaction(together: float, sign: int, outcome: Outcome) -> None:
    claim = Interaction(name="x", statement="x", reading=READ, parts=({}, {}), sign=sign)
    values = arms(**{"none": 0.0, "part 0": 1.0, "part 1": 2.0, "all": together})
    found = claim.find(values, alone=False)
    assert found.outcome == outcome
    assert found.low < together - 3.0 < found.high


def test_interaction_of_three_parts_takes_each_single_effect_away_once() -> None:
    claim = Interaction(name="x", statement="x", reading=READ, parts=({}, {}, {}))
    values = arms(**{"none": 1.0, "part 0": 2.0, "part 1": 3.0, "part 2": 4.0, "all": 12.0})
    found = claim.find(values, alone=False)
    assert found.low < 12.0 - 1.0 - (1.0 + 2.0 + 3.0) < found.high


def test_parts_are_laid_over_each_other_and_interventions_add_up() -> None:
    one: dict[str, Any] = {"interventions": [{"kind": "forums"}], "gates.base": 1.0}
    two = {"interventions": [{"kind": "openness"}]}
    claim = Interaction(name="x", statement="x", reading=READ, parts=(one, two))
    both = claim.arms()["all"]
    assert [delivery["kind"] for delivery in both["interventions"]] == ["forums", "openness"]
    assert both["gates.base"] == 1.0
    assert len(one["interventions"]) == 1


@pytest.mark.parametrize(
    ("means", "outcome"),
    [
        ((0.0, 1.0, 3.0, 1.0, 0.0), Outcome.SHOWN),
        ((0.0, 0.0, 0.0, 0.0, 0.0), Outcome.NOT_SHOWN),
        ((0.0, 1.0, 2.0, 3.0, 4.0), Outcome.CONTRARY),
        ((4.0, 3.0, 2.0, 1.0, 0.0), Outcome.CONTRARY),
        ((0.0, 1.0, 2.0, 3.0, 3.0), Outcome.NOT_SHOWN),
        ((3.0, 0.0, 2.0, 0.0, 3.0), Outcome.CONTRARY),
    ],
)
def test_interior_optimum(means: tuple[float, ...], outcome: Outcome) -> None:
    levels = tuple(range(len(means)))
    claim = InteriorOptimum(name="x", statement="x", reading=READ, key="a.b", levels=levels)
    values = arms(**{str(level): mean for level, mean in zip(levels, means, strict=True)})
    assert claim.find(values, alone=False).outcome == outcome


def test_each_level_is_an_arm() -> None:
    claim = InteriorOptimum(
        name="x", statement="x", reading=READ, key="a.b", levels=(0.0, 1.0, 2.0), with_it={"c": 1}
    )
    assert claim.arms()["1.0"] == {"c": 1, "a.b": 1.0}


@pytest.mark.parametrize(
    ("band", "outcome"),
    [
        ((8.0, 12.0), Outcome.SHOWN),
        ((10.0, 20.0), Outcome.NOT_SHOWN),
        ((20.0, 30.0), Outcome.CONTRARY),
        ((0.0, 5.0), Outcome.CONTRARY),
    ],
)
def test_band(band: tuple[float, float], outcome: Outcome) -> None:
    values = {"run": {READ.name: 10.0 + noise(3, 1.0)}}
    claim = Band(name="x", statement="x", reading=READ, least=band[0], most=band[1])
    assert claim.find(values, alone=False).outcome == outcome


def test_a_band_of_one_point_holds_exactly_that() -> None:
    claim = Band(name="x", statement="x", reading=READ, least=0.0, most=0.0)
    nothing, something = np.zeros(PAIRS), np.zeros(PAIRS)
    something[3] = 1e-3
    assert claim.find({"run": {READ.name: nothing}}, alone=False).outcome == Outcome.SHOWN
    assert claim.find({"run": {READ.name: something}}, alone=False).outcome != Outcome.SHOWN


@pytest.mark.parametrize(
    ("factor", "outcome"),
    [(1.0, Outcome.SHOWN), (2.0, Outcome.NOT_SHOWN), (3.0, Outcome.CONTRARY)],
)
def test_within_run(factor: float, outcome: Outcome) -> None:
    values = {"run": {READ.name: 2.0 * luck() + noise(4), OTHER.name: luck()}}
    claim = WithinRun(name="x", statement="x", reading=READ, than=OTHER, factor=factor)
    assert claim.find(values, alone=False).outcome == outcome


def test_exact() -> None:
    claim, one = Exact(name="x", statement="x"), np.arange(PAIRS, dtype=np.float64)
    other = one.copy()
    same = claim.find({"on": {"fingerprint": one}, "off": {"fingerprint": other}}, alone=False)
    assert same.outcome == Outcome.SHOWN
    other[5] += 1
    found = claim.find({"on": {"fingerprint": one}, "off": {"fingerprint": other}}, alone=False)
    assert (found.outcome, found.effect) == (Outcome.CONTRARY, 1.0)
