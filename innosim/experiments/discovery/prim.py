"""The patient rule induction method: a box shrinks in small steps, each where it gains most.

Friedman and Fisher 1999, Statistics and Computing 9:123; as scenario discovery Bryant and Lempert
2010, Technological Forecasting and Social Change 77:34. A step is judged by its gain in density for
each row that it takes away (their "lenient" criterion), so that variables with few values, which
can only be cut in large pieces, are not preferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from innosim.experiments.discovery.box import (
    LOW,
    BoolArray,
    Box,
    FloatArray,
    Limits,
    Variable,
    everything,
)

PATIENCE = 0.05
"""Share of the rows of a box that a step takes away: the usual choice of the method's authors."""

LEAST_MASS = 0.05
"""Share of all rows below which a box is not peeled further: the usual choice."""


@dataclass(frozen=True)
class _Cut:
    """A change of the limits of one variable, with rows and hits that it adds or takes."""

    place: int
    limits: Limits
    rows: int
    hits: int


def curve(variables: Sequence[Variable], x: FloatArray, hit: BoolArray) -> list[Box]:
    """The boxes of a peeling, from everything to the least; the trade-off curve.

    Args:
        variables: the columns.
        x: the table, (rows, variables); categories as their numbers.
        hit: the rows that are looked for.
    """
    order = np.argsort(x, axis=0, kind="stable")
    by_name = sorted(range(len(variables)), key=lambda place: variables[place].name)
    box, inside = everything(variables), np.ones(len(x), bool)
    boxes, least = [box], LEAST_MASS * len(x)
    while True:
        rows, hits = int(inside.sum()), int((inside & hit).sum())
        cuts = [
            cut
            for place in by_name
            for cut in _cuts(
                variables, place, box.limits[place], _column(x, hit, order, inside, place)
            )
            if rows - cut.rows >= max(least, 1)
        ]
        if not cuts or hits in (0, rows):
            return boxes
        best = max(cuts, key=lambda cut: _gain(cut, rows, hits))
        box = box.with_limits(best.place, best.limits)
        inside &= best.limits.holds(x[:, best.place])
        boxes.append(box)


def pasted(variables: Sequence[Variable], x: FloatArray, hit: BoolArray, box: Box) -> Box:
    """The box widened again step by step, as long as its density does not fall."""
    while True:
        inside = box.holds(x)
        rows, hits = int(inside.sum()), int((inside & hit).sum())
        best: tuple[float, int, Box] | None = None
        for wider in _wider(variables, x, box, max(1, int(PATIENCE * rows))):
            within = wider.holds(x)
            n, h = int(within.sum()), int((within & hit).sum())
            better = n > rows and h * rows >= hits * n
            if better and (best is None or (h / n, n) > best[:2]):
                best = h / n, n, wider
        if best is None:
            return box
        box = best[2]


def _gain(cut: _Cut, rows: int, hits: int) -> float:
    after = (hits - cut.hits) / (rows - cut.rows)
    return (after - hits / rows) / cut.rows


def _column(
    x: FloatArray, hit: BoolArray, order: NDArray[np.intp], inside: BoolArray, place: int
) -> tuple[FloatArray, BoolArray]:
    """Values of a variable in the box, sorted, and which of them are hits."""
    rows = order[:, place]
    rows = rows[inside[rows]]
    return x[rows, place], hit[rows]


def _cuts(
    variables: Sequence[Variable],
    place: int,
    limits: Limits,
    column: tuple[FloatArray, BoolArray],
) -> Iterator[_Cut]:
    values, hits = column
    if variables[place].categories:
        yield from _categories(place, limits, values, hits)
        return
    n, step = len(values), max(1, int(PATIENCE * len(values)))
    if values[0] == values[-1]:
        return
    gone = int(np.searchsorted(values, values[step], "left"))
    gone = gone or int(np.searchsorted(values, values[0], "right"))
    low = max(_halfway(values, gone), float(np.nextafter(values[gone - 1], inf)))
    yield _Cut(place, replace(limits, low=low), gone, int(hits[:gone].sum()))
    kept = int(np.searchsorted(values, values[-1 - step], "right"))
    kept = kept if kept < n else int(np.searchsorted(values, values[-1], "left"))
    high = min(_halfway(values, kept), float(np.nextafter(values[kept], -inf)))
    yield _Cut(place, replace(limits, high=high), n - kept, int(hits[kept:].sum()))


def _halfway(values: FloatArray, place: int) -> float:
    """Between the value at a place and the one before it."""
    return float(values[place - 1] + (values[place] - values[place - 1]) / 2)


def _categories(place: int, limits: Limits, values: FloatArray, hits: BoolArray) -> Iterator[_Cut]:
    found = np.unique(values)
    for category in found if len(found) > 1 else ():
        gone = values == category
        out = limits.out | {int(category)}
        yield _Cut(place, replace(limits, out=out), int(gone.sum()), int(hits[gone].sum()))


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
