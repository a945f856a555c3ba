from __future__ import annotations

from pathlib import Path

import numpy as np

from innosim.analysis.run import runs
from innosim.figures import deaths, organisation, signals, spread, style
from innosim.organisation.check import check
from innosim.results.manifest import Manifest
from innosim.results.reader import read
from innosim.results.writer import ResultsWriter
from tests.unit import synthetic_results
from tests.unit.analysis import handmade


def test_bands_are_the_middle_eighty_per_cent() -> None:
    values = np.array([np.arange(11.0), np.full(11, np.nan)]).T
    median, low, high = style.middle(values)
    assert (median[0], low[0], high[0]) == (5, 1, 9)
    assert np.isnan([median[1], low[1], high[1]]).all()


def test_ideas_are_added_up(tmp_path: Path) -> None:
    results = handmade.results(tmp_path / "r")
    values = spread.cumulative(list(runs(results)), "reached_pilot")[0]
    assert (values[39], values[40], values[80], values[519]) == (0, 1, 2, 3)


def test_the_chart_is_the_one_of_the_run(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r", people=500))
    chart = organisation.chart_of(results)
    assert (chart.n, chart.n_branches, chart.n_organisations) == (500, 9, 3)
    assert chart.branch_names[2] == "Branch 2"
    np.testing.assert_array_equal(chart.superior, results.columns("posts")["superior"])
    check(chart)


def test_branches_are_compared_by_size(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r", people=500, replicates=2))
    ideas = results.columns("ideas", ["branch", "reached_embedded"])
    own = ((ideas["branch"] == 8) & (ideas["reached_embedded"] >= 0)).sum()
    assert np.isclose(organisation.per_hundred(results)[8], 100 * own / 2 / 20)


def test_a_run_without_signals_says_so(tmp_path: Path) -> None:
    results = handmade.results(tmp_path / "r")
    words = [text.get_text() for axes in signals.draw(results).axes for text in axes.texts]
    assert words == ["not recorded"] * 4
    assert "received" not in signals.describe(results)


def test_every_way_to_end_has_a_colour() -> None:
    from innosim.contracts import FINAL

    assert {stage.name.lower() for stage in FINAL} == set(deaths.COLOURS)
    assert len(set(deaths.COLOURS.values())) == len(deaths.COLOURS)


def test_the_clay_layer_is_named(tmp_path: Path) -> None:
    figure = deaths.draw(handmade.results(tmp_path / "r"))
    assert "the clay\nlayer" in [text.get_text() for text in figure.axes[0].texts]


def test_results_without_the_table_of_branches(tmp_path: Path) -> None:
    with ResultsWriter(tmp_path / "r") as writer:
        for name, columns in synthetic_results.chart(100).items():
            writer.write(name, columns)
        writer.finish(Manifest({}, 1, 1, 3, "0"))
    values = organisation.per_hundred(read(tmp_path / "r"))
    assert np.isnan(values).all()
