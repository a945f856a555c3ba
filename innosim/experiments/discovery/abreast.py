"""Many peelings of one table side by side, each with hits of its own.

A peeling takes some fifty small steps, and what a step costs is mostly that it is one; a hundred
peelings in shuffled outcomes take each step together. They are those of `prim.peeled`, number by
number; boxes are not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from innosim.experiments.discovery.box import BoolArray, FloatArray, Variable
from innosim.experiments.discovery.prim import LEAST_MASS, PATIENCE

IntArray = NDArray[np.int64]

AT_ONCE = 2_000_000
"""Numbers of the table times peelings that are held at once, 17 bytes each."""


class _Left(NamedTuple):
    """What is left of the peelings that go on.

    Attributes:
        which: of the peelings (going on).
        rows, hits: in its box (going on).
    """

    which: IntArray
    rows: IntArray
    hits: IntArray


class _Cuts(NamedTuple):
    """Cuts of one column; shapes are (going on), with more than one way to cut (ways, going on).

    Attributes:
        column: its number.
        start, stop: the rows that are taken away, as places in what is left of the column.
        hits: that are taken away.
        possible: whether there is such a cut.
    """

    column: IntArray
    start: IntArray
    stop: IntArray
    hits: IntArray
    possible: BoolArray


class _Column:
    """The rows that are left of a variable, peeling after peeling, each in the order of values.

    Attributes:
        number: of the column.
        variable: what it holds.
        first, last: by place in the sorted column, the first place with the same value, and the
            one behind the last (rows).
        places: of what is left in the sorted column, plus the rows of all peelings before (left).
        at: which rows of the table they are, counted in the same way (left).
        hits: whether they are looked for (left).
    """

    def __init__(self, number: int, variable: Variable, x: FloatArray, hits: BoolArray) -> None:
        order = np.argsort(x, kind="stable")
        self.number, self.variable = number, variable
        self.first = x[order].searchsorted(x[order], "left")
        self.last = x[order].searchsorted(x[order], "right")
        self.places = np.arange(hits.size)
        self.at = (np.arange(len(hits))[:, None] * len(x) + order).ravel()
        self.hits = hits[:, order].ravel()

    def cuts(self, left: _Left) -> Iterator[_Cuts]:
        """What may be cut off in each peeling."""
        end = np.cumsum(left.rows)
        begin, before = end - left.rows, left.which * len(self.first)
        lowest, highest = self.places[begin] - before, self.places[end - 1] - before
        varies = self.first[lowest] < self.first[highest]
        hits = np.concatenate(([0], np.cumsum(self.hits)))
        for low, high in self._ends(left.rows, begin, before):
            start = self.places.searchsorted(before + low)
            stop = self.places.searchsorted(before + high)
            number = np.full_like(start, self.number)
            yield _Cuts(number, start, stop, hits[stop] - hits[start], varies & (start < stop))

    def keep(self, inside: BoolArray) -> None:
        """Drop the rows that are not inside (peelings times rows)."""
        stays = inside[self.at]
        self.places, self.at, self.hits = self.places[stays], self.at[stays], self.hits[stays]

    def _ends(
        self, rows: IntArray, begin: IntArray, before: IntArray
    ) -> Iterator[tuple[IntArray, IntArray]]:
        """Between which places of the sorted column each way to cut takes rows away."""
        if self.variable.categories:
            for start in np.unique(self.first):
                yield np.full_like(before, start), np.full_like(before, self.last[start])
            return
        end = begin + rows - 1
        step = np.minimum(np.maximum(1, (PATIENCE * rows).astype(np.int64)), rows - 1)
        lowest, low, high, highest = (
            self.places[at] - before for at in (begin, begin + step, end - step, end)
        )
        yield np.zeros_like(low), np.maximum(self.first[low], self.last[lowest])
        yield np.minimum(self.last[high], self.first[highest]), np.full_like(low, len(self.first))


def counts(
    variables: Sequence[Variable], x: FloatArray, hits: BoolArray
) -> Iterator[list[tuple[int, int]]]:
    """Rows and hits of the boxes of each peeling, from everything to the least.

    Args:
        variables: the columns.
        x: the table, (rows, variables); categories as their numbers.
        hits: the rows that each peeling looks for, (peelings, rows).
    """
    size = max(1, AT_ONCE // x.size)
    for start in range(0, len(hits), size):
        yield from _together(variables, x, hits[start : start + size])


def _together(
    variables: Sequence[Variable], x: FloatArray, hits: BoolArray
) -> list[list[tuple[int, int]]]:
    by_name = sorted(range(len(variables)), key=lambda place: variables[place].name)
    columns = [
        _Column(number, variables[place], x[:, place], hits) for number, place in enumerate(by_name)
    ]
    found: list[list[tuple[int, int]]] = [[] for _ in hits]
    left = _Left(np.arange(len(hits)), np.full(len(hits), len(x)), np.count_nonzero(hits, axis=1))
    while len(left.which):
        for peeling, rows, looked_for in np.stack(left, axis=1).tolist():
            found[peeling].append((rows, looked_for))
        left = _peel(columns, left, max(LEAST_MASS * len(x), 1), hits.shape)
    return found


def _peel(columns: Sequence[_Column], left: _Left, least: float, shape: tuple[int, ...]) -> _Left:
    """Take from each peeling what it gains most by; what is left of those that go on."""
    going, cut = _best(columns, left, least)
    inside = np.zeros(shape, bool)
    inside[left.which[going]] = True
    flat = inside.ravel()
    for number, start, stop in np.stack([cut.column, cut.start, cut.stop], axis=1)[going].tolist():
        flat[columns[number].at[start:stop]] = False
    for column in columns:
        column.keep(flat)
    rows, hits = left.rows - (cut.stop - cut.start), left.hits - cut.hits
    return _Left(left.which[going], rows[going], hits[going])


def _best(columns: Sequence[_Column], left: _Left, least: float) -> tuple[BoolArray, _Cuts]:
    """Which peelings go on, and the cut by which each gains most; of equal ones the first."""
    every = [cuts for column in columns for cuts in column.cuts(left)]
    ways = _Cuts(*(np.stack(one) for one in zip(*every, strict=True)))
    gone, rows, hits = ways.stop - ways.start, left.rows, left.hits
    possible = ways.possible & (rows - gone >= least) & (hits > 0) & (hits < rows)
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = ((hits - ways.hits) / (rows - gone) - hits / rows) / gone
    best = np.where(possible, gain, -np.inf).argmax(axis=0), np.arange(len(rows))
    numbers = (ways.column[best], ways.start[best], ways.stop[best], ways.hits[best])
    return possible[best], _Cuts(*numbers, possible[best])
