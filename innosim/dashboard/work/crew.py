"""Worker processes that run worlds for the pages, so that no page waits for another."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from logging import getLogger
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Condition, Thread
from typing import Any

from innosim.children import spared
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.glance import Glimpse
from innosim.what_if.comparison.quantities import Values

_log = getLogger(__name__)

NOW, SOON, PERHAPS = 0, 1, 2
"""Priorities: what a page waits for; what makes its numbers surer; what may be asked next."""

_TOLD_EVERY = 0.12
"""Seconds between two reports of a run, at least."""

_NICE = 5
_STOP = "stop"


@dataclass(eq=False)
class Job:
    """Worlds that are run side by side.

    Attributes:
        names: what each scenario is kept under.
        scenarios: see `innosim.variants.side_by_side`.
        seeds: one for each world.
        priority: `NOW`, `SOON` or `PERHAPS`.
        passed: told of each glimpse while it runs.
        finished: told the numbers of each scenario, a row a world; or None and what went wrong.
    """

    names: Sequence[Any]
    scenarios: Sequence[Scenario]
    seeds: Sequence[int]
    priority: int
    passed: Callable[[Job, Glimpse], None] = lambda job, glimpse: None
    finished: Callable[[Job, list[list[Values]] | None, str], None] = lambda job, found, why: None
    stopped: bool = field(default=False)


class Crew:
    """Some processes that take jobs, the most urgent first.

    One of them is kept free for what a page waits for.
    """

    def __init__(self, size: int) -> None:
        self._waiting: list[tuple[int, int, Job]] = []
        self._turn = count()
        self._changed = Condition()
        self._ended = False
        self._workers: list[_Worker] = []
        self.size = max(2, size)
        for number in range(self.size):
            Thread(target=self._serve, args=(number == 0,), daemon=True).start()

    def take(self, job: Job) -> None:
        """Queue a job."""
        with self._changed:
            heappush(self._waiting, (job.priority, next(self._turn), job))
            self._changed.notify_all()

    def stop(self, job: Job) -> None:
        """Leave a job as it is; it is told to nobody any more."""
        with self._changed:
            job.stopped = True
            self._waiting = [entry for entry in self._waiting if not entry[2].stopped]
            self._waiting.sort()

    def end(self) -> None:
        """End all processes."""
        with self._changed:
            self._ended = True
            for worker in self._workers:
                worker.end()
            self._changed.notify_all()

    def _next(self, urgent_only: bool) -> Job | None:
        with self._changed:
            while not self._ended:
                if self._waiting and not (urgent_only and self._waiting[0][0] != NOW):
                    return heappop(self._waiting)[2]
                self._changed.wait()
        return None

    def _serve(self, urgent_only: bool) -> None:
        worker = _Worker(0 if urgent_only else _NICE)
        self._workers.append(worker)
        while (job := self._next(urgent_only)) is not None:
            worker.run(job)


class _Worker:
    """One process, with the pipe to it; it is started again if it dies."""

    def __init__(self, nice: int) -> None:
        self._nice = nice
        self._start()

    def _start(self) -> None:
        self._ended = False
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=work, args=(other, self._nice), daemon=True)
        with spared():
            self._process.start()
        other.close()

    def end(self) -> None:
        self._ended = True
        self._process.terminate()

    def run(self, job: Job) -> None:
        """Run a job; a page that cannot take what it is told does not end the crew."""
        try:
            self._run(job)
        except (EOFError, OSError):
            if self._ended:
                return
            self._start()
            if not job.stopped:
                job.finished(
                    job, None, "The process that ran it ended, perhaps for lack of memory."
                )

    def _run(self, job: Job) -> None:
        followed = job.priority != PERHAPS
        self._pipe.send((list(job.scenarios), list(job.seeds), followed))
        asked = False
        while True:
            while not self._pipe.poll(0.02):
                if job.stopped and not asked:
                    self._pipe.send(_STOP)
                    asked = True
            kind, told = self._pipe.recv()
            if kind == "over":
                return
            if not job.stopped:
                try:
                    _tell(job, kind, told)
                except Exception:
                    _log.exception("a page could not show what was run for it")


def _tell(job: Job, kind: str, told: Any) -> None:
    if kind == "failed":
        job.finished(job, None, told)
    elif told.values:
        rows, n = told.values, len(job.seeds)
        job.finished(job, [list(rows[i : i + n]) for i in range(0, len(rows), n)], "")
    else:
        job.passed(job, told)


def work(pipe: Connection, nice: int) -> None:
    """What a worker process does: runs what comes through the pipe, until it closes."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(nice)
    try:
        while True:
            asked = pipe.recv()
            if asked != _STOP:
                _answer(pipe, *asked)
    except (EOFError, OSError):
        return


def _answer(
    pipe: Connection, scenarios: Sequence[Scenario], seeds: Sequence[int], followed: bool
) -> None:
    """Run one job and tell what came of it; anything that comes meanwhile stops it.

    Args:
        pipe: to the dashboard.
        scenarios, seeds: of the job.
        followed: whether somebody wants to know how it goes.
    """
    from innosim.errors import InputError
    from innosim.what_if.comparison.glance import glimpses
    from innosim.what_if.comparison.runs import chart_of

    try:
        chart, last = chart_of(scenarios[0].organisation), 0.0
        for glimpse in glimpses(scenarios, seeds, chart):
            if pipe.poll():
                pipe.recv()
                break
            now = time.monotonic()
            if glimpse.values or (followed and now - last >= _TOLD_EVERY):
                pipe.send(("glimpse", glimpse))
                last = now
    except (InputError, ValueError, MemoryError) as error:
        pipe.send(("failed", str(error) or "not enough memory"))
    pipe.send(("over", None))
