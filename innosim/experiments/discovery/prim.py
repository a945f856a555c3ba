"""The patient rule induction method: a box shrinks in small steps, each where it gains most.

Friedman and Fisher 1999, Statistics and Computing 9:123; as scenario discovery Bryant and Lempert
2010, Technological Forecasting and Social Change 77:34. A step is judged by its gain in density for
each row that it takes away (their "lenient" criterion), so that variables with few values, which
can only be cut in large pieces, are not preferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

import numpy as np

from innosim.experiments.discovery.box import (
    HIGH,
    LOW,
    OUT,
    BoolArray,
    Box,
    FloatArray,
    Limits,
    Variable,
    count,
    everything,
)

PATIENCE = 0.05
"""Share of the rows of a box that a step takes away: the usual choice of the method's authors."""

LEAST_MASS = 0.05
"""Share of all rows below which a box is not peeled further: the usual choice."""


class _Cut(NamedTuple):
    """A restriction of one variable, with rows and hits that it takes away.

    Attributes:
        place: of the variable.
        side: which end is cut off, or that a category is.
        edge: rows of the sorted column before the cut; the category.
        rows, hits: that it takes away.
    """

    place: int
    side: str
    edge: int
    rows: int
    hits: int


def curve(variables: Sequence[Variable], x: FloatArray, hit: BoolArray) -> list[Box]:
    """The boxes of a peeling, from everything to the least; the trade-off curve.

    Args:
        variables: the columns.
        x: the table, (rows, variables); categories as their numbers.
        hit: the rows that are looked for.
    """
    return [box for box, *_ in peeled(variables, x, hit)]


def peeled(
    variables: Sequence[Variable], x: FloatArray, hit: BoolArray
) -> Iterator[tuple[Box, int, int]]:
    """The boxes of `curve`, each with its rows and hits."""
    by_name = sorted(range(len(variables)), key=lambda place: variables[place].name)
    order = {place: np.argsort(x[:, place], kind="stable") for place in by_name}
    box, inside, least = everything(variables), np.ones(len(x), bool), max(LEAST_MASS * len(x), 1)
    while True:
        rows, hits = count(inside), count(inside & hit)
        yield box, rows, hits
        cuts = [
            cut
            for place, at in order.items()
            for cut in _cuts(variables[place], place, x[at, place], hit[at])
            if rows - cut.rows >= least
        ]
        if not cuts or hits in (0, rows):
            return
        best = max(cuts, key=lambda cut: _gain(cut, rows, hits))
        limits = _cut_off(box.limits[best.place], best, x[order[best.place], best.place])
        box = box.with_limits(best.place, limits)
        inside &= limits.holds(x[:, best.place])
        order = {place: at[inside[at]] for place, at in order.items()}


def pasted(variables: Sequence[Variable], x: FloatArray, hit: BoolArray, box: Box) -> Box:
    """The box widened again step by step, as long as its density does not fall."""
    while True:
        inside = box.holds(x)
        rows, hits = count(inside), count(inside & hit)
        best: tuple[float, int, Box] | None = None
        for wider in _wider(variables, x, box, max(1, int(PATIENCE * rows))):
            within = wider.holds(x)
            n, h = count(within), count(within & hit)
            better = n > rows and h * rows >= hits * n
            if better and (best is None or (h / n, n) > best[:2]):
                best = h / n, n, wider
        if best is None:
            return box
        box = best[2]


def _gain(cut: _Cut, rows: int, hits: int) -> float:
    after = (hits - cut.hits) / (rows - cut.rows)
    return (after - hits / rows) / cut.rows


def _cuts(variable: Variable, place: int, values: FloatArray, hits: BoolArray) -> Iterator[_Cut]:
    """What may be cut off a variable; its values in the box are sorted."""
    if values[0] == values[-1]:
        return
    if variable.categories:
        for category in np.unique(values):
            gone = values == category
            rows, lost = count(gone), count(hits[gone])
            yield _Cut(place, OUT, int(category), rows, lost)
        return
    n, step = len(values), max(1, int(PATIENCE * len(values)))
    low = int(values.searchsorted(values[step], "left"))
    low = low or int(values.searchsorted(values[0], "right"))
    yield _Cut(place, LOW, low, low, count(hits[:low]))
    high = int(values.searchsorted(values[-1 - step], "right"))
    high = high if high < n else int(values.searchsorted(values[-1], "left"))
    yield _Cut(place, HIGH, high, n - high, count(hits[high:]))


def _cut_off(limits: Limits, cut: _Cut, values: FloatArray) -> Limits:
    """The limits of a variable after a cut; its values in the box are sorted."""
    if cut.side == OUT:
        return replace(limits, out=limits.out | {cut.edge})
    half = _halfway(values, cut.edge)
    if cut.side == LOW:
        return limits.moved(LOW, max(half, float(np.nextafter(values[cut.edge - 1], inf))))
    return limits.moved(HIGH, min(half, float(np.nextafter(values[cut.edge], -inf))))


def _halfway(values: FloatArray, place: int) -> float:
    """Between the value at a place and the one before it."""
    return float(values[place - 1] + (values[place] - values[place - 1]) / 2)


def _wider(variables: Sequence[Variable], x: FloatArray, box: Box, step: int) -> Iterator[Box]:
    """The box with one face moved out by so many rows, or one category taken back in."""
    for place, side in sorted(box.restrictions(), key=lambda one: (variables[one[0]].name, one[1])):
        limits = box.limits[place]
        if variables[place].categories:
            for category in sorted(limits.out):
                yield box.with_limits(place, replace(limits, out=limits.out - {category}))
            continue
        column = x[box.without(place, side).holds(x), place]
        if side == LOW:
            beyond = -np.sort(-column[column < limits.low])
        else:
            beyond = np.sort(column[column > limits.high])
        free = -inf if side == LOW else inf
        face = free if len(beyond) <= step else _halfway(beyond, step)
        yield box.with_limits(place, limits.moved(side, face))
