"""Cuts the runs that are missing into pieces of about a second of work, which end at blocks."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from innosim.experiments.design.blocks import PIECE, shared
from innosim.experiments.sweep.engines import AHEAD

LARGEST = 4096
GROWTH = 8


class Pieces:
    """Hands runs out, and takes back those whose process was killed, to be tried one by one.

    Runs of a block are handed out together, because they are simulated side by side, unless there
    are fewer blocks than processes.

    Args:
        missing: numbers of the runs to be carried out, rising.
        blocks: the block of each of them; see `innosim.experiments.design.blocks`.
        seconds: work in a piece.
    """

    def __init__(
        self, missing: NDArray[np.int64], blocks: NDArray[np.int64], seconds: float = PIECE
    ) -> None:
        self._missing, self._next = missing, 0
        self._ends = np.append(np.flatnonzero(np.diff(blocks)) + 1, len(missing))
        self._seconds, self._size = seconds, 1
        self._suspects: deque[int] = deque()
        self._trials: set[int] = set()
        self._killed: Counter[int] = Counter()

    def __len__(self) -> int:
        """Runs that have not been handed out."""
        return len(self._missing) - self._next + len(self._suspects)

    @property
    def suspects(self) -> int:
        """Runs that are to be tried one by one."""
        return len(self._suspects)

    @property
    def trials(self) -> int:
        """Runs that are being tried so."""
        return len(self._trials)

    def take(self, slots: int) -> tuple[int, ...]:
        """Some runs to carry out now; none if all are handed out.

        Args:
            slots: pieces that are worked on at a time; the last runs are spread over them.
        """
        if self._suspects:
            run = self._suspects.popleft()
            self._trials.add(run)
            return (run,)
        first, self._next = self._next, self._end(slots)
        return tuple(self._missing[first : self._next].tolist())

    def _end(self, slots: int) -> int:
        """Where the next piece ends: after as many whole blocks as make it up, or within one."""
        missing, begin = len(self._missing), self._next
        size = min(self._size, ceil((missing - begin) / slots))
        whole = int(np.searchsorted(self._ends, begin + size, "right"))
        first = int(np.searchsorted(self._ends, begin, "right"))
        if whole > first:
            return int(self._ends[whole - 1])
        return begin + shared(int(self._ends[first]) - begin, missing, ceil(slots / AHEAD))

    def passed(self, runs: Sequence[int], seconds: float) -> None:
        """These runs took so long; later pieces are sized accordingly."""
        self._trials -= set(runs)
        wanted = round(self._seconds * len(runs) / max(seconds, 1e-6))
        self._size = max(1, min(wanted, GROWTH * max(self._size, len(runs)), LARGEST))

    def lost(self, runs: Sequence[int]) -> None:
        """These runs were handed out and have not been begun."""
        self._trials -= set(runs)
        self._suspects.extend(runs)

    def killed(self, runs: Sequence[int], tries: int) -> int | None:
        """The process that these runs were in was killed.

        Args:
            runs: the runs.
            tries: a run that has killed so many processes while it was tried did it itself.

        Returns:
            The run that does so; None if that is not known yet: they are tried one by one then.
        """
        on_trial = self._trials & set(runs)
        self._trials -= on_trial
        for run in on_trial:
            self._killed[run] += 1
            if self._killed[run] >= tries:
                return run
        self._suspects.extend(runs)
        return None
