"""How long an experiment will take and how much room it needs, from a timed sample of its runs."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from statistics import fmean

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from innosim.experiments.design.blocks import PIECE, even, shared, side_by_side
from innosim.experiments.design.plan import Plan
from innosim.pool import each
from innosim.scenario.schema import Scenario
from innosim.streams import Streams
from innosim.what_if.comparison.quantities import Measured, measured, recording
from innosim.what_if.comparison.runs import chart_of, most_together

FloatArray = NDArray[np.float64]

SHORTEST = 13
"""Weeks of the first run of a sample; each next one is twice as long, as the time allows."""

LEAST = 4
"""Points in the sample at least."""

PATIENCE = 3
"""On a busy machine a sample takes at most about so many times as long as it computes."""


@dataclass(frozen=True)
class Trial:
    """Some runs of one point, which are timed.

    Attributes:
        scenario: of the point.
        seeds: of the runs, which are simulated side by side.
        series: weekly metrics that are kept.
        seconds: of computing, after which no longer run is begun.
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
        weeks: of the runs, rising.
        seconds: that each took by the clock, all worlds together.
        computing: seconds of them in which the process computed.
        horizon: weeks of a whole run.
        values: of the quantities, in the first world of the longest run.
        weekly: of the series, likewise.
        began: when, in seconds since 1970.
    """

    worlds: int
    weeks: tuple[int, ...]
    seconds: tuple[float, ...]
    computing: tuple[float, ...]
    horizon: int
    values: Mapping[str, float]
    weekly: Mapping[str, FloatArray]
    began: float

    @property
    def whole(self) -> float:
        """Seconds of a run over the whole horizon, by the clock."""
        return extrapolated(self.weeks, self.seconds, self.horizon) / self.worlds

    @property
    def idle(self) -> float:
        """Seconds that it would take if nothing else ran on the machine."""
        return extrapolated(self.weeks, self.computing, self.horizon) / self.worlds


@dataclass(frozen=True)
class Estimate:
    """What is expected of an experiment.

    Attributes:
        runs: all of them.
        jobs: processes.
        seconds: by the clock, with so many processes, if the machine stays as busy as it is.
        idle: the same if nothing else runs on the machine.
        a_run: seconds of one run in one process.
        size: bytes on disk.
        trials: points in the sample; `weeks`: of its longest run.
        cores: processors of this machine, where the sample was timed.
    """

    runs: int
    jobs: int
    seconds: float
    idle: float
    a_run: float
    size: float
    trials: int
    weeks: int
    cores: int


def estimate(plan: Plan, jobs: int, seconds: float = 10.0) -> Estimate:
    """What is expected of an experiment on this machine.

    Some points are run for a while, in as many processes as there will be.

    Args:
        plan: the experiment.
        jobs: processes side by side.
        seconds: that the sample takes, about, on a machine with nothing else to do.

    Raises:
        InputError: if a service cannot be set up, such as one of a real organisation.
    """
    points = sample(plan, jobs)
    together = shared(side_by_side(plan), len(plan), jobs)
    a_trial = seconds / ceil(len(points) / jobs)
    trials = [_trial(plan, int(point), together, a_trial) for point in points]
    began = time.time()
    found = [timed for _, timed in each(timed_trial, trials, jobs)]
    start = max(min(t.began for t in found) - began, 0.0)
    a_run, cores = fmean(one.whole for one in found), os.cpu_count() or 1
    blocks = plan.points * ceil(plan.replicates / together)
    in_a_block = len(plan) / blocks
    return Estimate(
        runs=len(plan),
        jobs=jobs,
        seconds=start + ceil(blocks / jobs) * in_a_block * a_run,
        idle=ceil(blocks / min(jobs, cores)) * in_a_block * fmean(one.idle for one in found),
        a_run=a_run,
        size=size(plan, found, a_run),
        trials=len(found),
        weeks=max(max(one.weeks) for one in found),
        cores=cores,
    )


def sample(plan: Plan, jobs: int) -> NDArray[np.int64]:
    """Points of a plan to be timed: as many for each process, spread by chance over the plan."""
    count = min(jobs * ceil(LEAST / jobs), plan.points)
    luck = Streams([plan.base.seed]).uniform("estimate/sample", np.arange(count))
    found: NDArray[np.int64] = ((np.arange(count) + luck) * plan.points / count).astype(np.int64)
    return found


def timed_trial(trial: Trial) -> Timed:
    """Run worlds for longer and longer, after a short run that loads what a process needs."""
    began, horizon = time.time(), trial.scenario.horizon
    took: dict[int, float] = {}
    computing: dict[int, float] = {}
    for weeks in _lengths(horizon):
        before, computed = time.perf_counter(), time.process_time()
        found = _measured(trial, weeks)
        took[weeks] = time.perf_counter() - before
        computing[weeks] = time.process_time() - computed
        more = sum(computing.values()) + 2 * computing[weeks]
        if weeks > 1 and (more > trial.seconds or sum(took.values()) > PATIENCE * trial.seconds):
            break
    if len(took) > 2:
        del took[1], computing[1]
    return Timed(
        worlds=len(trial.seeds),
        weeks=tuple(took),
        seconds=tuple(took.values()),
        computing=tuple(computing.values()),
        horizon=horizon,
        values={name: float(value[0]) for name, value in found.values.items()},
        weekly={name: found.weekly[name][0] for name in trial.series},
        began=began,
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


def size(plan: Plan, sampled: Sequence[Timed], a_run: float) -> float:
    """Bytes on disk, from the rows of the sample as they would be written.

    Args:
        plan: the experiment.
        sampled: the sample.
        a_run: seconds of a run, which says how many runs are written together.
    """
    block = side_by_side(plan)
    parts = ceil(len(plan) / (block * max(1, round(PIECE / a_run) // block)))
    runs = [_row(plan, one) for one in sampled]
    series = [_rows(plan, one) for one in sampled] if plan.series else []
    kept = fmean(ceil(one.horizon / plan.every) for one in sampled)
    return (
        _bytes(runs, len(plan), parts, [])
        + _bytes(series, kept * len(plan), parts, list(plan.series))
        + plan.places.nbytes
    )


def _trial(plan: Plan, point: int, together: int, seconds: float) -> Trial:
    scenario = recording(plan.scenario(point))
    worlds = even(together, most_together(chart_of(scenario.organisation).n))
    first = point * plan.replicates
    seeds = tuple(plan.run(first + i).seed for i in range(worlds))
    return Trial(scenario, seeds, plan.series, seconds)


def _lengths(horizon: int) -> list[int]:
    """Weeks of the runs of a sample: one week, then more and more up to the horizon."""
    longer = [min(SHORTEST * 2**i, horizon) for i in range(horizon.bit_length())]
    return list(dict.fromkeys([1, *longer]))


def _measured(trial: Trial, weeks: int) -> Measured:
    short = trial.scenario.model_copy(update={"horizon": weeks})
    chart = chart_of(trial.scenario.organisation)
    return measured(short, trial.seeds, chart, trial.series)


def _row(plan: Plan, timed: Timed) -> pa.Table:
    """The row of a run: its facts, its quantities, and how long it took and where."""
    columns = {name: [timed.values[name]] for name in plan.metrics}
    facts = {name: [0] for name in ("run", "point", "replicate", "seed")}
    machine = {
        "seconds": [timed.seconds[-1]],
        "status": [""],
        "error": [""],
        "host": [""],
        "trace": [""],
    }
    return pa.table({**facts, **columns, **machine})


def _rows(plan: Plan, timed: Timed) -> pa.Table:
    """The rows of the series of a run, as far as the sample went."""
    last = timed.weeks[-1] - 1
    weeks = np.arange(last, -1, -plan.every)[::-1]
    kept = {name: timed.weekly[name][weeks] for name in plan.series}
    return pa.table({"run": np.zeros(len(weeks), np.int64), "week": weeks, **kept})


def _bytes(tables: Sequence[pa.Table], rows: float, parts: int, numbers: list[str]) -> float:
    """Bytes of so many rows in so many files, of which the first row costs most."""
    if not tables:
        return 0.0
    sampled = pa.concat_tables(tables)
    file = _written(sampled.slice(0, 1), numbers)
    another = (_written(sampled, numbers) - file) / max(len(sampled) - 1, 1)
    return parts * file + max(rows - parts, 0.0) * another


def _written(table: pa.Table, numbers: list[str]) -> int:
    plain = [name for name in table.schema.names if name not in numbers]
    file = BytesIO()
    pq.write_table(
        table,
        file,
        compression="zstd",
        use_dictionary=plain,
        use_byte_stream_split=numbers or False,
    )
    return file.tell()
