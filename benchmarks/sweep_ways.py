"""Runs of one experiment in several ways, each in a process of its own.

`python -m benchmarks.sweep_ways cost RUNS` and `... speed SEEDS` print what was measured as JSON.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from inspect import signature
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import numpy as np

from innosim.experiments.design.plan import Plan, plan_of
from innosim.experiments.design.schema import Experiment
from innosim.experiments.sweep.engines import Came, Processes
from innosim.experiments.sweep.parts import SERIES
from innosim.experiments.sweep.sweep import sweep
from innosim.experiments.sweep.work import Ran, Task, carry_out
from innosim.what_if.comparison.quantities import measured, recording
from innosim.what_if.comparison.runs import chart_of

SHORT, LONG = 18, 104
"""Weeks: a run alone of about 0.1 s, and one of some length."""

SERVICE = "small-service"
LEVELS = (0.0, 1.0)
SERIES_KEPT = ("adopters", "proposals")


def plan(weeks: int, replicates: int, points: int, series: tuple[str, ...] = ()) -> Plan:
    """Points along one practice of leaders."""
    data: dict[str, Any] = {
        "title": "For the benchmark",
        "scenario": SERVICE,
        "replicates": replicates,
        "settings": {"horizon": weeks},
        "levers": {"practices.yes_and": {"low": LEVELS[0], "high": LEVELS[1]}},
        "design": {"kind": "grid", "levels": points},
        "record": {"series": list(series)},
    }
    return plan_of(Experiment.model_validate_json(json.dumps(data)))


def watched(task: Task) -> tuple[Ran, ...]:
    """Carry runs out one by one, each also bare; the CPU seconds of both stand as the host."""
    rans = []
    for run in task.runs:
        turns: list[Callable[[], Any]] = [
            partial(carry_out, replace(task, runs=(run,))),
            partial(_bare, task, run.point, run.seed),
        ]
        seconds = {}
        order = (0, 1) if run.number % 2 else (1, 0)
        for turn in order:
            began = time.process_time()
            found = turns[turn]()
            seconds[turn] = time.process_time() - began
            if turn == 0:
                (ran,) = found
        rans.append(replace(ran, host=f"{seconds[0]} {seconds[1]}"))
    return tuple(rans)


def _bare(task: Task, point: int, seed: int) -> None:
    scenario = recording(task.plan.scenario(task.points.index(point)))
    measured(scenario, [seed], chart_of(scenario.organisation))


def cost(runs: int) -> dict[str, float]:
    """CPU seconds of a sweep in one process, and of the same runs bare.

    Returns:
        `driver`: of the process that was started; `worker`: of the other one, less the bare runs;
        `runs`: of the runs within the sweep; `bare`: of the bare ones.
    """
    import resource

    from innosim.experiments.sweep.folder import opened
    from innosim.experiments.sweep.parts import parts

    with TemporaryDirectory() as folder:
        place, whole = Path(folder) / "sweep", plan(SHORT, 1, runs)
        began = time.process_time()
        sweep(whole, place, Processes(1, watched))
        driver = time.process_time() - began
        for process in multiprocessing.active_children():
            process.join()
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        there = opened(place)
        hosts = [
            host
            for _, table in parts(there.path, there.layout)
            if table is not None
            for host in table.column("host").to_pylist()
        ]
    in_sweep, bare = np.array([host.split() for host in hosts], float).sum(axis=0).tolist()
    worker = spent.ru_utime + spent.ru_stime - bare
    return {"driver": driver, "worker": worker, "runs": in_sweep, "bare": bare}


class _Here:
    """An engine that carries tasks out in this process, with so many runs side by side."""

    slots, tries, apart = 1, 2, False

    def __init__(self, together: int | None) -> None:
        self._together, self._waiting = together, list[Task]()

    @property
    def busy(self) -> int:
        return len(self._waiting)

    def submit(self, task: Task) -> None:
        self._waiting.append(task)

    def came(self, seconds: float) -> list[Came]:
        task = self._waiting.pop(0)
        together = self._together or task.together
        return [Came(task, carry_out(replace(task, together=together)))]

    def __enter__(self) -> _Here:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._waiting.clear()


def speed(seeds: int) -> dict[str, Any]:
    """CPU seconds of the same runs through `mesa.batch_run` and through sweeps, in one process.

    Returns:
        `runs`: their number; `batch_run`, `alone`, `side_by_side`: seconds; `equal`: whether the
        last week's numbers of all runs are the same in all three.
    """
    whole = plan(LONG, seeds, len(LEVELS), SERIES_KEPT)
    _swept(plan(2, 1, 2, SERIES_KEPT), 1)
    batch, rows = _batch(whole)
    alone, one = _swept(whole, 1)
    together, other = _swept(whole, None)
    return {
        "runs": len(whole),
        "batch_run": batch,
        "alone": alone,
        "side_by_side": together,
        "equal": bool(np.array_equal(rows, one) and np.array_equal(rows, other)),
    }


def _batch(whole: Plan) -> tuple[float, np.ndarray]:
    from mesa.batchrunner import batch_run

    from innosim.model import InnovationModel

    parameters: dict[str, Any] = {
        "scenario": SERVICE,
        "yes_and": list(LEVELS),
        "horizon": LONG,
        "metrics": [SERIES_KEPT],
    }
    seeds = list(whole.seeds)
    has_rng = "rng" in signature(batch_run).parameters  # from Mesa 3.4 on, in place of "seed"
    arguments: dict[str, Any] = {"rng": seeds} if has_rng else {}
    if not has_rng:
        parameters["seed"] = seeds
    began = time.process_time()
    rows = batch_run(
        InnovationModel,
        parameters,
        number_processes=1,
        max_steps=LONG,
        display_progress=False,
        **arguments,
    )
    seconds = time.process_time() - began
    rows.sort(key=lambda row: (row["yes_and"], seeds.index(row["seed"])))
    return seconds, np.array([[row[name] for name in SERIES_KEPT] for row in rows])


def _swept(whole: Plan, together: int | None) -> tuple[float, np.ndarray]:
    """CPU seconds of a sweep, and the last week's numbers run by run."""
    import pyarrow.parquet as pq

    with TemporaryDirectory() as folder:
        place = Path(folder) / "sweep"
        began = time.process_time()
        sweep(whole, place, _Here(together))
        seconds = time.process_time() - began
        table = pq.read_table(place / SERIES)
    last = table.filter(np.asarray(table.column("week")) == whole.base.horizon - 1)
    last = last.sort_by("run")
    return seconds, np.column_stack([last.column(name).to_numpy() for name in SERIES_KEPT])


if __name__ == "__main__":
    print(json.dumps({"cost": cost, "speed": speed}[sys.argv[1]](int(sys.argv[2]))))
