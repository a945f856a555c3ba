from __future__ import annotations

from pathlib import Path

import pytest

from innosim.analysis import deaths
from innosim.analysis.words import CAUTION, number, summary
from innosim.results.reader import read
from tests.unit import synthetic_results
from tests.unit.analysis import handmade


def test_where_ideas_die(tmp_path: Path) -> None:
    died = deaths.of_ideas(handmade.results(tmp_path / "r"))
    gate, pilot = deaths.Place(1, deaths.MIDDLE), deaths.Place(-1, deaths.PILOT)
    assert dict(died.counts) == {(gate, "rejected"): 1, (pilot, "failed"): 1}
    assert died.places() == [gate, pilot]
    assert died.reasons == {"score": 1, "trial": 1}
    assert died.holders == {0: deaths.LEADERS, 1: deaths.MIDDLE, 2: deaths.STAFF}


def test_deaths_add_up(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r"))
    died = deaths.of_ideas(results)
    ended = (results.columns("ideas", ["ended"])["ended"] >= 0).sum()
    assert died.total == ended == sum(died.reasons.values()) == sum(died.by_holder().values())


def test_a_single_run_is_no_prediction(tmp_path: Path) -> None:
    text = summary(handmade.results(tmp_path / "r"))
    assert "This is a single run, one of many possible histories: not a prediction." in text
    assert "Of 100 ideas raised in the first five years, 50 reached a pilot and 25 beca" in text
    assert CAUTION in text


def test_replicates_are_counted(tmp_path: Path) -> None:
    text = summary(read(synthetic_results.write(tmp_path / "r", replicates=5)))
    assert "Means over 5 replicates" in text
    assert "most of those that died did so with middle managers" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 96


@pytest.mark.parametrize("replicates", [1, 3])
def test_nothing_happened(tmp_path: Path, replicates: int) -> None:
    folder = synthetic_results.write(tmp_path / "r", 100, 30, replicates, per_hundred=0)
    text = summary(read(folder))
    assert "Nobody raised an idea." in text
    assert "this run has 30 weeks" in text
    assert "nan" not in text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, "", "0"),
        (0.2, "", "0.20"),
        (3.44, "", "3.4"),
        (24.4, "", "24"),
        (12345.6, "", "12,346"),
        (-0.0000082, "", "-0.0000082"),
        (1.2e-9, "", "1.2e-09"),
        (0.034, "share", "3.4 %"),
        (float("nan"), "", "none"),
    ],
)
def test_numbers_as_people_read_them(value: float, unit: str, text: str) -> None:
    assert number(value, unit) == text
