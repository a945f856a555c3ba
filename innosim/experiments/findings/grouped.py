"""Means of a quantity over parts of the range of one factor, or of two."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from numpy.typing import NDArray

from innosim.experiments.findings.cases import Cases, FloatArray, as_text
from innosim.paired import t_quantile

ALPHA = 0.05
PARTS, SIDE = 8, 6
"""Parts of a range at most, for one factor and for each of two."""

FEWEST = 5
"""Points that a part of a range has on average at least."""


@dataclass(frozen=True)
class Parts:
    """A range in parts.

    Attributes:
        labels: value in the middle of each part, or the value that it stands for.
        of: part of each point.
    """

    labels: tuple[str, ...]
    of: NDArray[np.intp]


@dataclass(frozen=True)
class Mean:
    """Mean of some points.

    Attributes:
        points: their number.
        mean: not a number without points.
        half: half-width of the 95 % t-interval; not a number where there is none.
    """

    points: int
    mean: float
    half: float


def parts(cases: Cases, place: int, most: int) -> Parts:
    """The range of a factor in at most so many parts, one for each value if there are few."""
    factor, column = cases.plan.factors[place], cases.places[:, place]
    found = np.unique(column)
    if factor.values or len(found) <= most:
        values = list(dict.fromkeys(factor.at(share) for share in found.tolist()))
        of = np.array([values.index(factor.at(share)) for share in column.tolist()])
        return Parts(tuple(as_text(value) for value in values), of)
    middles = (np.arange(most) + 0.5) / most
    of = np.minimum((column * most).astype(int), most - 1)
    return Parts(tuple(as_text(factor.at(float(share))) for share in middles), of)


def profile(cases: Cases, place: int) -> list[tuple[str, Mean]]:
    """Mean of the quantity in each part of the range of a factor."""
    most = max(2, min(PARTS, len(cases.points) // FEWEST))
    found, means = parts(cases, place, most), cases.means
    return [
        (label, mean_of(means[found.of == number])) for number, label in enumerate(found.labels)
    ]


def mean_of(values: FloatArray) -> Mean:
    """Mean of some numbers and its t-interval."""
    n = len(values)
    if n == 0:
        return Mean(0, nan, nan)
    if n == 1:
        return Mean(1, float(values[0]), nan)
    half = t_quantile(1 - ALPHA / 2, n - 1) * float(values.std(ddof=1)) / sqrt(n)
    return Mean(n, float(values.mean()), half)


@dataclass(frozen=True)
class Heat:
    """Means over the parts of the ranges of two factors.

    Attributes:
        across, up: keys of the factors; `columns`, `rows`: labels of their parts.
        means: (rows, columns), not a number without points.
        apart: whether the 95 % interval of a mean leaves out the mean of all points.
        base: that mean.
    """

    across: str
    up: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    means: FloatArray
    apart: NDArray[np.bool_]
    base: float


def heat(cases: Cases, across: int, up: int) -> Heat:
    """Means by two factors.

    A cell of several points has the interval of their means; one of a single point that of its
    runs, each held against the mean of all points on the same replicate.
    """
    side = max(2, min(SIDE, int(sqrt(len(cases.points) / FEWEST))))
    one, other = parts(cases, across, side), parts(cases, up, side)
    shape = len(other.labels), len(one.labels)
    means, apart = np.full(shape, nan), np.zeros(shape, bool)
    base = float(cases.means.mean())
    for row, column in np.ndindex(shape):
        inside = (other.of == row) & (one.of == column)
        found = _from_base(cases, inside, base)
        if found.points:
            means[row, column] = base + found.mean
            apart[row, column] = abs(found.mean) > found.half
    keys = cases.plan.keys
    return Heat(keys[across], keys[up], one.labels, other.labels, means, apart, base)


def _from_base(cases: Cases, inside: NDArray[np.bool_], base: float) -> Mean:
    """How far the mean of some points is from that of all."""
    if inside.sum() == 1:
        return mean_of(cases.values[inside][0] - cases.values.mean(axis=0))
    return mean_of(cases.means[inside] - base)
