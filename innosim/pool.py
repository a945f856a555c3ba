"""Runs one function over many items, in this process or side by side in several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from innosim.children import Leash, on_leash, spared
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
    leash = Leash()
    pool = ProcessPoolExecutor(
        min(jobs, len(items)), get_context("spawn"), initializer=on_leash, initargs=(leash.held,)
    )
    try:
        with spared():
            waiting = {pool.submit(run, item): item for item in items}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    except BrokenProcessPool:
        raise InputError(
            "a process that ran a part of the work was killed, perhaps for lack of memory; "
            "the same command goes on, with --jobs 1 it needs less memory"
        ) from None
    except BaseException:
        leash.let_go()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
