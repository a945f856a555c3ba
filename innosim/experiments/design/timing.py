"""Times some runs of a point, and says how long they take over the whole horizon."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.quantities import Measured, measured
from innosim.what_if.comparison.runs import chart_of

FloatArray = NDArray[np.float64]

SHORTEST = 13
"""Weeks of the first run of a trial; each next one is twice as long, as the time allows."""

SHARE = 3
"""One part in so many of the time is for these; then one run goes as far as the rest allows."""

PATIENCE = 3
"""On a busy machine a trial takes at most about so many times as long as it computes."""


@dataclass(frozen=True)
class Trial:
    """Some runs of one point, which are timed.

    Attributes:
        scenario: of the point.
        seeds: of the runs, which are simulated side by side.
        series: weekly metrics that are kept.
        seconds: of computing, after which the trial ends.
    """

    scenario: Scenario
    seeds: tuple[int, ...]
    series: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Timed:
    """What a trial showed.

    Attributes:
        worlds: that were simulated side by side.
        weeks: after which the time was taken, rising.
        seconds: that so many weeks took by the clock, all worlds together.
        computing: seconds of them in which the process computed.
        horizon: weeks of a whole run.
        values: of the quantities, in the first world of the longest run that came to its end.
        weekly: of the series, likewise.
        ready: when all was loaded that a process needs, in seconds since 1970.
    """

    worlds: int
    weeks: tuple[int, ...]
    seconds: tuple[float, ...]
    computing: tuple[float, ...]
    horizon: int
    values: Mapping[str, float]
    weekly: Mapping[str, FloatArray]
    ready: float

    @property
    def whole(self) -> float:
        """Seconds of a run over the whole horizon, by the clock."""
        return extrapolated(self.weeks, self.seconds, self.horizon) / self.worlds

    @property
    def idle(self) -> float:
        """Seconds that it would take if nothing else ran on the machine."""
        return extrapolated(self.weeks, self.computing, self.horizon) / self.worlds


class OverdueError(Exception):
    """A run has taken as long as it may."""


class Stopwatch:
    """Takes the time after each week of a run, and ends a run that takes too long.

    Args:
        allowed: seconds of computing; by the clock it may be `PATIENCE` times as long.

    Attributes:
        laps: by week, the seconds since the beginning by the clock and of computing.
        rest: what it took after the last week, likewise; of a run that came to its end.
    """

    def __init__(self, allowed: float) -> None:
        self._allowed = allowed
        self._clock, self._computed = time.perf_counter(), time.process_time()
        self.laps: list[tuple[float, float]] = []
        self.rest = (0.0, 0.0)

    @property
    def weeks(self) -> int:
        """Weeks that have passed."""
        return len(self.laps)

    @property
    def computing(self) -> float:
        """Seconds of computing of the whole run."""
        return self.laps[-1][1] + self.rest[1]

    def week(self) -> None:
        """A week has passed.

        Raises:
            OverdueError: if that is enough.
        """
        clock, computed = self._now()
        self.laps.append((clock, computed))
        if computed > self._allowed or clock > PATIENCE * self._allowed:
            raise OverdueError

    def end(self) -> None:
        """The run has come to its end, and what it gave has been read."""
        (clock, computed), (last, before) = self._now(), self.laps[-1]
        self.rest = (clock - last, computed - before)

    def at(self, weeks: Sequence[int]) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Seconds that runs of so many weeks would have taken by the clock, and of computing."""
        clock = tuple(self.laps[week - 1][0] + self.rest[0] for week in weeks)
        return clock, tuple(self.laps[week - 1][1] + self.rest[1] for week in weeks)

    def _now(self) -> tuple[float, float]:
        return time.perf_counter() - self._clock, time.process_time() - self._computed


def timed_trial(trial: Trial) -> Timed:
    """Run worlds for longer and longer, and then once as far as the time allows.

    A run of one week comes first, which loads what a process needs.
    """
    horizon = trial.scenario.horizon
    _run(trial, 1, Stopwatch(np.inf))
    ready = time.time()
    found, watch, spent = _short_runs(trial)
    if watch.weeks < horizon and trial.seconds - spent > watch.computing:
        rest, watch = watch.rest, Stopwatch(trial.seconds - spent)
        try:
            found = _run(trial, horizon, watch)
        except OverdueError:
            watch.rest = rest
    last = watch.weeks
    weeks = (last,) if last == horizon else tuple(sorted({ceil(last / n) for n in (4, 2, 1)}))
    seconds, computing = watch.at(weeks)
    return Timed(
        worlds=len(trial.seeds),
        weeks=weeks,
        seconds=seconds,
        computing=computing,
        horizon=horizon,
        values={name: float(value[0]) for name, value in found.values.items()},
        weekly={name: found.weekly[name][0] for name in trial.series},
        ready=ready,
    )


def extrapolated(weeks: Sequence[int], seconds: Sequence[float], horizon: int) -> float:
    """Seconds of a run over the horizon, from those of shorter runs.

    Each week takes a little more than the one before, as ideas gather: the last three runs give a
    curve of the second degree, at most twice as steep as it was, and two runs a straight line.
    """
    if weeks[-1] >= horizon:
        return seconds[-1]
    if len(weeks) == 1:
        return seconds[0] * horizon / weeks[0]
    slopes = np.diff(seconds) / np.diff(weeks)
    slope = float(slopes[-1]) if slopes[-1] > 0 else seconds[-1] / weeks[-1]
    if len(weeks) > 2:
        bend = max(0.0, float(slopes[-1] - slopes[-2]) / ((weeks[-1] - weeks[-3]) / 2))
        slope += min(bend * (horizon - weeks[-2]) / 2, slope)
    return seconds[-1] + slope * (horizon - weeks[-1])


def _short_runs(trial: Trial) -> tuple[Measured, Stopwatch, float]:
    """What the longest of them gave, its times, and the seconds of computing of all of them."""
    horizon, spent = trial.scenario.horizon, 0.0
    for weeks in (SHORTEST * 2**i for i in range(horizon.bit_length() + 1)):
        watch = Stopwatch(np.inf)
        found = _run(trial, min(weeks, horizon), watch)
        spent += watch.computing
        if watch.weeks == horizon or SHARE * (spent + 2 * watch.computing) > trial.seconds:
            break
    return found, watch, spent


def _run(trial: Trial, weeks: int, watch: Stopwatch) -> Measured:
    short = trial.scenario.model_copy(update={"horizon": weeks})
    chart = chart_of(trial.scenario.organisation)
    found = measured(short, trial.seeds, chart, trial.series, passed=watch.week)
    watch.end()
    return found
