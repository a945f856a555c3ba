"""One run of a sweep, to be repeated in full."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from innosim.errors import InputError
from innosim.experiments.design.plan import Plan, Run
from innosim.experiments.sweep.folder import changed, opened
from innosim.experiments.sweep.outcomes import read
from innosim.experiments.sweep.work import last_line
from innosim.scenario.schema import Scenario


@dataclass(frozen=True)
class Replay:
    """A run of a sweep.

    Attributes:
        folder: of the sweep.
        plan, run: what it is a run of, and which.
        scenario: its scenario, with its seed, that records everything.
    """

    folder: Path
    plan: Plan
    run: Run
    scenario: Scenario

    @property
    def kept(self) -> dict[str, float]:
        """The quantities that the sweep kept of it; none if it failed or is missing."""
        outcomes, run = read(self.folder), self.run
        if outcomes.status[run.point, run.replicate] != "done":
            return {}
        return {n: float(v[run.point, run.replicate]) for n, v in outcomes.values.items()}


def replay_of(words: str) -> Replay:
    """The run that FOLDER:RUN names, as in results/sweep-x:17.

    Raises:
        InputError: if there is no such sweep or run, if its point has no scenario, or if a file
            that the scenario reads is not the same any more.
    """
    path, colon, number = words.rpartition(":")
    if not colon or not number.isdecimal():
        raise InputError(f"{words!r} names no run of a sweep; write FOLDER:RUN, as in results/x:17")
    folder = opened(Path(path))
    if int(number) >= len(folder.plan):
        last = len(folder.plan) - 1
        raise InputError(f"there is no run {number}; the runs are 0 to {last}", path)
    run = folder.plan.run(int(number))
    if folder.plan.digest != folder.digest:
        raise changed(folder.path)
    made = _scenario(folder.plan, run)
    whole = {"every": 1, "organisations": True, "gates": True, "events": True}
    record = made.record.model_copy(update=whole)
    scenario = made.model_copy(update={"seed": run.seed, "record": record})
    return Replay(Path(path), folder.plan, run, scenario)


def _scenario(plan: Plan, run: Run) -> Scenario:
    try:
        return plan.scenario(run.point)
    except (ValidationError, InputError) as error:
        values = ", ".join(f"{key}={value}" for key, value in plan.values(run.point).items())
        raise InputError(
            f"run {run.number} cannot begin: its point {run.point} ({values}) has no scenario: "
            f"{last_line(error)}"
        ) from None


def differing(kept: dict[str, float], found: dict[str, float]) -> list[str]:
    """Names of the quantities, among those of both, that are not the same numbers."""
    both = [name for name in kept if name in found]
    return [n for n in both if not np.array_equal(kept[n], found[n], equal_nan=True)]
