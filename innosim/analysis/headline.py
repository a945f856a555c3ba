"""The headline numbers of a results folder, with their intervals over replicates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.analysis.measures import MEASURES, Measure
from innosim.analysis.run import TEN_YEARS, runs
from innosim.paired import t_quantile
from innosim.results.reader import Results


@dataclass(frozen=True)
class Headline:
    """A headline number of a set of replicates.

    Attributes:
        name, label, unit, meaning: of the measure.
        mean: mean over the replicates in which it is defined; not a number if in none.
        low, high: 95 % t-interval of the mean, cut at 0 and, for shares, at 1; None
            with fewer than two replicates.
        replicates: number of replicates in which it is defined.
        target: band that ten years of the default service should fall in; None if there is none
            or the run is shorter than ten years.
        values: the value in each replicate.
        rows: the mechanisms of the two seed texts that it makes visible.
        pooled: whether it is worked out from the ideas of all replicates together; `mean` is then
            that value, and the interval is the jackknife's.
    """

    name: str
    label: str
    unit: str
    meaning: str
    mean: float
    low: float | None
    high: float | None
    replicates: int
    target: tuple[float, float] | None
    values: tuple[float, ...] = ()
    rows: tuple[int, ...] = ()
    pooled: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the mean lies in the target band; None if there is none or no mean."""
        if self.target is None or np.isnan(self.mean):
            return None
        return self.target[0] <= self.mean <= self.target[1]


def summarise(results: Results) -> list[Headline]:
    """The headline numbers, the headline first."""
    long_enough = results.manifest.horizon >= TEN_YEARS
    values = by_replicate(results)
    return [headline(measure, values[measure.name], long_enough) for measure in MEASURES]


def by_replicate(
    results: Results, measures: Sequence[Measure] = MEASURES
) -> Mapping[str, NDArray[np.float64]]:
    """Each measure's value in each replicate, by name of the measure."""
    rows = [[measure.of(run) for measure in measures] for run in runs(results)]
    table = np.array(rows, float).reshape(len(rows), len(measures))
    return {measure.name: table[:, i] for i, measure in enumerate(measures)}


def interval(values: NDArray[np.float64]) -> tuple[float, float | None, float | None]:
    """Mean and 95 % t-interval of the defined values."""
    defined = values[~np.isnan(values)]
    if len(defined) == 0:
        return float("nan"), None, None
    mean = float(defined.mean())
    if len(defined) == 1:
        return mean, None, None
    half = t_quantile(0.975, len(defined) - 1) * float(defined.std(ddof=1)) / np.sqrt(len(defined))
    return mean, mean - half, mean + half


def headline(measure: Measure, values: NDArray[np.float64], long_enough: bool = False) -> Headline:
    """A measure's mean over the replicates and its interval, from its values."""
    mean, low, high = interval(values)
    least, most = measure.range
    return Headline(
        name=measure.name,
        label=measure.label,
        unit=measure.unit,
        meaning=measure.meaning,
        mean=mean,
        low=None if low is None else max(least, low),
        high=None if high is None else min(most, high),
        replicates=int((~np.isnan(values)).sum()),
        target=measure.target if long_enough else None,
        values=tuple(values.tolist()),
        rows=measure.rows,
    )
