"""Runs that recorded the series every few weeks only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from innosim.analysis.headline import summarise
from innosim.figures import signals, spread
from innosim.results.manifest import Manifest
from innosim.results.reader import Results, read
from innosim.results.tables import IDEAS
from innosim.results.writer import ResultsWriter
from tests.unit import synthetic_results
from tests.unit.analysis.handmade import fill


@pytest.fixture
def results(tmp_path: Path) -> Results:
    """A service of 100 people, recorded every fourth week, in which one leaves each week."""
    weeks = np.arange(0, 52, 4)
    rows = {
        "replicate": np.zeros(len(weeks)),
        "week": weeks,
        "level": ["service"] * len(weeks),
        "unit": ["made-up"] * len(weeks),
        "exits": np.ones(len(weeks)),
        "adopters": weeks,
        "clarity": np.full(len(weeks), 0.5),
    }
    with ResultsWriter(tmp_path / "r") as writer:
        for name, columns in synthetic_results.chart(100).items():
            writer.write(name, columns)
        writer.write("series", rows)
        writer.write("ideas", fill(IDEAS, 0))
        writer.finish(Manifest({}, 1, 1, 52, "0"))
    return read(tmp_path / "r")


def test_turnover_is_not_missed(results: Results) -> None:
    found = {headline.name: headline.mean for headline in summarise(results)}
    assert found["turnover"] == pytest.approx(52)


def test_lines_join_the_weeks_that_were_recorded(results: Results) -> None:
    line = signals.draw(results).axes[0].lines[0]
    assert len(line.get_xdata()) == 13
    assert "0.50" in signals.describe(results)


def test_the_last_recorded_week_counts(results: Results) -> None:
    title = spread.draw(results).axes[4].get_title(loc="left")
    assert title.endswith("\n48")
    assert "nan" not in spread.describe(results)
