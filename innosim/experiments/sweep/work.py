"""The work of one process: some runs of an experiment, and what they give."""

from __future__ import annotations

import platform
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from innosim.errors import InputError
from innosim.experiments.design.blocks import even
from innosim.experiments.design.plan import Plan, Run
from innosim.organisation.chart import Chart
from innosim.scenario.positions import dotted
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.quantities import Measured, measured, recording
from innosim.what_if.comparison.runs import chart_of, most_together

FloatArray = NDArray[np.float64]

DONE, FAILED, MISSING = "done", "failed", "missing"
KILLED = "it killed its worker, perhaps for lack of memory"


@dataclass(frozen=True)
class Task:
    """Runs that one process carries out, with all that it needs to know.

    Attributes:
        plan: the plan, cut down to the points of these runs; see `task`.
        points: the numbers of those points.
        runs: in the order of their numbers.
        together: runs of a point that are simulated side by side at most; it changes no number.
    """

    plan: Plan
    points: tuple[int, ...]
    runs: tuple[Run, ...]
    together: int = 1


def task(plan: Plan, numbers: Sequence[int], together: int) -> Task:
    """The task of carrying some runs out, in which only their points travel."""
    runs = tuple(plan.run(number) for number in sorted(numbers))
    points = tuple(dict.fromkeys(run.point for run in runs))
    return Task(replace(plan, places=plan.places[list(points)]), points, runs, together)


@dataclass(frozen=True)
class Ran:
    """What came of one run.

    Attributes:
        run: which one.
        error: last line of what it ended with; "" if it was done.
        values: of each quantity by name; none if it failed.
        weeks, series: the weeks that are kept, and the metrics in them.
        trace: where in the program it ended.
        seconds, host: what it took, and on which machine; they are no part of its results.
    """

    run: Run
    error: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    weeks: tuple[int, ...] = ()
    series: Mapping[str, FloatArray] = field(default_factory=dict)
    trace: str = ""
    seconds: float = 0.0
    host: str = ""

    @property
    def status(self) -> str:
        """`DONE` or `FAILED`."""
        return FAILED if self.error else DONE


def carry_out(task: Task) -> tuple[Ran, ...]:
    """Carry all runs out, those of one point side by side; one that fails spoils no other."""
    points = groupby(task.runs, key=lambda run: run.point)
    return tuple(ran for _, runs in points for ran in _at_point(task, tuple(runs)))


def killed(run: Run) -> Ran:
    """A run that ended its process."""
    return Ran(run, KILLED)


@dataclass(frozen=True)
class _Place:
    """A point that is set up: its scenario and its organisation."""

    plan: Plan
    scenario: Scenario
    chart: Chart


def _at_point(task: Task, runs: Sequence[Run]) -> Iterator[Ran]:
    """Runs of one point, as many side by side as its people allow."""
    try:
        scenario = recording(task.plan.scenario(task.points.index(runs[0].point)))
        place = _Place(task.plan, scenario, chart_of(scenario.organisation))
    except Exception as error:
        for run in runs:
            yield _failed(run, error, 0.0)
        return
    size = even(len(runs), min(task.together, most_together(place.chart.n)))
    for first in range(0, len(runs), size):
        yield from _together(place, runs[first : first + size])


def _together(place: _Place, runs: Sequence[Run]) -> Iterator[Ran]:
    """Runs side by side; if that fails, one after the other."""
    began = time.perf_counter()
    try:
        seeds = [run.seed for run in runs]
        found = measured(place.scenario, seeds, place.chart, place.plan.series)
    except Exception as error:
        if len(runs) == 1:
            yield _failed(runs[0], error, time.perf_counter() - began)
            return
        for run in runs:
            yield from _together(place, [run])
        return
    seconds = (time.perf_counter() - began) / len(runs)
    for world, run in enumerate(runs):
        yield _done(place.plan, run, found, world, seconds)


def _done(plan: Plan, run: Run, found: Measured, world: int, seconds: float) -> Ran:
    weeks = kept_weeks(found.weeks, plan.every) if plan.series else ()
    return Ran(
        run,
        values={name: float(found.values[name][world]) for name in plan.metrics},
        weeks=weeks,
        series={name: found.weekly[name][world, list(weeks)] for name in plan.series},
        seconds=seconds,
        host=platform.node(),
    )


def kept_weeks(horizon: int, every: int) -> tuple[int, ...]:
    """The weeks of a series that are kept; the last one is among them."""
    return tuple(range(horizon - 1, -1, -every))[::-1]


def _failed(run: Run, error: Exception, seconds: float) -> Ran:
    trace = "".join(traceback.format_exception(error))
    return Ran(run, last_line(error), trace=trace, seconds=seconds, host=platform.node())


def last_line(error: Exception) -> str:
    """What is wrong, in one line: of a setting that is refused its key and why."""
    if isinstance(error, InputError):
        return str(error.problems[0])
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return f"{dotted(first['loc'])}: {first['msg']}"
    lines = "".join(traceback.format_exception_only(error)).strip().splitlines()
    return lines[-1].strip() if lines else type(error).__name__
