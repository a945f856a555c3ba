"""Measures of what innovation comes to, against small tables worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from innosim.analysis import outcomes
from innosim.analysis.outcomes import gini
from tests.unit.analysis.handmade import weekly, written


def test_reliability_by_hand(tmp_path: Path) -> None:
    """Quarters of the last 52 weeks: 1, 3, 1 + 1 and 2; mean 2, deviation (2/3)^.5."""
    weeks = np.array([51, 52, 65, 78, 90, 103, -1])
    values = np.array([100.0, 1, 3, 1, 1, 2, 50])
    run = written(tmp_path / "r", 104, ideas={"reached_embedded": weeks, "value": values})
    assert outcomes.reliability(run) == pytest.approx(6**0.5)


def test_reliability_of_chance_is_the_root_of_the_mean(tmp_path: Path) -> None:
    """Poisson with 16 a quarter: 4; over 2000 quarters 4 sigma are 6 %."""
    quarters = 2000
    luck = np.random.default_rng(5)
    weeks = np.sort(luck.integers(quarters * 13, 2 * quarters * 13, luck.poisson(16 * quarters)))
    ideas = {"reached_embedded": weeks, "value": np.full(len(weeks), 0.5)}
    run = written(tmp_path / "r", 2 * quarters * 13, ideas=ideas)
    assert outcomes.reliability(run) == pytest.approx(4.0, rel=0.06)


@pytest.mark.parametrize(
    ("weeks", "embedded"), [(104, [-1, 10]), (104, [52, 65, 78, 91]), (60, [40])]
)
def test_reliability_that_is_not_defined(tmp_path: Path, weeks: int, embedded: list[int]) -> None:
    """Nothing late; the same in every quarter; fewer than four quarters."""
    ideas = {"reached_embedded": np.array(embedded), "value": np.ones(len(embedded))}
    assert np.isnan(outcomes.reliability(written(tmp_path / "r", weeks, ideas=ideas)))


def test_inequality_by_hand(tmp_path: Path) -> None:
    """Per head 1, 1 and 0 with 10, 20 and 10 people: 600 / (2 x 1600 x .75) = .25."""
    posts = {"organisation": np.repeat([0, 1, 2], [10, 20, 10])}
    ideas = {
        "organisation": np.array([0, 1, 1, 2]),
        "value": np.array([10.0, 15, 5, 99]),
        "reached_embedded": np.array([60, 70, 100, 20]),
    }
    run = written(tmp_path / "r", 104, ideas=ideas, posts=posts)
    assert outcomes.inequality(run) == pytest.approx(0.25)


def test_gini_in_its_limits() -> None:
    assert gini(np.array([2.0, 2, 2]), np.array([1.0, 5, 9])) == pytest.approx(0)
    assert gini(np.array([0.0, 0, 7]), np.array([3.0, 3, 2])) == pytest.approx(1 - 2 / 8)


@pytest.mark.parametrize("organisations", [[0] * 10, [0, 1] * 5])
def test_inequality_that_is_not_defined(tmp_path: Path, organisations: list[int]) -> None:
    run = written(tmp_path / "r", 104, posts={"organisation": np.array(organisations)})
    assert np.isnan(outcomes.inequality(run))


def test_value_and_own_origin_by_hand(tmp_path: Path) -> None:
    ideas = {
        "value": np.array([0.5, 1.5, 1.0, 0.0, 1.0]),
        "reached_embedded": np.array([5, 6, 7, -1, 9]),
        "driver": ["individual", "system", "external", "external", "crisis"],
    }
    posts = {"organisation": np.zeros(200, int)}
    run = written(tmp_path / "r", 104, ideas=ideas, posts=posts)
    assert outcomes.value(run) == pytest.approx(4.0 / 2 / 2)
    assert outcomes.own_origin(run) == pytest.approx(3 / 4)


def test_no_idea_and_no_practice(tmp_path: Path) -> None:
    run = written(tmp_path / "r", 104, posts={"organisation": np.zeros(200, int)})
    assert outcomes.value(run) == 0
    assert np.isnan(outcomes.own_origin(run))


@pytest.mark.parametrize(
    ("gap", "weeks"),
    [
        ([0.1, 0.1, 0.1, 0.15], 2),  # at .25: the frontier was there in week 1
        ([0.1, 0.2, 0.3, 0.4], 4),  # never moved: since the start
        ([0.1, 0.1, 0.1, 0.0], 0),
    ],
)
def test_lag_by_hand(tmp_path: Path, gap: list[float], weeks: int) -> None:
    series = weekly(frontier=[0.1, 0.2, 0.3, 0.4], gap=gap)
    assert outcomes.lag(written(tmp_path / "r", 4, series=series)) == pytest.approx(weeks / 52)


def test_weighted_means_by_hand(tmp_path: Path) -> None:
    series = weekly(
        feasible=[0.5, 1.0, np.nan],
        proposals=[2, 6, 0],
        side_of_desk=[0.5, np.nan, 1.0],
        in_gates=[1, 0, 2],
        in_pilot=[1, 0, 0],
        burden=[0.1, 0.2, 0.3],
        gap=[0.2, 0.4, 0.6],
    )
    run = written(tmp_path / "r", 3, series=series)
    assert outcomes.feasible(run) == pytest.approx(7 / 8)
    assert outcomes.side_of_desk(run) == pytest.approx(3 / 4)
    assert outcomes.burden(run) == pytest.approx(20)
    assert outcomes.gap(run) == pytest.approx(0.4)


def test_what_was_not_recorded_is_not_defined(tmp_path: Path) -> None:
    run = written(tmp_path / "r", 3)
    measures = (outcomes.feasible, outcomes.side_of_desk, outcomes.lag, outcomes.gap)
    assert all(np.isnan(measure(run)) for measure in (*measures, outcomes.burden))
    assert np.isnan(outcomes.normality_index(run))


def test_normality_index_counts_all_branches(tmp_path: Path) -> None:
    branches = {"branch": np.arange(4), "innovated": np.array([True, False, True, True])}
    run = written(tmp_path / "r", branches=branches)
    assert outcomes.normality_index(run) == pytest.approx(3 / 4)
