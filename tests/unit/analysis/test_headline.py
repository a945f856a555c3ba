from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from innosim.analysis.headline import by_replicate, interval, summarise
from innosim.results.reader import read
from tests.unit import synthetic_results
from tests.unit.analysis import handmade


def test_definitions_by_hand(tmp_path: Path) -> None:
    found = {h.name: h.mean for h in summarise(handmade.results(tmp_path / "r"))}
    assert found == pytest.approx(
        {
            "proposals": 5 / 2 / 10,
            "reached_pilot": 2 / 4,
            "continued": 1 / 2,
            "embedded_share": 1 / 4,
            "embedded": 2 / 2 / 10,
            "innovating_branches": 1 / 2,
            "adoption_time": 3.0,
            "turnover": 260 / 2 / 10,
            "queue": 3.0,
            "weeks_to_decision": 20.0,
        }
    )


def test_a_short_run_follows_the_ideas_of_its_first_half(tmp_path: Path) -> None:
    found = {h.name: h for h in summarise(handmade.results(tmp_path / "r", weeks=104))}
    assert found["reached_pilot"].mean == pytest.approx(1 / 2)
    assert found["embedded_share"].mean == 0
    assert all(headline.target is None for headline in found.values())


def test_targets_and_whether_they_are_met(tmp_path: Path) -> None:
    found = {h.name: h for h in summarise(handmade.results(tmp_path / "r"))}
    assert found["reached_pilot"].target == (0.15, 0.35)
    assert found["reached_pilot"].met is False
    assert found["adoption_time"].met is True
    assert found["embedded"].met is None


def test_one_replicate_has_no_interval(tmp_path: Path) -> None:
    headline = summarise(handmade.results(tmp_path / "r"))[0]
    assert (headline.low, headline.high, headline.replicates) == (None, None, 1)


def test_replicates_are_told_apart(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r", replicates=4))
    values = by_replicate(results)["reached_pilot"]
    ideas = results.columns("ideas", ["replicate", "born", "reached_pilot"])
    for replicate, value in enumerate(values):
        mine = (ideas["replicate"] == replicate) & (ideas["born"] < 260)
        assert value == pytest.approx((ideas["reached_pilot"][mine] >= 0).mean())


def test_interval_by_hand() -> None:
    mean, low, high = interval(np.array([1.0, 2.0, 3.0, np.nan]))
    assert mean == 2
    assert high == pytest.approx(2 + 4.3027 / np.sqrt(3), abs=1e-4)
    assert low == pytest.approx(2 - 4.3027 / np.sqrt(3), abs=1e-4)


def test_a_service_without_ideas(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r", people=100, per_hundred=0))
    found = {h.name: h.mean for h in summarise(results)}
    assert found["proposals"] == 0
    assert np.isnan(found["reached_pilot"])
    assert np.isnan(found["weeks_to_decision"])
