"""How far merit decides, and how far coincidence: what sets the ideas apart that succeed.

An idea succeeds if it becomes normal practice; looked at are the ideas of the cohort (see
`innosim.analysis.run.Run.cohort`). What may decide is written down when an idea is conceived: its
merit and its fit with the priorities, its champion's innovativeness, the risk aversion of its first
reviewer, and the window: the pressure of a crisis in its organisation, at most 1. That a crisis is
what opens the political window is our reading of K (introduction).

Pooled values come from the ideas of all replicates together, because a small service has few
successes in a run. Their interval is the jackknife's: each replicate is left out once, and with n
replicates the variance of the value is n - 1 times the variance of what is then found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.analysis.headline import Headline, headline
from innosim.analysis.measures import Measure
from innosim.analysis.regression import adjusted_r2, correlation, logit_slopes
from innosim.analysis.run import Run
from innosim.paired import t_quantile

FloatArray = NDArray[np.float64]
CAUSES = ("merit", "fit_at_birth", "urge_at_birth", "aversion_at_birth", "window_at_birth")
MERIT, FIT, URGE, AVERSION, WINDOW = range(len(CAUSES))


@dataclass(frozen=True)
class Sample:
    """Ideas: whether each succeeded, and what may have decided, one column for each of `CAUSES`."""

    success: FloatArray
    causes: FloatArray


def sample(run: Run) -> Sample:
    """The ideas of the cohort of a replicate; none if the circumstances were not recorded."""
    if not set(CAUSES) <= set(run.natures):
        return Sample(np.zeros(0), np.zeros((0, len(CAUSES))))
    causes = np.stack([run.natures[name][run.early] for name in CAUSES], axis=1)
    success = run.cohort["reached_embedded"] >= 0
    return Sample(success.astype(np.float64), causes.astype(np.float64))


def together(samples: Sequence[Sample]) -> Sample:
    """The ideas of several replicates as one sample."""
    return Sample(
        np.concatenate([one.success for one in samples]),
        np.concatenate([one.causes for one in samples]),
    )


def coincidence(ideas: Sample) -> float:
    """Correlation of success with innovativeness x (1 - risk aversion) x window; in [-1, 1]."""
    causes = ideas.causes
    product = causes[:, URGE] * (1.0 - causes[:, AVERSION]) * causes[:, WINDOW]
    return correlation(ideas.success, product)


def merit_share(ideas: Sample) -> float:
    """Adjusted R2 of success on merit and fit, over that on all five causes; in [0, 1].

    R2 is adjusted for the number of causes, so that causes without influence get no share: without
    that, two of five useless causes would be given two fifths. Not a number where all five together
    explain no more than chance would.
    """
    whole = adjusted_r2(ideas.success, ideas.causes)
    if not whole > 0:
        return float("nan")
    part = adjusted_r2(ideas.success, ideas.causes[:, [MERIT, FIT]])
    return float(np.clip(part / whole, 0.0, 1.0))


def merit_slope(ideas: Sample) -> float:
    """Rise of the log odds of success from merit 0 to merit 1, the other causes being equal."""
    return float(logit_slopes(ideas.success, ideas.causes)[MERIT])


def fit_slope(ideas: Sample) -> float:
    """Rise of the log odds of success from fit 0 to fit 1, the other causes being equal."""
    return float(logit_slopes(ideas.success, ideas.causes)[FIT])


ESTIMATORS: dict[str, Callable[[Sample], float]] = {
    function.__name__: function for function in (coincidence, merit_share, merit_slope, fit_slope)
}

_ANY = (-np.inf, np.inf)

MERITS: tuple[Measure, ...] = (
    Measure(
        "merit_share",
        "Merit's share",
        "share",
        "of what explains success, the part that merit and fit explain; the rest is champion, "
        "first gate and crisis",
        lambda run: merit_share(sample(run)),
        rows=(9, 10, 30),
    ),
    Measure(
        "coincidence",
        "Coincidence",
        "correlation",
        "of success with the right person, an open gate and a crisis all at once",
        lambda run: coincidence(sample(run)),
        rows=(9, 10),
        bounds=(-1.0, 1.0),
    ),
    Measure(
        "merit_slope",
        "Weight of merit in success",
        "logit",
        "rise of the log odds of success from no to full merit, all else equal",
        lambda run: merit_slope(sample(run)),
        rows=(10,),
        bounds=_ANY,
    ),
    Measure(
        "fit_slope",
        "Weight of fit in success",
        "logit",
        "rise of the log odds of success from no to full fit with priorities, all else equal",
        lambda run: fit_slope(sample(run)),
        rows=(10,),
        bounds=_ANY,
    ),
)


def pooled(measure: Measure, values: FloatArray, samples: Sequence[Sample]) -> Headline:
    """A measure of the ideas of all replicates together, with the jackknife's interval.

    Args:
        measure: one of `MERITS`.
        values: its value in each replicate.
        samples: the ideas of each replicate.
    """
    estimator = ESTIMATORS[measure.name]
    least, most = measure.range
    value = estimator(together(samples))
    half = _half_width(estimator, samples)
    defined = not (np.isnan(value) or np.isnan(half))
    alone = headline(measure, values)
    return Headline(
        name=measure.name,
        label=measure.label,
        unit=measure.unit,
        meaning=measure.meaning,
        mean=value,
        low=max(least, value - half) if defined else None,
        high=min(most, value + half) if defined else None,
        replicates=len(samples),
        target=None,
        values=alone.values,
        rows=measure.rows,
        pooled=True,
    )


def _half_width(estimator: Callable[[Sample], float], samples: Sequence[Sample]) -> float:
    """Half of the 95 % interval; not a number unless it is defined without each replicate."""
    n = len(samples)
    if n < 2:
        return float("nan")
    without = np.array([estimator(together([*samples[:i], *samples[i + 1 :]])) for i in range(n)])
    return t_quantile(0.975, n - 1) * float(np.sqrt((n - 1) * without.var()))
