"""What the people at one browser have answered, and the moves that are tried for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.dashboard.work.crew import SOON, Crew, Job
from innosim.errors import InputError
from innosim.what_if.comparison.quantities import Values
from innosim.what_if.planning.plans import Plan
from innosim.what_if.planning.worlds import World
from innosim.what_if.prompting.answers import Answers, Person, number_of, person_of
from innosim.what_if.prompting.moves import Trial, moves_facts
from innosim.what_if.prompting.portrait import Portrait

MOST_ANSWERING = 60
"""People whose answers a page takes."""

FloatArray = NDArray[np.float64]


class Interview:
    """Answers, and what is tried on the service that they describe.

    Args:
        crew: who runs worlds.
        changed: called when there is something new to show.

    Attributes:
        people: those who answered, in that order.
        headcount, layers: of the service; None where not known.
        tried: what came of the moves; None until that is known.
        failed: what went wrong with them.
        told: what is wrong with what was last answered.
    """

    def __init__(self, crew: Crew, changed: Callable[[], None]) -> None:
        self._crew, self._changed = crew, changed
        self._jobs: list[Job] = []
        self._lock = RLock()
        self.people: list[Person] = []
        self.headcount: int | None = None
        self.layers: int | None = None
        self.tried: dict[str, Any] | None = None
        self.failed = ""
        self.told: list[str] = []
        self.done = self.total = 0

    @property
    def portrait(self) -> Portrait | None:
        """The service as described; None before anybody answered."""
        if not self.people:
            return None
        return Portrait(Answers(tuple(self.people), self.headcount, self.layers))

    @property
    def working(self) -> bool:
        """Whether moves are being tried."""
        return bool(self._jobs)

    def add(self, told: Any) -> None:
        """Take the answers of one more person, as a browser tells them."""
        if isinstance(told, Mapping) and len(self.people) < MOST_ANSWERING:
            self._take(lambda: self.people.append(person_of(told)))

    def remove(self, place: Any) -> None:
        """Leave the answers of a person out."""
        if type(place) is int and 0 <= place < len(self.people):
            self._take(lambda: self.people.pop(place))

    def size(self, told: Any) -> None:
        """Set headcount or layers, as a browser names them."""
        name = str(told.get("name")) if isinstance(told, Mapping) else ""
        if name in ("headcount", "layers"):
            self._take(lambda: setattr(self, name, number_of(name, told.get("value"))))

    def begin(self) -> None:
        """Try moves."""
        portrait = self.portrait
        if portrait is None:
            return
        with self._lock:
            self._forget()
            trial = Trial(portrait)
            self.total = len(trial.choice) + len(trial.estimate)

            def chosen(values: FloatArray) -> None:
                plans = trial.best(values)
                self._run(trial, plans, trial.estimate, lambda v: estimated(plans, v))

            def estimated(plans: Sequence[Plan], values: FloatArray) -> None:
                self.tried = moves_facts(trial, plans, values)

            self._run(trial, trial.plans, trial.choice, chosen)
        self._changed()

    def cancel(self) -> None:
        """Try no more moves, as somebody wishes."""
        self.stop()
        self._changed()

    def stop(self) -> None:
        """Try no more moves."""
        with self._lock:
            for job in self._jobs:
                self._crew.stop(job)
            self._jobs = []

    def _take(self, act: Callable[[], Any]) -> None:
        with self._lock:
            try:
                act()
                self.told = []
                self._forget()
            except InputError as error:
                self.told = [one.message for one in error.problems]
        self._changed()

    def _forget(self) -> None:
        self.stop()
        self.tried, self.failed, self.done = None, "", 0

    def _run(
        self,
        trial: Trial,
        plans: Sequence[Plan],
        worlds: Sequence[World],
        then: Callable[[FloatArray], None],
    ) -> None:
        """Run plans in worlds, each world a job; `then` gets the values by plan and world."""
        values = np.full((len(plans), len(worlds)), np.nan)

        def finished(job: Job, found: list[list[Values]] | None, why: str) -> None:
            with self._lock:
                if job not in self._jobs:
                    return
                if found is None:
                    self._forget()
                    self.failed = why
                else:
                    self._jobs.remove(job)
                    self.done += 1
                    values[:, job.names[0]] = [rows[0][trial.metric][0] for rows in found]
                    if not self._jobs:
                        then(values)
            self._changed()

        jobs = [
            Job([place], trial.variants(plans, world), world.seeds, SOON, finished=finished)
            for place, world in enumerate(worlds)
        ]
        self._jobs = list(jobs)
        for job in jobs:
            self._crew.take(job)
