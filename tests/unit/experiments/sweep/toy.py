"""A small experiment, and a quick stand-in for its runs that fails, kills or takes its time."""

import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from innosim.experiments.design.plan import Plan, Run, plan_of
from innosim.experiments.design.schema import Experiment
from innosim.experiments.sweep.cluster import Cluster
from innosim.experiments.sweep.engines import Processes
from innosim.experiments.sweep.sweep import How, Swept, sweep
from innosim.experiments.sweep.work import Ran, Task, kept_weeks
from innosim.streams import Streams

WEEKS = 6


def plan(points: int = 12, replicates: int = 3, series: tuple[str, ...] = ("embedded",)) -> Plan:
    """A plan whose points lie on a line, with a short run at each."""
    data = {
        "title": "A toy",
        "scenario": "small-service",
        "replicates": replicates,
        "metrics": ["embedded", "proposals", "queue"],
        "settings": {"horizon": WEEKS, "organisation.generate.headcount": 300},
        "levers": {"practices.yes_and": {"low": 0.0, "high": 1.0}},
        "design": {"kind": "grid", "levels": points},
        "record": {"series": list(series), "every": 2},
    }
    return plan_of(Experiment.model_validate_json(json.dumps(data)))


def misplaced(whole: Plan, point: int) -> Plan:
    """The same with a point that no scenario has, which only its runs find out."""
    factor = replace(whole.factors[0], high=1.5)
    places = np.minimum(whole.places, 0.6)
    places[point] = 1.0
    return replace(whole, factors=(factor,), places=places)


def work(task: Task) -> tuple[Ran, ...]:
    """Numbers from the seed and the point; what happens beside is said by the environment."""
    return tuple(_ran(task, run) for run in task.runs)


def _ran(task: Task, run: Run) -> Ran:
    time.sleep(float(os.environ.get("TOY_SECONDS", "0")))
    if str(run.number) == os.environ.get("TOY_KILLER"):
        os.kill(os.getpid(), signal.SIGKILL)
    host = str(os.getpid())
    if str(run.number) == os.environ.get("TOY_FAILURE"):
        return Ran(
            run, "ValueError: a bad day", trace="somewhere", seconds=0.01, host=str(os.getpid())
        )
    luck = Streams([run.seed]).uniform("toy", np.arange(3), run.point)
    weeks = kept_weeks(WEEKS, task.plan.every)
    series = {name: np.array(weeks) + luck[0] for name in task.plan.series}
    values = dict(zip(task.plan.metrics, luck.tolist(), strict=True))
    values["queue"] = float("nan") if luck[2] < 0.2 else values["queue"]
    return Ran(run, "", values, weeks, series, seconds=0.01, host=host)


def swept(whole: Plan, folder: Path, jobs: int = 1, how: How | None = None) -> Swept:
    """Sweep with the stand-in in processes."""
    return sweep(whole, folder, Processes(jobs, work), how)


def harmless(task: Task) -> tuple[Ran, ...]:
    """The same without the run that kills, in a process where it would."""
    killer = os.environ.pop("TOY_KILLER", "")
    try:
        return work(task)
    finally:
        os.environ["TOY_KILLER"] = killer


if __name__ == "__main__":
    # As another process would import it: a stand-in of `__main__` cannot be sent to a cluster.
    from tests.unit.experiments.sweep.toy import harmless as sent

    place, where = Path(sys.argv[1]), sys.argv[2]
    engine = Processes(int(where), sent) if where.isdecimal() else Cluster(where, sent)
    print(sweep(plan(20, 5), place, engine))
