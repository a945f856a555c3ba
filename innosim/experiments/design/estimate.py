"""How long an experiment will take and how much room it needs, from a timed sample of its runs."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
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
from innosim.experiments.design.timing import Timed, Trial, timed_trial
from innosim.pool import each
from innosim.streams import Streams
from innosim.what_if.comparison.quantities import recording
from innosim.what_if.comparison.runs import chart_of, most_together

LEAST = 4
"""Points in the sample at least."""


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
    start = max(min(t.ready for t in found) - began, 0.0)
    a_run, idle = fmean(one.whole for one in found), fmean(one.idle for one in found)
    cores = os.cpu_count() or 1
    blocks = plan.points * ceil(plan.replicates / together)
    in_a_block = len(plan) / blocks
    return Estimate(
        runs=len(plan),
        jobs=jobs,
        seconds=start + ceil(blocks / jobs) * in_a_block * a_run,
        idle=start * idle / a_run + ceil(blocks / min(jobs, cores)) * in_a_block * idle,
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
    last = len(timed.weekly[plan.series[0]]) - 1
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
