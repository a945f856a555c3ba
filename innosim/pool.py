"""Runs one function over many items, in this process or side by side in several."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import TypeVar

from innosim.errors import InputError

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


def each(
    run: Callable[[Item], Outcome], items: Sequence[Item], jobs: int
) -> Iterator[tuple[Item, Outcome]]:
    """Every item with its outcome, as they come; begun in the order in which they stand.

    Args:
        run: a function of a module, so that another process can import it.
        items: what it is called with; they travel to other processes by pickle.
        jobs: processes; with 1, or a single item, all is run in this one.

    Raises:
        InputError: if a process is killed, as by a machine that is out of memory.
    """
    if jobs == 1 or len(items) < 2:
        for item in items:
            yield item, run(item)
        return
    pool = ProcessPoolExecutor(min(jobs, len(items)), get_context("spawn"), initializer=_in_worker)
    try:
        waiting = {pool.submit(run, item): item for item in items}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    except BrokenProcessPool:
        raise InputError(
            "a process that ran a part of the work was killed, perhaps for lack of memory; "
            "the same command goes on, with --jobs 1 it needs less memory"
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_worker() -> None:
    """Leave an interrupt to the parent, and do not outlive it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
