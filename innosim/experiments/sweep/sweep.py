"""Carries out the runs of a plan that are missing in a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from innosim.errors import InputError
from innosim.experiments.design.blocks import blocks, side_by_side
from innosim.experiments.design.plan import Plan
from innosim.experiments.sweep.engines import Came, Engine, Processes
from innosim.experiments.sweep.folder import Folder, Part, There, held
from innosim.experiments.sweep.pieces import Pieces
from innosim.experiments.sweep.work import FAILED, Ran, killed, task

PAUSE = 0.25
"""Seconds that are waited at most before progress and a wish to stop are looked at."""

WHOLE = Part()
SEEDS = 2**64


class Progress:
    """Told what there is to do and what has been done; this one says nothing."""

    def began(self, missing: int, there: There) -> None:
        """So many runs are to be carried out; the others of the plan are there."""

    def passed(self, done: int, failed: int) -> None:
        """So many runs more have been done, and so many more have failed."""

    def tick(self) -> None:
        """Time has passed."""


class Wish:
    """Whether somebody wants a sweep to stop."""

    asked = False


@dataclass(frozen=True)
class How:
    """How a sweep is run; nothing of it changes a number.

    Attributes:
        part: the share of the runs that this process carries out.
        retry_failed: whether runs that failed are tried again.
        fail_fast: whether the first run that fails ends the sweep.
        progress: told what is done.
        stop: whether to stop when what is in flight is finished.
    """

    part: Part = WHOLE
    retry_failed: bool = False
    fail_fast: bool = False
    progress: Progress = field(default_factory=Progress)
    stop: Wish = field(default_factory=Wish)


@dataclass(frozen=True)
class Swept:
    """How a sweep ended.

    Attributes:
        folder: where its runs are.
        part: the share that was carried out.
        done, failed, missing: number of runs of the plan in each state, as this process knows it.
        left: runs of its own share that are missing.
        stopped_by: the run whose failure ended the sweep; None if none did.
    """

    folder: Path
    part: Part
    done: int
    failed: int
    missing: int
    left: int
    stopped_by: Ran | None = None

    def __str__(self) -> str:
        states = f"{self.done:,} runs done, {self.failed:,} failed, {self.missing:,} missing"
        return f"{self.folder}: {states}"


def sweep(
    plan: Plan,
    folder: Path,
    engine: Engine | int = 1,
    how: How | None = None,
    experiment: str = "",
) -> Swept:
    """Carry out the runs of a plan that a folder does not hold yet, and keep them there.

    Args:
        plan: what is run.
        folder: where runs are kept; made if need be. What a stopped sweep left is taken up.
        engine: what carries them out; a number for so many processes of this machine.
        how: see `How`.
        experiment: text of the experiment file, which is kept beside the runs.

    Raises:
        InputError: if the folder is another sweep's or in use, or cannot be written to.

    Example:
        >>> swept = sweep(plan_of("experiment.toml"), Path("results/x"), 2)  # doctest: +SKIP
    """
    how = how or How()
    if plan.base.seed >= SEEDS:
        raise InputError(
            f"the seed {plan.base.seed} is too large for a table; choose one below 2^64"
        )
    with held(folder, plan, how.part, experiment) as place:
        return _Sweep(place, how).run(Processes(engine) if isinstance(engine, int) else engine)


class _Sweep:
    """One process's work on a folder."""

    def __init__(self, folder: Folder, how: How) -> None:
        self._folder, self._how, self._plan = folder, how, folder.plan
        self._there = folder.there()
        self._together = side_by_side(folder.plan)
        mine = how.part.runs(folder.plan, self._together)
        missing = np.flatnonzero(mine & self._there.missing(how.retry_failed))
        self._pieces = Pieces(missing, blocks(folder.plan, self._together)[missing])
        self._left = len(missing)
        self._bad: Ran | None = None

    def run(self, engine: Engine) -> Swept:
        self._how.progress.began(self._left, self._there)
        if self._left:
            with engine:
                self._through(engine)
        return self._ended()

    def _through(self, engine: Engine) -> None:
        while True:
            while self._takes_more(engine):
                runs = self._pieces.take(engine.slots)
                engine.submit(task(self._plan, runs, self._together))
            if not engine.busy:
                return
            for came in engine.came(PAUSE):
                self._take(came, engine.tries)
            self._how.progress.tick()

    def _takes_more(self, engine: Engine) -> bool:
        if self._stops or not len(self._pieces):
            return False
        if engine.apart and (self._pieces.suspects or self._pieces.trials):
            return engine.busy == 0
        return engine.busy < engine.slots

    @property
    def _stops(self) -> bool:
        return self._how.stop.asked or (self._how.fail_fast and self._bad is not None)

    def _take(self, came: Came, tries: int) -> None:
        runs = [run.number for run in came.task.runs]
        if came.rans:
            self._pieces.passed(runs, sum(ran.seconds for ran in came.rans))
            self._keep(came.rans)
        elif not came.begun:
            self._pieces.lost(runs)
        elif self._pieces.killed(runs, tries) is not None:
            self._keep((killed(came.task.runs[0]),))

    def _keep(self, rans: tuple[Ran, ...]) -> None:
        self._folder.add(rans, self._how.part)
        bad = [ran for ran in rans if ran.status == FAILED]
        for ran in rans:
            state = self._there.failed if ran.error else self._there.done
            state[ran.run.number] = True
        self._left -= len(rans)
        self._bad = self._bad or (bad[0] if bad else None)
        self._how.progress.passed(len(rans) - len(bad), len(bad))

    def _ended(self) -> Swept:
        there = self._there if self._how.part.whole else self._folder.there()
        failed = there.failed & ~there.done
        missing = there.missing()
        return Swept(
            folder=self._folder.path,
            part=self._how.part,
            done=int(there.done.sum()),
            failed=int(failed.sum()),
            missing=int(missing.sum()),
            left=self._left,
            stopped_by=self._bad if self._how.fail_fast else None,
        )
