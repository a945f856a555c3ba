"""How much of what differs between points is the luck of their runs."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Luck:
    """The variance of the means of the points, and what luck has in it.

    Attributes:
        replicates: runs of each point.
        variance: of the means over the replicates, between the points.
        within: mean variance between the runs of a point.
        common: part of `within` that all points share because their runs have the same seeds; it
            moves all means alike and explains no difference between them; 0 with other seeds.
    Not a number where there is one replicate only.
    """

    replicates: int
    variance: float
    within: float
    common: float

    @property
    def own(self) -> float:
        """Variance of one run that is luck of its point alone."""
        return self.within - self.common

    @property
    def share(self) -> float:
        """Share of the variance of the means that is luck of the runs, at most 1."""
        if self.variance == 0:
            return nan
        return float(np.minimum(1.0, self.own / self.replicates / self.variance))


def luck(values: FloatArray, paired: bool) -> Luck:
    """Tell the luck of the runs from what the points differ in.

    Args:
        values: (points, replicates), all of them numbers.
        paired: whether the runs of all points have the same seeds. The luck of a point is then
            what is left of a run without the mean of its point and that of its seed (two-way
            analysis of variance); otherwise it is the variance between the runs of the point.
    """
    points, replicates = values.shape
    means = values.mean(axis=1)
    variance = float(means.var(ddof=1))
    if replicates == 1:
        return Luck(1, variance, nan, nan)
    within = float(values.var(axis=1, ddof=1).mean())
    if not paired:
        return Luck(replicates, variance, within, 0.0)
    rest = values - means[:, None] - values.mean(axis=0) + values.mean()
    own = float((rest**2).sum()) / ((points - 1) * (replicates - 1))
    return Luck(replicates, variance, within, max(0.0, within - own))
