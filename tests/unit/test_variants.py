"""Variants side by side give the numbers of runs of their own."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.comparison.glance import NAMES, WATCHED, glimpses, series_of
from innosim.comparison.quantities import SERIES, measure, recording
from innosim.comparison.runs import chart_of
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario
from innosim.variants import side_by_side

SIZE = ["organisation.generate.headcount=300", "horizon=70"]
PLANS = (
    [],
    ["signals.parity=0.3", "practices.openness=0.4"],
    ["signals.parity=0.6", "practices.yes_and=1", "practices.openness=0.4"],
    ["signals.clarity_what=0.2", 'interventions=[{kind="crisis_shock", start=20}]'],
    ['interventions=[{kind="forums", start=5, end=40}, {kind="declaration", start=12}]'],
)


def plan(settings: list[str]) -> Scenario:
    return load("small-service", [*SIZE, *settings])


def test_same_numbers_as_runs_of_their_own() -> None:
    variants, seeds = [plan(settings) for settings in PLANS], [1, 8]
    chart = chart_of(variants[0].organisation)
    *_, last = glimpses(variants, seeds, chart)
    found = iter(last.values)
    for variant in variants:
        for own in measure(recording(variant), seeds, chart):
            seen = next(found)
            both = {name for name in (*NAMES, SERIES) if name in own}
            assert both == {*NAMES, SERIES} - {"pilots"}
            assert {name: seen[name] for name in both} == {name: own[name] for name in both}


def test_glimpses_grow_towards_the_last() -> None:
    scenario = plan([])
    *before, last = glimpses([scenario], [1], chart_of(scenario.organisation))
    assert [glimpse.week for glimpse in before] == list(range(1, 70))
    for glimpse in before:
        assert not glimpse.values
        for name in WATCHED:
            seen, whole = glimpse.series[series_of(name)], last.series[series_of(name)]
            np.testing.assert_array_equal(seen, whole[:, : seen.shape[1]])


def test_what_is_no_lever_must_not_differ() -> None:
    variants = [plan([]), plan(["politics.drift=0.05"])]
    with pytest.raises(ValueError, match=r"politics\.drift"):
        side_by_side(variants, [1], chart_of(variants[0].organisation))
