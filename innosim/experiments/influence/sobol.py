"""Variance-based indices after Sobol, from the points of Saltelli's scheme.

Sobol 2001, Mathematics and Computers in Simulation 55:271; Saltelli et al. 2010, Computer Physics
Communications 181:259. Estimates and bootstrap intervals by SALib.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan

from innosim.experiments.influence.problem import FloatArray, problem, salib

RESAMPLES = 500
"""Bootstrap samples of an interval."""


@dataclass(frozen=True)
class Index:
    """What a factor has in the variance of an outcome.

    Attributes:
        factor: its name.
        first: share of the variance that it moves by itself (S1).
        total: share with all interactions that it has part in (ST).
        first_error, total_error: half-widths of the 95 % intervals.
        luck: the total share that the luck of the runs alone would give.
    """

    factor: str
    first: float
    first_error: float
    total: float
    total_error: float
    luck: float

    @property
    def shows(self) -> bool:
        """Whether the interval of the total share lies above what luck alone would give.

        Above 0 where that is not known.
        """
        return self.total - self.total_error > (0.0 if isnan(self.luck) else self.luck)


@dataclass(frozen=True)
class Pair:
    """Share of the variance that two factors move only together (S2), and its half-width."""

    one: str
    other: str
    share: float
    error: float


def rows_of_a_base_point(factors: int, second_order: bool) -> int:
    """How many points of the scheme come from each base point."""
    return 2 * factors + 2 if second_order else factors + 2


def indices(
    names: Sequence[str], values: FloatArray, second_order: bool, luck: float, seed: int = 1
) -> tuple[list[Index], list[Pair]]:
    """All indices, in the order of the factors.

    Args:
        names: of the factors.
        values: of the points of the scheme in their order (those of SALib.sample.sobol), all of
            them numbers that are not all the same.
        second_order: whether the scheme has the points for pairs.
        luck: share of the variance of `values` that is luck; not a number where it is not known.
        seed: of the bootstrap, from 1.
    """
    found = salib("sobol").analyze(
        problem(names), values, second_order, num_resamples=RESAMPLES, seed=seed
    )
    rows = zip(names, *(found[key].tolist() for key in _COLUMNS), strict=True)
    ordered = [
        Index(name, first, first_error, total, total_error, luck)
        for name, first, first_error, total, total_error in rows
    ]
    return ordered, list(_pairs(names, found)) if second_order else []


def _pairs(names: Sequence[str], found: dict[str, FloatArray]) -> list[Pair]:
    return [
        Pair(one, other, float(found["S2"][i, j]), float(found["S2_conf"][i, j]))
        for (i, one), (j, other) in combinations(enumerate(names), 2)
    ]


_COLUMNS = ("S1", "S1_conf", "ST", "ST_conf")
