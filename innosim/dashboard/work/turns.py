"""Runs the plans of tables, one room after the other, so that no browser takes all processors."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread

from innosim.errors import InputError
from innosim.teaching.session import Session
from innosim.teaching.tournament import Values

JOBS = min(2, os.cpu_count() or 1)
"""Processes that run plans side by side; they change no number."""


MOST_KEPT = 200
"""Plans whose worlds are kept, so that only those of tables with another plan are run again."""


class _StoppedError(Exception):
    """Nobody waits for it any more."""


@dataclass(eq=False)
class Turn:
    """The plans of a room while they are run.

    Attributes:
        session: with the plans.
        told: called when it has come further.
        done: services that have been run; the one without a plan is one of them.
        begun: whether it has been taken up; only one room's plans are run at a time.
        stopped: whether nobody waits for it any more.
        found: the session with its results; None before.
        failed: what went wrong, in a sentence.
    """

    session: Session
    told: Callable[[], None]
    done: int = 0
    begun: bool = False
    stopped: bool = False
    found: Session | None = None
    failed: str = ""

    @property
    def of(self) -> int:
        """Services that are run: one for each plan, and one without."""
        return len(self.session.plans) + 1

    def further(self, _weeks: int) -> None:
        """A service has been run."""
        if self.stopped:
            raise _StoppedError
        self.done += 1
        self.told()


@dataclass(eq=False)
class Turns:
    """Takes the plans of rooms; its methods may be called from any thread."""

    _one: Lock = field(default_factory=Lock)
    _kept: dict[str, Values] = field(default_factory=dict)
    _open: list[Turn] = field(default_factory=list)

    def take(self, turn: Turn) -> None:
        """Run plans as soon as nobody else's are run."""
        self._open.append(turn)
        Thread(target=self._run, args=(turn,), daemon=True).start()

    def end(self) -> None:
        """Stop all of them."""
        for turn in list(self._open):
            turn.stopped = True

    def _run(self, turn: Turn) -> None:
        try:
            with self._one:
                self._play(turn)
        finally:
            self._open.remove(turn)
        if not turn.stopped:
            turn.told()

    def _play(self, turn: Turn) -> None:
        if turn.stopped:
            return
        turn.begun = True
        turn.told()
        while len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        try:
            turn.found, _ = turn.session.played(JOBS, turn.further, self._kept)
        except _StoppedError:
            return
        except (InputError, MemoryError) as error:
            turn.failed = str(error) or "There is not enough memory."
