"""Ctrl-C in work that keeps what is finished: one line that says how to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

AGAIN = "the same command goes on"


@contextmanager
def goes_on(what: str, folder: Path) -> Iterator[None]:
    """An interrupt within says that what is finished, such as "worlds", is kept in a folder."""
    with says(lambda: f"finished {what} are in {folder}, {AGAIN}"):
        yield


@contextmanager
def says(words: Callable[[], str]) -> Iterator[None]:
    """An interrupt within carries words, which the command line shows."""
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(words()) from None
