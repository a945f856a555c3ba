"""Variants side by side give the numbers of runs of their own."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.engine import Simulation
from innosim.recorder import observe
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario
from innosim.variants import side_by_side
from innosim.what_if.comparison.glance import NAMES, WATCHED, glimpses, series_of
from innosim.what_if.comparison.quantities import SERIES, measure, recording
from innosim.what_if.comparison.runs import chart_of

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


def test_all_metrics_are_those_of_runs_of_their_own() -> None:
    """Also where first beliefs depend on levers, which rest before the processes start."""
    set_ = ([], ["gates.flatter=1"], ["descent.direct=0.5"], ["signals.clarity_why=0.4"])
    variants, weeks = [plan(settings) for settings in set_], 12
    chart = chart_of(variants[0].organisation)
    together = side_by_side(variants, [1], chart)
    alone = [Simulation(one, [1], chart) for one in variants]
    for simulation in (together, *alone):
        for _ in range(weeks):
            simulation.step()
    seen = np.split(observe(together.world, weeks - 1), len(variants), axis=1)
    own = [observe(simulation.world, weeks - 1) for simulation in alone]
    for number, settings in enumerate(set_):
        np.testing.assert_array_equal(seen[number], own[number], err_msg=str(settings))
        assert not settings or not np.array_equal(own[number], own[0], equal_nan=True)


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
