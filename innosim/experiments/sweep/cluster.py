"""Carries pieces of runs out on a Dask cluster."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from concurrent import futures
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from innosim import __version__
from innosim.errors import InputError
from innosim.experiments.sweep.engines import AHEAD, Came, Work
from innosim.experiments.sweep.work import Ran, Task, carry_out
from innosim.what_if.comparison.runs import numbers_digest

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 30.0
"""Seconds that are waited for each answer of a scheduler."""

ABSENCE = 30.0
"""Seconds that are waited for the first worker, and after the last one's end."""

STARTS = 5
"""How often Dask is let start its own thread: on a busy machine it gives up after ten seconds, by
an AssertionError."""

GOODBYE = 5.0
"""Seconds that are waited for a scheduler when the sweep leaves it."""

Answer = TypeVar("Answer")

LOOK = 5.0
"""Seconds between two counts of the workers."""


@dataclass(frozen=True)
class Version:
    """What two processes must have in common for their runs to go together."""

    python: str
    numpy: str
    innosim: str
    code: str

    def unlike(self, other: Version) -> str:
        """In words, what differs from this process; "" if nothing does."""
        for name in ("python", "numpy", "innosim"):
            mine, its = getattr(self, name), getattr(other, name)
            if mine != its:
                return f"{name} {its}, here it is {mine}"
        return "" if self.code == other.code else f"other code of innosim {self.innosim}"


def version() -> Version:
    """That of this process."""
    import platform

    return Version(platform.python_version(), np.__version__, __version__, numbers_digest())


class UnlikeWorkerError(Exception):
    """A worker has another version."""


def work_alike(work: Work, task: Task, wanted: Version) -> tuple[Ran, ...]:
    """Carry a task out in a process that is alike.

    Raises:
        UnlikeWorkerError: if it is not.
    """
    if differs := wanted.unlike(version()):
        raise UnlikeWorkerError(differs)
    return work(task)


class Cluster:
    """The workers of a Dask scheduler.

    Args:
        address: of the scheduler, as in tcp://host:8786.
        work: what carries a task out; a function of a module that workers have, too.

    Attributes:
        version: what workers must have, too: that of this process.

    Raises:
        InputError: if that is no address.
    """

    tries, apart = 1, True
    """Dask tries a task on several workers before it blames it for their deaths, but it blames
    all tasks that were waiting there, too."""

    def __init__(self, address: str, work: Work = carry_out) -> None:
        if not re.search(r":\d+$", address):
            raise InputError(f"{address!r} is no address of a scheduler, as in tcp://host:8786")
        self._address, self._work = address, work
        self._came: SimpleQueue[Future] = SimpleQueue()
        self._tasks: dict[object, tuple[Future, Task]] = {}
        self.version = version()
        self._threads, self._looked, self._last_seen = 0, 0.0, 0.0

    @property
    def slots(self) -> int:
        """Tasks that it takes at a time: two for each thread of the workers."""
        now = time.monotonic()
        if now - self._looked > LOOK:
            self._looked = now
            self._threads = sum(self._asked(self._client.nthreads).values())
            self._last_seen = now if self._threads else self._last_seen
        return AHEAD * max(self._threads, 1)

    @property
    def busy(self) -> int:
        """Tasks that it has."""
        return len(self._tasks)

    def submit(self, task: Task) -> None:
        """Send a task to the scheduler."""
        future = self._asked(
            lambda: self._client.submit(work_alike, self._work, task, self.version, pure=False)
        )
        self._tasks[future.key] = future, task
        future.add_done_callback(self._came.put)

    def came(self, seconds: float) -> list[Came]:
        """What has come of tasks since it was last asked; waits for so long if nothing has."""
        try:
            found = [self._came.get(timeout=seconds)]
        except Empty:
            self._check_there()
            return []
        while not self._came.empty():
            found.append(self._came.get())
        return [self._outcome(future) for future in found]

    def __enter__(self) -> Cluster:
        distributed = _library()
        try:
            self._client: Client = self._connected(distributed)
        except (OSError, ValueError, AssertionError) as error:
            raise InputError(
                f"no Dask scheduler answers at {self._address}; start one with `dask scheduler`"
            ) from error
        try:
            self._check_workers()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._tasks.clear()
        self._close()

    def _connected(self, distributed: Any) -> Client:
        how = {"timeout": PATIENCE, "set_as_default": False, "name": "innosim-sweep"}
        for _ in range(STARTS - 1):
            with suppress(AssertionError):
                return _within(PATIENCE, lambda: distributed.Client(self._address, **how))
        return _within(PATIENCE, lambda: distributed.Client(self._address, **how))

    def _close(self) -> None:
        """Leave the cluster; a scheduler that is gone is not waited for."""
        with suppress(OSError):
            _within(2 * GOODBYE, lambda: self._client.close(timeout=GOODBYE))

    def _outcome(self, future: Future) -> Came:
        """What became of a task; it is to be repeated if its numbers were lost with a worker."""
        from distributed import KilledWorker

        _, task = self._tasks.pop(str(future.key))
        if future.cancelled() or future.status == "lost":
            raise self._gone()
        try:
            return Came(task, future.result(timeout=PATIENCE))
        except TimeoutError:
            return Came(task, begun=False)
        except OSError as error:
            raise self._gone() from error
        except KilledWorker:
            return Came(task)
        except (UnlikeWorkerError, ImportError) as error:
            raise InputError(_refusal("a worker", error)) from None

    def _check_workers(self) -> None:
        """See to it that there are workers, and that all have the same version as this process."""
        until = time.monotonic() + ABSENCE
        while not self._asked(self._client.nthreads):
            if time.monotonic() > until:
                raise InputError(
                    f"the scheduler at {self._address} has no workers; start some with "
                    f"`dask worker {self._address} --nthreads 1`"
                )
            time.sleep(0.2)
        self._last_seen = time.monotonic()
        self._check_libraries(self._asked(self._client.get_versions)["workers"])
        for worker, found in self._found_versions().items():
            differs = self.version.unlike(found) if isinstance(found, Version) else found
            if differs:
                raise InputError(_refusal(f"the worker {worker}", differs))

    def _check_libraries(self, workers: Mapping[str, Mapping[str, Any]]) -> None:
        """Look at what can be known of workers that cannot read what innosim sends."""
        for worker, facts in workers.items():
            python = str(facts["host"]["python"]).split(".final")[0]
            numpy = facts["packages"].get("numpy") or "that is missing"
            found = Version(python, numpy, __version__, self.version.code)
            if differs := self.version.unlike(found):
                raise InputError(_refusal(f"the worker {worker}", differs))

    def _found_versions(self) -> Mapping[str, object]:
        """The version of each worker, or the exception that asking for it ended with."""
        try:
            return _within(PATIENCE, lambda: self._client.run(version, on_error="return"))
        except OSError as error:
            raise self._gone() from error
        except Exception as error:
            raise InputError(_refusal("a worker", error)) from None

    def _check_there(self) -> None:
        """See to it that the scheduler is still there, and that it has had workers lately."""
        if self._client.status != "running":
            raise self._gone()
        if self.slots and time.monotonic() - self._last_seen > ABSENCE:
            raise InputError(
                f"the scheduler at {self._address} has no workers any more; finished runs are "
                "kept, start workers and give the same command again"
            )

    def _asked(self, question: Callable[[], Any]) -> Any:
        try:
            return _within(PATIENCE, question)
        except OSError as error:
            raise self._gone() from error

    def _gone(self) -> InputError:
        return InputError(
            f"the scheduler at {self._address} is gone; finished runs are kept, and the same "
            "command goes on"
        )


def _within(seconds: float, question: Callable[[], Answer]) -> Answer:
    """What a question gives, for which Dask itself might wait without an end.

    Raises:
        TimeoutError: which is an OSError, if it takes longer.
    """
    answer: futures.Future[Answer] = futures.Future()

    def ask() -> None:
        try:
            answer.set_result(question())
        except BaseException as error:
            answer.set_exception(error)

    Thread(target=ask, daemon=True).start()
    return answer.result(seconds)


def _refusal(who: str, differs: object) -> str:
    """Why a worker is refused, and what to do.

    Args:
        who: the worker.
        differs: what it has in words, or what it ended with when it was asked.
    """
    if isinstance(differs, ImportError):
        return (
            f"{who} cannot import what it needs ({differs}); install the same innosim there: "
            f"pip install 'innosim[cluster]=={__version__}', in the environment of `dask worker`"
        )
    if isinstance(differs, Exception) and not isinstance(differs, UnlikeWorkerError):
        return f"{who} cannot say which innosim it has ({type(differs).__name__}: {differs})"
    return (
        f"{who} has {differs}; its runs would not go together with those of this machine: "
        "give all the same versions"
    )


def _library() -> Any:
    try:
        import distributed
    except ImportError:
        raise InputError(
            "--scheduler needs Dask: pip install 'innosim[cluster]', here and where workers run"
        ) from None
    return distributed
