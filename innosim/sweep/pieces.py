"""Cuts the runs that are missing into pieces of about a second of work."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SECONDS = 1.5
"""Work in a piece: enough that handing it out costs little, little enough to be lost."""

LARGEST = 4096
GROWTH = 8


class Pieces:
    """Hands runs out, and takes back those whose process was killed, to be tried one by one.

    Args:
        missing: numbers of the runs to be carried out, rising.
        seconds: work in a piece.
    """

    def __init__(self, missing: NDArray[np.int64], seconds: float = SECONDS) -> None:
        self._missing, self._next = missing, 0
        self._seconds, self._size = seconds, 1
        self._suspects: deque[int] = deque()
        self._killed: Counter[int] = Counter()

    def __len__(self) -> int:
        """Runs that have not been handed out."""
        return len(self._missing) - self._next + len(self._suspects)

    def take(self, slots: int) -> tuple[int, ...]:
        """Some runs to carry out now; none if all are handed out.

        Args:
            slots: pieces that are worked on at a time; the last runs are spread over them.
        """
        if self._suspects:
            return (self._suspects.popleft(),)
        left = len(self._missing) - self._next
        size = min(self._size, -(-left // slots))
        first, self._next = self._next, self._next + size
        return tuple(self._missing[first : self._next].tolist())

    def passed(self, runs: int, seconds: float) -> None:
        """So many runs took so long; later pieces are sized accordingly."""
        wanted = round(self._seconds * runs / max(seconds, 1e-6))
        self._size = max(1, min(wanted, GROWTH * self._size, LARGEST))

    def lost(self, runs: Sequence[int]) -> None:
        """These runs were handed out and have not been begun."""
        self._suspects.extend(runs)

    def killed(self, runs: Sequence[int], tries: int) -> int | None:
        """The process that these runs were in was killed.

        Args:
            runs: the runs.
            tries: a run that has killed so many processes while alone in them did it itself.

        Returns:
            The run that does so; None if that is not known yet: they are tried one by one then.
        """
        if len(runs) == 1:
            self._killed[runs[0]] += 1
            if self._killed[runs[0]] >= tries:
                return runs[0]
        self._suspects.extend(runs)
        return None
