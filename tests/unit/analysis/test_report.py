"""The summary as a page and as numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from innosim.analysis import deaths
from innosim.analysis.diagnosis import QUESTIONS, diagnose
from innosim.analysis.merit import ESTIMATORS
from innosim.analysis.report import write
from innosim.analysis.words import summary
from innosim.results.reader import read
from tests.unit import synthetic_results
from tests.unit.analysis import handmade

NAMES = [measure.name for measures in QUESTIONS.values() for measure in measures]


def test_every_measure_says_what_it_is() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for measures in QUESTIONS.values():
        for measure in measures:
            assert measure.rows
            assert measure.range[0] < measure.range[1]
            assert measure.unit
            assert (ESTIMATORS.get(measure.name, measure.of).__doc__ or "")[:1].isupper()


@pytest.mark.parametrize("replicates", [1, 3])
@pytest.mark.parametrize("per_hundred", [0.0, 8.0])
def test_measures_lie_within_their_bounds(
    tmp_path: Path, replicates: int, per_hundred: float
) -> None:
    folder = synthetic_results.write(tmp_path / "r", replicates=replicates, per_hundred=per_hundred)
    for headlines in diagnose(read(folder)).values():
        for found in headlines:
            least, most = next(
                m.range for ms in QUESTIONS.values() for m in ms if m.name == found.name
            )
            assert len(found.values) == replicates
            assert not found.mean < least
            assert not found.mean > most
            if found.low is not None and found.high is not None:
                assert least <= found.low <= found.mean <= found.high <= most


def test_the_shares_of_deaths_add_up(tmp_path: Path) -> None:
    died = deaths.of_ideas(read(synthetic_results.write(tmp_path / "r")))
    assert sum(died.causes.values()) == died.total
    assert sum(died.per_mille().values()) == 1000


def test_deaths_by_place_and_reason(tmp_path: Path) -> None:
    died = deaths.of_ideas(handmade.results(tmp_path / "r"))
    gate, pilot = deaths.Place(1, deaths.MIDDLE), deaths.Place(-1, deaths.PILOT)
    assert died.per_mille() == {(gate, "score"): 500, (pilot, "trial"): 500}


def test_the_page_and_the_numbers(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r"))
    page, numbers = (path.read_text(encoding="utf-8") for path in write(results))
    found = json.loads(numbers)
    assert [measure["name"] for measure in found["measures"]] == NAMES
    assert sum(row["share"] for row in found["deaths"]) == pytest.approx(1)
    assert all(len(measure["by_replicate"]) == 3 for measure in found["measures"])
    for words in ("<h2>Measures</h2>", "Merit&#x27;s share", "100.0 %"):
        assert words in page
    assert page.index("Measures") < page.index("Where ideas die")


def test_nothing_happened(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r", 100, 30, 3, per_hundred=0))
    page, numbers = (path.read_text(encoding="utf-8") for path in write(results))
    assert "not defined" in page
    assert "No idea ended." in page
    assert "NaN" not in numbers
    assert ">nan" not in page
    assert "not defined" in summary(results)


def test_names_are_text_on_the_page(tmp_path: Path) -> None:
    results = handmade.results(tmp_path / "r")
    assert results.manifest.title == "by hand"
    object.__setattr__(results.manifest, "scenario", {"title": "<b>R&D</b>"})
    page = write(results)[0].read_text(encoding="utf-8")
    assert "<b>" not in page
    assert "&lt;b&gt;R&amp;D&lt;/b&gt;" in page


def test_pictures_come_with_their_words(tmp_path: Path) -> None:
    results = handmade.results(tmp_path / "r")
    (results.folder / "figures").mkdir()
    picture = results.folder / "figures" / "one.svg"
    picture.with_suffix(".txt").write_text("A line.\n\nTable\n", encoding="utf-8")
    page = write(results, [picture])[0].read_text(encoding="utf-8")
    assert '<img src="figures/one.svg" alt="A line.">' in page
    assert "<pre>Table</pre>" in page
