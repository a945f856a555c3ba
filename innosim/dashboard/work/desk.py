"""Long work that pages ask for: each piece in a process of its own, its answer kept for all."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from logging import getLogger
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import RLock
from typing import Any, Protocol

from innosim.children import spared
from innosim.errors import InputError

_log = getLogger(__name__)

LANES = 2
"""Pieces that are worked on at a time."""
KEPT = 24
"""Answers that are kept."""
MOST_WAITING = 12
"""Pieces that wait or are worked on, of all browsers."""

_TOLD_EVERY = 0.25
"""Seconds between two reports of a piece."""
_NICE = 5
DIED = "The process that ran it ended, perhaps for lack of memory."

Report = Callable[[float, float], None]


class Errand(Protocol):
    """A piece of work that can be sent to another process."""

    def __call__(self, folder: Path, report: Report) -> Any:
        """Do it.

        Args:
            folder: where files may be written; they are kept as long as the answer.
            report: told how much has been done, and of how much.
        """


@dataclass
class Answer:
    """How far a piece of work is.

    Attributes:
        done, of: how much has been done, and of how much; 0 of 0 while it waits.
        found: what came of it; None before.
        failed: what went wrong, in a sentence.
    """

    done: float = 0.0
    of: float = 0.0
    found: Any = None
    failed: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.found is not None or bool(self.failed)


@dataclass(eq=False)
class _Piece:
    errand: Errand
    folder: Path
    answer: Answer = field(default_factory=Answer)
    askers: dict[Hashable, Callable[[], None]] = field(default_factory=dict)
    stopped: bool = False


class Desk:
    """Takes errands and keeps their answers; its methods may be called from any thread."""

    def __init__(self) -> None:
        self._pieces: OrderedDict[Hashable, _Piece] = OrderedDict()
        self._lock = RLock()
        self._lanes = ThreadPoolExecutor(LANES, "desk")
        self._folder: Path | None = None

    def ask(
        self, key: Hashable, errand: Errand, asker: Hashable, changed: Callable[[], None]
    ) -> None:
        """Let an errand be done, unless it has been or is being done.

        Args:
            key: what the answer is kept under.
            errand: what to do.
            asker: who waits; it goes on as long as anybody does.
            changed: called when it has come further.
        """
        with self._lock:
            piece = self._pieces.get(key)
            if piece is None:
                if sum(not one.answer.over for one in self._pieces.values()) >= MOST_WAITING:
                    return
                piece = self._pieces[key] = _Piece(errand, self._own_folder())
                self._lanes.submit(self._carry_out, key, piece)
            self._pieces.move_to_end(key)
            piece.askers[asker] = changed
            self._make_room()

    def answer(self, key: Hashable) -> Answer | None:
        """How far it is; None if nobody has asked."""
        with self._lock:
            piece = self._pieces.get(key)
            return None if piece is None else piece.answer

    def stop(self, key: Hashable, asker: Hashable) -> None:
        """Somebody waits no more; without anybody who waits it ends and is forgotten."""
        with self._lock:
            piece = self._pieces.get(key)
            if piece is None or piece.askers.pop(asker, None) is None:
                return
            if piece.answer.failed or not (piece.askers or piece.answer.over):
                piece.stopped = True
                del self._pieces[key]

    def asked(self, asker: Hashable) -> list[Hashable]:
        """What somebody waits for, or has got."""
        with self._lock:
            return [key for key, piece in self._pieces.items() if asker in piece.askers]

    def leave(self, asker: Hashable) -> None:
        """Somebody has gone and waits for nothing any more."""
        with self._lock:
            for key in self.asked(asker):
                self.stop(key, asker)

    def end(self) -> None:
        """End all work and remove all files."""
        with self._lock:
            for piece in self._pieces.values():
                piece.stopped = True
        self._lanes.shutdown(cancel_futures=True)
        if self._folder is not None:
            rmtree(self._folder, ignore_errors=True)

    def _own_folder(self) -> Path:
        if self._folder is None:
            self._folder = Path(mkdtemp(prefix="innosim-dashboard-"))
        return Path(mkdtemp(dir=self._folder))

    def _make_room(self) -> None:
        """Forget what was asked for longest ago."""
        over = [key for key, piece in self._pieces.items() if piece.answer.over]
        for key in over[: max(0, len(self._pieces) - KEPT)]:
            rmtree(self._pieces.pop(key).folder, ignore_errors=True)

    def _carry_out(self, key: Hashable, piece: _Piece) -> None:
        try:
            if not piece.stopped:
                self._follow(piece)
        except Exception:
            _log.exception("a page's errand could not be done")
            piece.answer.failed = DIED
        if piece.stopped:
            rmtree(piece.folder, ignore_errors=True)
        self._tell(piece)

    def _follow(self, piece: _Piece) -> None:
        context = get_context("spawn")
        mine, its = context.Pipe(duplex=False)
        sent = (its, piece.errand, piece.folder)
        process = context.Process(target=work, args=sent, daemon=True)
        with spared():
            process.start()
        its.close()
        try:
            while not (piece.stopped or piece.answer.over):
                if mine.poll(0.05):
                    _take(piece.answer, *mine.recv())
                    self._tell(piece)
        except (EOFError, OSError):
            piece.answer.failed = DIED
        finally:
            process.terminate()
            process.join()
            mine.close()

    def _tell(self, piece: _Piece) -> None:
        with self._lock:
            told = list(piece.askers.values())
        for changed in told:
            try:
                changed()
            except Exception:
                _log.exception("a page could not show what was done for it")


def _take(answer: Answer, kind: str, told: Any) -> None:
    if kind == "found":
        answer.found = told
    elif kind == "failed":
        answer.failed = told
    else:
        answer.done, answer.of = told


def work(pipe: Connection, errand: Errand, folder: Path) -> None:
    """What the process of an errand does."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    last = 0.0

    def report(done: float, of: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _TOLD_EVERY:
            pipe.send(("progress", (done, of)))
            last = now

    try:
        pipe.send(("found", errand(folder, report)))
    except InputError as error:
        pipe.send(("failed", error.message))
    except (ValueError, MemoryError, OSError) as error:
        pipe.send(("failed", str(error) or "not enough memory"))
