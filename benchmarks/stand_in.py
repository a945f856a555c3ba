"""A stand-in for the runs of a sweep that computes nothing, and sweeps of it; each in a process.

`python -m benchmarks.stand_in RUNS` prints the largest memory of a sweep of so many runs, in MB.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from benchmarks.memory import peak_mb
from innosim.experiments.design.plan import Plan, plan_of
from innosim.experiments.design.schema import Experiment
from innosim.experiments.sweep.engines import Came
from innosim.experiments.sweep.sweep import sweep
from innosim.experiments.sweep.work import Ran, Task

SECONDS = 0.001
"""What each run says that it took, from which the size of pieces follows."""

METRICS = ("embedded", "adopters", "proposals", "gate_pass", "queue", "energy")
REPLICATES = 10


def plan(runs: int) -> Plan:
    """A Latin hypercube with so many runs, and a few quantities of each."""
    data = {
        "title": "A stand-in",
        "scenario": "small-service",
        "replicates": REPLICATES,
        "metrics": METRICS,
        "settings": {"horizon": 4},
        "levers": {"practices.yes_and": {"low": 0.0, "high": 1.0}},
        "uncertainties": {"energy.recovery": {"low": 0.02, "high": 0.05}},
        "design": {"kind": "latin_hypercube", "size": runs // REPLICATES},
    }
    return plan_of(Experiment.model_validate_json(json.dumps(data)))


class Here:
    """An engine that makes numbers up in this process, one task at a time."""

    slots, tries, apart = 2, 2, False

    def __init__(self) -> None:
        self._waiting: list[Task] = []

    @property
    def busy(self) -> int:
        """Tasks that it has."""
        return len(self._waiting)

    def submit(self, task: Task) -> None:
        """Keep a task until it is asked for."""
        self._waiting.append(task)

    def came(self, seconds: float) -> list[Came]:
        """The task that has waited longest, with numbers that differ from run to run."""
        task = self._waiting.pop(0)
        rans = [
            Ran(run, values=dict.fromkeys(METRICS, run.number / 7), seconds=SECONDS)
            for run in task.runs
        ]
        return [Came(task, tuple(rans))]

    def __enter__(self) -> Here:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._waiting.clear()


def peak(runs: int) -> float:
    """Largest memory of this process after a sweep of so many runs, in MB.

    Raises:
        RuntimeError: if a run is missing at the end.
    """
    with TemporaryDirectory() as folder:
        swept = sweep(plan(runs), Path(folder) / "sweep", Here())
    if swept.done != runs:
        raise RuntimeError(f"{swept.done} of {runs} runs were done")
    return peak_mb()


if __name__ == "__main__":
    print(peak(int(sys.argv[1])))
