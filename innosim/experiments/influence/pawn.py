"""PAWN: how far the distribution of an outcome moves when a factor is held in a part of its range.

Pianosi and Wagener 2015, Environmental Modelling and Software 67:1, and for points of any layout
2018, 108:197; the dummy after Khorashadi Zadeh et al. 2017, 91:210. Distances (Kolmogorov and
Smirnov) by SALib.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng
from scipy.special import ndtri

from innosim.experiments.influence.problem import LEVEL, FloatArray, problem, salib

SLICES = 10
"""Parts of a range at most; a factor of fewer values has one for each."""

POINTS = 20
"""Points that a part has at least, where that leaves more than two."""

DUMMIES, RESAMPLES = 100, 50
"""Columns of numbers that nothing depends on, and bootstrap samples of an interval."""


@dataclass(frozen=True)
class Distance:
    """How far a factor moves the distribution of an outcome.

    Attributes:
        factor: its name.
        median: distance over the parts of its range, from 0 (none) to 1, the usual measure.
        error: half-width of its 95 % interval (bootstrap over the points, normal).
        most: distance in the part in which it is largest.
        dummy: below this are 95 of 100 columns that nothing depends on.
    """

    factor: str
    median: float
    error: float
    most: float
    dummy: float

    @property
    def shows(self) -> bool:
        """Whether it is above what a factor without any influence has in 95 of 100 cases."""
        return self.median > self.dummy


def distances(
    names: Sequence[str], places: FloatArray, values: FloatArray, seed: int = 1
) -> list[Distance]:
    """The distances of all factors, in their order.

    Args:
        names: of the factors.
        places: (points, factors); of any layout.
        values: one for each point, all of them numbers that are not all the same.
        seed: of the dummies, the bootstrap and the order of points with the same place.
    """
    columns = [_spread(places[:, i], seed) for i in range(len(names))]
    parts = [_parts(places[:, i]) for i in range(len(names))]
    dummies = {count: _dummy(count, values, seed) for count in sorted(set(parts))}
    return [
        _distance(name, column, values, (count, dummies[count], seed))
        for name, column, count in zip(names, columns, parts, strict=True)
    ]


def _parts(column: FloatArray) -> int:
    """Parts of a range; never a number for which the quantiles of SALib 1.6 end beyond 1."""
    most = min(SLICES, max(2, len(column) // POINTS), len(np.unique(column)))
    usable = [n for n in range(1, most + 1) if np.arange(0, 1 + 1 / n, 1 / n).max() <= 1]
    return usable[-1]


def _spread(column: FloatArray, seed: int) -> FloatArray:
    """Ranks in [0, 1), points of the same place in an order of chance.

    SALib cuts at quantiles, from one included to the next one excluded, and would leave parts
    empty where many points share a place.
    """
    chance = default_rng([seed, 0]).permutation(len(column))
    rank: FloatArray = np.lexsort((chance, column)).argsort() / len(column)
    return rank


def _distance(
    name: str, column: FloatArray, values: FloatArray, how: tuple[int, float, int]
) -> Distance:
    parts, dummy, seed = how
    if parts < 2:
        return Distance(name, 0.0, 0.0, 0.0, dummy)
    found = _analyse(column[:, None], values, parts)
    draw = default_rng([seed, 2])
    again = []
    for _ in range(RESAMPLES):
        rows = draw.integers(0, len(values), len(values))
        again.append(_analyse(column[rows, None], values[rows], parts)["median"][0])
    error = float(ndtri(0.5 + LEVEL / 2) * np.std(again, ddof=1))
    return Distance(name, float(found["median"][0]), error, float(found["maximum"][0]), dummy)


def _dummy(parts: int, values: FloatArray, seed: int) -> float:
    """What 95 of 100 columns without influence stay below."""
    if parts < 2:
        return 0.0
    columns = default_rng([seed, 1]).random((len(values), DUMMIES))
    return float(np.quantile(_analyse(columns, values, parts)["median"], LEVEL))


def _analyse(columns: FloatArray, values: FloatArray, parts: int) -> dict[str, FloatArray]:
    names = [str(i) for i in range(columns.shape[1])]
    found: dict[str, FloatArray] = salib("pawn").analyze(problem(names), columns, values, S=parts)
    return found
