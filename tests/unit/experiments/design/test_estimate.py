"""Expected time and size, and how they are told."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from innosim.experiments.design import estimate as estimates
from innosim.experiments.design import timing
from innosim.experiments.design.blocks import side_by_side
from innosim.experiments.design.estimate import estimate, sample, size
from innosim.experiments.design.timing import Timed, extrapolated, timed_trial
from innosim.experiments.design.words import duration, room
from innosim.what_if.comparison.quantities import Measured
from tests.unit.experiments.design.written import GRID, HEAD, LEVER, planned

SMALL = (
    HEAD + 'replicates = 2\nmetrics = ["embedded"]\n[settings]\nhorizon = 30\n'
    "organisation.generate.headcount = 300\n[record]\nseries = ['energy']\n" + LEVER + GRID
)


def test_a_steady_run_is_extrapolated_exactly() -> None:
    seconds = [0.5 + 0.01 * weeks for weeks in (13, 26, 52)]
    assert extrapolated((13, 26, 52), seconds, 520) == pytest.approx(5.7)
    assert extrapolated((13, 26), seconds[:2], 520) == pytest.approx(5.7)
    assert extrapolated((13, 26, 52), seconds, 52) == seconds[-1]
    assert extrapolated((13,), (2.6,), 52) == pytest.approx(10.4)


def test_weeks_that_take_more_and_more_are_extrapolated_too() -> None:
    def after(weeks: int) -> float:
        return 0.2 + 0.01 * weeks + 0.00001 * weeks**2

    weeks = (52, 104, 208)
    found = extrapolated(weeks, [after(w) for w in weeks], 416)
    assert found == pytest.approx(after(416), rel=1e-6)


def test_one_slow_run_does_not_blow_the_estimate_up() -> None:
    steady = extrapolated((13, 26, 52), (0.13, 0.26, 0.52), 520)
    disturbed = extrapolated((13, 26, 52), (0.13, 0.26, 0.78), 520)
    assert disturbed < 4 * steady


def test_points_of_the_sample_are_spread_over_the_plan(tmp_path: Path) -> None:
    text = HEAD + LEVER + '[design]\nkind = "latin_hypercube"\nsize = 400\n'
    plan = planned(text, tmp_path)
    found = sample(plan, 2)
    assert len(found) == 4
    assert (found // 100 == np.arange(4)).all()
    assert len(sample(plan, 3)) == 6
    assert (sample(plan, 2) == found).all()


def test_the_sample_runs_worlds_of_the_experiment(tmp_path: Path) -> None:
    plan = planned(SMALL, tmp_path)
    found = estimate(plan, jobs=1, seconds=3.0)
    assert side_by_side(plan) == 2
    assert (found.runs, found.jobs, found.trials) == (6, 1, 3)
    assert 13 <= found.weeks <= 30
    assert 0 < found.a_run < found.seconds
    assert 0 < found.idle <= found.seconds * 1.05
    assert found.seconds == pytest.approx(6 * found.a_run, rel=0.5, abs=0.5)


def test_size_grows_with_runs_weeks_and_files(tmp_path: Path) -> None:
    plan = planned(SMALL, tmp_path)
    luck = np.linspace(0.1, 0.9, 30) ** 3
    timed = Timed(1, (30,), (0.1,), (0.1,), 30, {"embedded": 0.37}, {"energy": luck}, 0.0)
    one_file = size(plan, [timed] * 3, a_run=0.001)
    many_files = size(plan, [timed] * 3, a_run=1.5)
    assert one_file < many_files < 6 * one_file + 1
    longer = Timed(1, (30,), (0.1,), (0.1,), 3000, {"embedded": 0.37}, {"energy": luck}, 0.0)
    assert size(plan, [longer] * 3, a_run=0.001) > 5 * one_file


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 second"),
        (45, "45 seconds"),
        (200, "3.3 minutes"),
        (7200, "2 hours"),
        (1e7, "116 days"),
    ],
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("size", "words"), [(10, "1 kB"), (546_000, "546 kB"), (2.34e6, "2.3 MB"), (1.2e11, "120 GB")]
)
def test_rooms(size: float, words: str) -> None:
    assert room(size) == words


def test_a_trial_stops_when_its_time_is_over(tmp_path: Path) -> None:
    plan = planned(SMALL.replace("horizon = 30", "horizon = 500"), tmp_path)
    trial = estimates._trial(plan, 0, 1, 0.0)
    found = timed_trial(trial)
    assert found.weeks[-1] == 13
    assert len(found.weekly["energy"]) == 13
    assert found.whole > found.seconds[-1]
    longer = timed_trial(replace(trial, seconds=1.0))
    assert 13 < longer.weeks[-1] < 500
    assert list(longer.seconds) == sorted(longer.seconds)


def test_a_run_that_came_to_its_end_is_not_extrapolated(tmp_path: Path) -> None:
    found = timed_trial(estimates._trial(planned(SMALL, tmp_path), 0, 1, 60.0))
    assert found.weeks == (30,)
    assert found.whole == found.seconds[0]
    assert len(found.weekly["energy"]) == 30


def test_what_a_process_needs_to_begin_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sweep that takes a second begins with the same modules to be loaded as a long one."""
    run = timing._run

    def slow_at_first(trial: timing.Trial, weeks: int, watch: timing.Stopwatch) -> Measured:
        time.sleep(0.7 if weeks == 1 else 0.0)
        return run(trial, weeks, watch)

    monkeypatch.setattr(timing, "_run", slow_at_first)
    found = estimate(planned(SMALL, tmp_path), jobs=1, seconds=1.0)
    assert found.seconds >= 0.7 + 6 * found.a_run
