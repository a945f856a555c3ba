"""What carries pieces of runs out; this one does so in processes of this machine."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Protocol

from innosim.children import Leash, on_leash, spared
from innosim.errors import InputError
from innosim.experiments.sweep.work import Ran, Task, carry_out

Work = Callable[[Task], tuple[Ran, ...]]

AHEAD = 2
"""Pieces that a process has at most: the one it works on, and the next."""

STILLBORN = 3
"""Processes that end one after the other before they have begun, after which it is given up."""

SPARED = (signal.SIGINT, signal.SIGTERM)
"""Signals that the processes leave to the one that was started."""


@dataclass(frozen=True)
class Came:
    """What became of a task.

    Attributes:
        task: the task.
        rans: what came of its runs; none if its process was killed.
        begun: whether the process may have been at work on it when it was killed.
    """

    task: Task
    rans: tuple[Ran, ...] = ()
    begun: bool = True


class Engine(Protocol):
    """Carries tasks out somewhere; used with `with`, left at once after an exception."""

    tries: int
    """A run that has killed so many processes while it was tried alone did it itself."""

    apart: bool
    """Whether nothing else may be in flight then, because it might be blamed for the death."""

    @property
    def slots(self) -> int:
        """Tasks that it takes at a time."""

    @property
    def busy(self) -> int:
        """Tasks that it has."""

    def submit(self, task: Task) -> None:
        """Take a task on."""

    def came(self, seconds: float) -> list[Came]:
        """What has come of tasks since it was last asked; waits for so long if nothing has."""

    def __enter__(self) -> Engine:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End; after an exception without waiting for tasks."""


class Processes:
    """Processes of this machine, each with tasks of its own, so that it is known whose task kills.

    Args:
        jobs: number of processes.
        work: what carries a task out; a function of a module.
    """

    tries, apart = 2, False

    def __init__(self, jobs: int, work: Work = carry_out) -> None:
        self._lanes = [_Lane(work) for _ in range(jobs)]

    @property
    def slots(self) -> int:
        """Tasks that it takes at a time."""
        return AHEAD * len(self._lanes)

    @property
    def busy(self) -> int:
        """Tasks that it has."""
        return sum(len(lane.tasks) for lane in self._lanes)

    def submit(self, task: Task) -> None:
        """Give a task to the process that has the fewest."""
        min(self._lanes, key=lambda lane: len(lane.tasks)).submit(task)

    def came(self, seconds: float) -> list[Came]:
        """What has come of tasks since it was last asked; waits for so long if nothing has."""
        wait([f for lane in self._lanes for f in lane.tasks], seconds, FIRST_COMPLETED)
        return [came for lane in self._lanes for came in lane.came()]

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for lane in self._lanes:
            lane.close()


class _Lane:
    """One process, begun when it is needed and again when it is killed."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.tasks: dict[Future[tuple[Ran, ...]], Task] = {}
        self._pool: ProcessPoolExecutor | None = None
        self._ready: Future[None] | None = None
        self._leash: Leash | None = None
        self._stillborn = 0

    def submit(self, task: Task) -> None:
        try:
            future = self._begun().submit(self._work, task)
        except BrokenProcessPool:
            self._end()
            future = self._begun().submit(self._work, task)
        self.tasks[future] = task

    def came(self) -> Iterator[Came]:
        """What has come of its tasks, in their order; all come back if the process was killed."""
        alive = begun = True
        for future in list(self.tasks):
            if not future.done():
                return
            task = self.tasks.pop(future)
            try:
                yield Came(task, future.result())
                self._stillborn = 0
            except BrokenProcessPool:
                if alive:
                    alive, begun = False, self._has_begun()
                yield Came(task, begun=begun)
                begun = False
        if not alive:
            self._end()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._end()

    def _begun(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._leash = Leash()
            leash = (self._leash.held, SPARED)
            context = get_context("spawn")
            self._pool = ProcessPoolExecutor(1, context, initializer=on_leash, initargs=leash)
            with spared(SPARED):
                self._ready = self._pool.submit(_nothing)
        return self._pool

    def _has_begun(self) -> bool:
        """Whether it was a task that ended the process, and not its own beginning.

        Raises:
            InputError: if process after process ends before it has begun.
        """
        if self._ready is None or self._ready.exception() is None:
            return True
        self._stillborn += 1
        if self._stillborn == STILLBORN:
            raise InputError(
                "a process of this sweep ended before its first run; a script that calls sweep "
                "must do so below `if __name__ == '__main__':`, and memory must suffice"
            )
        return False

    def _end(self) -> None:
        if self._pool is None:
            return
        if self._leash is not None:
            self._leash.let_go()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._leash = None


def _nothing() -> None:
    """What a process does first."""
