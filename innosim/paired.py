"""Paired comparison of two arms that share their luck: mean difference and Student's t."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isnan, nan, sqrt

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Difference:
    """What one arm has more than the other, over pairs of replicates on common random numbers.

    Attributes:
        pairs: pairs in which both arms are defined.
        mean: mean of the differences; not a number without pairs.
        error: standard error of the mean; not a number with fewer than two pairs.
        reference: mean of the arm that is compared with.
        rising: share of the pairs that rise; falling: share of those that fall.
    """

    pairs: int
    mean: float
    error: float
    reference: float
    rising: float
    falling: float

    @property
    def t(self) -> float:
        """The mean in standard errors; infinite if all pairs differ by the same."""
        if isnan(self.error):
            return nan
        if self.error == 0:
            return inf * self.mean if self.mean else 0.0
        return self.mean / self.error

    @property
    def relative(self) -> float:
        """The mean as a share of the arm that is compared with."""
        return self.mean / abs(self.reference) if self.reference else nan

    def interval(self, alpha: float) -> tuple[float, float]:
        """Two-sided t-interval of the mean that misses with probability `alpha`."""
        if isnan(self.error):
            return nan, nan
        half = t_quantile(1 - alpha / 2, self.pairs - 1) * self.error
        return self.mean - half, self.mean + half

    def beyond_noise(self, alpha: float) -> bool:
        """Whether the interval leaves zero out."""
        low, high = self.interval(alpha)
        return low > 0 or high < 0

    def p_value(self, sign: int) -> float:
        """One-sided: chance of such a t in the direction of `sign` if nothing differed."""
        if isnan(self.t):
            return 1.0
        return t_cdf(-sign * self.t, self.pairs - 1)


def difference(one: FloatArray, other: FloatArray) -> Difference:
    """How much more `one` has than `other`, replicate by replicate."""
    defined = ~(np.isnan(one) | np.isnan(other))
    differences, n = (one - other)[defined], int(defined.sum())
    if n == 0:
        return Difference(0, nan, nan, nan, nan, nan)
    error = float(differences.std(ddof=1)) / sqrt(n) if n > 1 else nan
    return Difference(
        pairs=n,
        mean=float(differences.mean()),
        error=error,
        reference=float(other[defined].mean()),
        rising=float((differences > 0).mean()),
        falling=float((differences < 0).mean()),
    )


def t_cdf(t: float, dof: int) -> float:
    """Distribution function of Student's t."""
    from scipy.special import stdtr

    return float(stdtr(dof, t))


def t_quantile(p: float, dof: int) -> float:
    """The value that Student's t does not exceed with probability `p`."""
    from scipy.special import stdtrit

    return float(stdtrit(dof, p))
