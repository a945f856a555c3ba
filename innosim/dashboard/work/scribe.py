"""Writes a note on plans in a process of its own, so that no page waits for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import RLock, Semaphore, Thread
from typing import Any

from innosim.children import spared
from innosim.errors import InputError
from innosim.what_if.comparison.arms import PLAN, Arm
from innosim.what_if.comparison.runs import Bench, Progress

LONGEST_QUESTION = 300
IDLE, WAITING, WORKING, DONE, FAILED = "", "waiting", "working", "done", "failed"
_AT_A_TIME = Semaphore(1)
"""Notes that a dashboard writes at a time; others wait."""


@dataclass(frozen=True)
class Told:
    """Where a note stands.

    Attributes:
        state: one of `IDLE`, `WAITING`, `WORKING`, `DONE` and `FAILED`.
        share: how much of its worlds has been run.
        why: what went wrong.
        html, markdown: the note.
    """

    state: str = IDLE
    share: float = 0.0
    why: str = ""
    html: str = ""
    markdown: str = ""


class Scribe:
    """The note of one browser; a new one takes the place of the one before.

    Args:
        changed: called when there is something new to show.

    Attributes:
        told: where the note stands.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self.told = Told()
        self._changed = changed
        self._turn = 0
        self._process: Any = None
        self._lock = RLock()

    def write(self, arms: Sequence[Arm], question: str, pairs: int) -> None:
        """Write a note on some arms in so many worlds; an empty question asks what they bring."""
        from innosim.what_if.briefing.words import default_question

        names = [arm.name for arm in arms if arm.kind == PLAN] or [arm.name for arm in arms[1:]]
        put = " ".join(question.split())[:LONGEST_QUESTION]
        put = put or default_question(names, arms[0].name)
        with self._lock:
            self.cancel()
            self.told = Told(WAITING)
            asked = (self._turn, list(arms), put, pairs)
            Thread(target=self._write, args=asked, daemon=True).start()
        self._changed()

    def cancel(self) -> None:
        """Leave the note as it is."""
        with self._lock:
            self._turn += 1
            if self._process is not None:
                self._process.terminate()
            if self.told.state in (WAITING, WORKING):
                self.told = Told()
        self._changed()

    def _write(self, turn: int, arms: Sequence[Arm], question: str, pairs: int) -> None:
        with _AT_A_TIME:
            context = get_context("spawn")
            pipe, other = context.Pipe()
            with self._lock:
                if turn != self._turn:
                    return
                process = context.Process(target=work, args=(other, arms, question, pairs))
                process.daemon = True
                with spared():
                    process.start()
                self._process = process
            other.close()
            self._follow(turn, pipe)
            process.join()
            with self._lock:
                if self._process is process:
                    self._process = None

    def _follow(self, turn: int, pipe: Connection) -> None:
        state = WORKING
        while state == WORKING:
            try:
                told = pipe.recv()
            except (EOFError, OSError):
                told = Told(FAILED, why="The process that wrote the note ended.")
            state = told.state
            with self._lock:
                if turn != self._turn:
                    return
                self.told = told
            self._changed()


class _Share(Progress):
    """Tells the share of the weeks that have been run."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._planned, self._passed = pipe, 0, 0

    def planned(self, weeks: int) -> None:
        self._planned += weeks
        self._pipe.send(Told(WORKING))

    def passed(self, weeks: int) -> None:
        self._passed += weeks
        self._pipe.send(Told(WORKING, self._passed / max(1, self._planned)))


def work(pipe: Connection, arms: Sequence[Arm], question: str, pairs: int) -> None:
    """What the process does: write a note and send it through the pipe."""
    import signal

    from innosim.what_if.briefing.brief import made
    from innosim.what_if.briefing.settings import settings_of

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(5)
    try:
        settings = settings_of(arms, question, pairs)
        note = made(settings, Bench(settings.seed, progress=_Share(pipe)))
        pipe.send(Told(DONE, 1.0, html=note.html, markdown=note.markdown))
    except (InputError, ValueError, MemoryError) as error:
        pipe.send(Told(FAILED, why=str(error) or "not enough memory"))
