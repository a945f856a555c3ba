"""What one arm has more than another in the same worlds, with all that a reader should know."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf, isnan, nan, sqrt

import numpy as np
from numpy.typing import NDArray

from innosim.paired import Difference, difference, t_quantile
from innosim.what_if.comparison.stopping import Level

FloatArray = NDArray[np.float64]

SAME, BETTER, WORSE, HIGHER, LOWER = "same", "better", "worse", "higher", "lower"
NOT_APART, UNKNOWN = "cannot be told apart", "unknown"


@dataclass(frozen=True)
class Effect:
    """The paired difference of a quantity between two arms.

    Attributes:
        difference: mean, error and pairs.
        mean: mean of the arm itself, in the worlds in which both are defined.
        low, high: interval of the mean difference.
        helps, harms: share of the worlds in which it is better, and worse; where neither more
            nor less is wanted, in which it is higher, and lower.
        worst: the difference in the worst world, and `worst_world` its place; None without pairs.
        unpaired: runs of each arm that a study with other worlds in each arm would need for an
            interval as narrow; infinite if this one is of no width; not a number below two pairs.
        verdict: `SAME` in each world; `BETTER` or `WORSE` (`HIGHER` or `LOWER`) where the
            interval leaves zero out; `NOT_APART` where it holds zero; `UNKNOWN` below two pairs.
    """

    difference: Difference
    mean: float
    low: float
    high: float
    helps: float
    harms: float
    worst: float
    worst_world: int | None
    unpaired: float
    verdict: str

    @property
    def half(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


def effect(one: FloatArray, other: FloatArray, wanted: int, level: Level) -> Effect:
    """What `one` has more than `other`, world by world.

    Args:
        one, other: one number for each world, not a number where there is none.
        wanted: +1 if more is better, -1 if less is, 0 if neither.
        level: how the interval is made.
    """
    found = difference(one, other)
    defined = ~(np.isnan(one) | np.isnan(other))
    half, sign = level.half(found), wanted or 1
    apart = np.where(defined, sign * (one - other), inf)
    place = int(apart.argmin()) if found.pairs else None
    return Effect(
        difference=found,
        mean=float(one[defined].mean()) if found.pairs else nan,
        low=found.mean - half,
        high=found.mean + half,
        helps=found.rising if sign > 0 else found.falling,
        harms=found.falling if sign > 0 else found.rising,
        worst=nan if place is None else float(one[place] - other[place]),
        worst_world=place,
        unpaired=unpaired_runs(one[defined], other[defined], half, level),
        verdict=_verdict(found, half, wanted),
    )


def _verdict(found: Difference, half: float, wanted: int) -> str:
    if isnan(half):
        return UNKNOWN
    if found.rising == found.falling == 0:
        return SAME
    if abs(found.mean) <= half:
        return NOT_APART
    if wanted == 0:
        return HIGHER if found.mean > 0 else LOWER
    return BETTER if found.mean * wanted > 0 else WORSE


def unpaired_runs(one: FloatArray, other: FloatArray, half: float, level: Level) -> float:
    """Runs of each arm that an interval as narrow would take with other worlds in each arm.

    From the variances that were measured: the least n for which t times the root of (the sum of
    both variances over n) is at most `half`, with the degrees of freedom of Welch 1947.
    """
    if len(one) < 2:
        return nan
    v, w = float(one.var(ddof=1)), float(other.var(ddof=1))
    if v + w == 0:
        return 2.0
    if half == 0:
        return inf
    welch = (v + w) ** 2 / (v**2 + w**2)

    def width(n: int) -> float:
        return t_quantile(1 - level.alpha / 2, max(1, int(welch * (n - 1)))) * sqrt((v + w) / n)

    n = max(2, ceil((v + w) * (t_quantile(1 - level.alpha / 2, 10**9) / half) ** 2))
    while width(n) > half:
        n += max(1, n // 1000)
    return float(n)
