"""Finds the post that a cell refers to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from innosim.organisation.chart import IntArray

TOP, BLANK, MISSING = -1, -2, -3
"""Instead of a row: marked as the top; no superior given; a superior that is nowhere."""

TOP_MARKS = frozenset({"xx", "x", "xxx", "n/a", "na", "none", "null", "nil", "-", "--", "top"})
"""What files write in place of the superior of a head, in any case."""


def loose(key: str) -> str:
    """A key without case and with single blanks."""
    return " ".join(key.split()).casefold()


def bare(key: str) -> str:
    """A loose key without blanks and leading zeros."""
    return loose(key).replace(" ", "").lstrip("0") or "0"


@dataclass(frozen=True)
class Found:
    """Row that each cell refers to, or `TOP`, `BLANK` or `MISSING`.

    Attributes:
        rows: the rows.
        loosely: the key differs from the post's in case, blanks or leading zeros.
        shared: several posts have the key, and one was chosen.
    """

    rows: IntArray
    loosely: NDArray[np.bool_]
    shared: NDArray[np.bool_]


class KeyIndex:
    """The keys of posts.

    Args:
        keys: key of each post, "" where it has none.
        rank: grade of each post, higher is further up.
    """

    def __init__(self, keys: Sequence[str], rank: ArrayLike) -> None:
        self._rank = np.asarray(rank, float)
        forms: tuple[Callable[[str], str], ...] = (str, loose, bare)
        self._tables = [(form, _by_form(keys, form)) for form in forms]
        self.repeated = _repeated(self._tables[0][1], len(keys))

    def find(self, cells: Sequence[str], rank: ArrayLike) -> Found:
        """Find the posts that cells refer to.

        Where several posts share a key, the one of the lowest grade above that of the referring
        post is meant, or else the one of the highest grade; of equals the first.

        Args:
            cells: keys as they stand in the file.
            rank: grade of the post that each cell belongs to.
        """
        ranks = np.asarray(rank, float)
        seen: dict[tuple[str, float], tuple[int, bool, bool]] = {}
        found = np.empty((len(cells), 3), np.int64)
        for k, (cell, own) in enumerate(zip(cells, ranks.tolist(), strict=True)):
            if (cell, own) not in seen:
                seen[cell, own] = self._find_one(cell, own)
            found[k] = seen[cell, own]
        return Found(found[:, 0].astype(np.int32), found[:, 1] == 1, found[:, 2] == 1)

    def _find_one(self, cell: str, own: float) -> tuple[int, bool, bool]:
        if not cell:
            return BLANK, False, False
        for level, (form, table) in enumerate(self._tables):
            rows = table.get(form(cell))
            if rows:
                return self._meant(rows, own), level > 0, len(rows) > 1
        return (TOP if loose(cell) in TOP_MARKS else MISSING), False, False

    def _meant(self, rows: list[int], own: float) -> int:
        above = [row for row in rows if self._rank[row] > own]
        if above:
            return min(above, key=lambda row: (self._rank[row], row))
        return min(rows, key=lambda row: (-self._rank[row], row))


def _by_form(keys: Sequence[str], form: Callable[[str], str]) -> dict[str, list[int]]:
    table: dict[str, list[int]] = {}
    for row, key in enumerate(keys):
        if key:
            table.setdefault(form(key), []).append(row)
    return table


def _repeated(table: dict[str, list[int]], n: int) -> NDArray[np.bool_]:
    repeated = np.zeros(n, bool)
    for rows in table.values():
        repeated[rows[1:]] = True
    return repeated
