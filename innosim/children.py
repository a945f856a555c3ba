"""Processes that this one starts: they leave Ctrl-C to it, and do not outlive it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing import Pipe, connection, parent_process
from multiprocessing.connection import Connection
from signal import Signals
from threading import Thread

INTERRUPT = (signal.SIGINT,)

_SAFE_PATH = "PYTHONSAFEPATH"
_safe = threading.Lock()
_before: list[str | None] = []
"""What the variable was, for each that starts processes now: the last one puts the first back."""


class Leash:
    """Holds processes: those that were begun with `on_leash` end as soon as it is let go.

    Attributes:
        held: their end of it, the argument of `on_leash`.
    """

    def __init__(self) -> None:
        self.held, self._hand = Pipe(duplex=False)

    def let_go(self) -> None:
        """End the processes, whatever they do."""
        self._hand.close()


def on_leash(held: Connection, spared: Sequence[Signals] = INTERRUPT) -> None:
    """In a process: leave signals to the parent, and end with it, or when it lets go."""
    for number in spared:
        signal.signal(number, signal.SIG_IGN)
    Thread(target=_end_with, args=(held,), daemon=True).start()


def _end_with(held: Connection) -> None:
    parent = parent_process()
    connection.wait([held] if parent is None else [held, parent.sentinel])
    os._exit(1)


@contextmanager
def spared(signals: Sequence[Signals] = INTERRUPT) -> Iterator[None]:
    """Processes that are started within are deaf to some signals from their first instruction on.

    A terminal sends Ctrl-C to all processes of a command, and one that is still importing would
    answer with a traceback. This process hears what came at the end, so nothing is half begun.
    A file of the present folder that is called like a module of Python is not taken for it.
    """
    with ExitStack() as stack:
        stack.enter_context(_apart_from_here())
        if threading.current_thread() is threading.main_thread():
            stack.enter_context(_put_off(signals))
        stack.enter_context(_deaf(signals))
        yield


@contextmanager
def _apart_from_here() -> Iterator[None]:
    """Processes that are started within do not look for modules in the present folder first."""
    with _safe:
        _before.append(os.environ.get(_SAFE_PATH))
        os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        with _safe:
            before = _before.pop()
            if before is None:
                del os.environ[_SAFE_PATH]
            else:
                os.environ[_SAFE_PATH] = before


@contextmanager
def _put_off(signals: Sequence[Signals]) -> Iterator[None]:
    """What comes within is answered at the end."""
    came: list[int] = []

    def note(number: int, frame: object) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
        for which in came[:1]:
            signal.raise_signal(which)


if sys.platform == "win32":

    @contextmanager
    def _deaf(signals: Sequence[Signals]) -> Iterator[None]:
        """Ctrl-C is ignored within, also by processes that are started meanwhile."""
        from ctypes import windll

        windll.kernel32.SetConsoleCtrlHandler(None, True)
        try:
            yield
        finally:
            windll.kernel32.SetConsoleCtrlHandler(None, False)

else:

    @contextmanager
    def _deaf(signals: Sequence[Signals]) -> Iterator[None]:
        """The signals are blocked within, also in processes that are started meanwhile."""
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # when this begins it, it ends a blocking
        before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
