"""Correlation, explained variance and logistic regression for a yes-or-no outcome."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

ROUNDS = 50
CLOSE = 1e-9
BEYOND = 100.0
"""Slopes larger than this, per standard deviation, mean that the causes tell the outcomes apart."""


def correlation(one: FloatArray, other: FloatArray) -> float:
    """Pearson's correlation; not a number where either is the same throughout."""
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def adjusted_r2(outcome: FloatArray, causes: FloatArray) -> float:
    """Share of the variance that least squares explain: 1 - (1 - R2) (n - 1) / (n - k - 1).

    Args:
        outcome: n values.
        causes: n x k values; columns that are the same throughout count for nothing.

    Returns:
        The share after adjustment for the k causes: 0 on average where none of them matters, and
        therefore at times below 0; not a number where the outcome is the same throughout
        or there are no more than k + 1 values.
    """
    varied = _varying(causes)
    n, k = varied.shape
    if n <= k + 1 or np.ptp(outcome) == 0:
        return float("nan")
    centred = outcome - outcome.mean()
    if k == 0:
        return 0.0
    design = varied - varied.mean(axis=0)
    slopes = np.linalg.lstsq(design, centred, rcond=None)[0]
    left = centred - design @ slopes
    return float(1.0 - (left @ left) / (centred @ centred) * (n - 1) / (n - k - 1))


def logit_slopes(outcome: FloatArray, causes: FloatArray) -> FloatArray:
    """Slopes of the maximum-likelihood logistic regression of a 0-1 outcome, by Newton's method.

    Args:
        outcome: n values, 0 or 1.
        causes: n x k values.

    Returns:
        k slopes per unit of the cause; not a number for causes that are the same throughout, and
        all of them not numbers where no finite slopes are most likely (the causes tell all
        successes from all failures, or there are too few of either).
    """
    slopes = np.full(causes.shape[1], np.nan)
    varies = np.ptp(causes, axis=0) > 0 if len(causes) else np.zeros(causes.shape[1], bool)
    if np.ptp(outcome) == 0 if len(outcome) else True:
        return slopes
    spread = causes[:, varies].std(axis=0)
    scaled = (causes[:, varies] - causes[:, varies].mean(axis=0)) / spread
    found = _newton(outcome, np.column_stack([np.ones(len(scaled)), scaled]))
    slopes[varies] = found[1:] / spread
    return slopes


def _newton(outcome: FloatArray, design: FloatArray) -> FloatArray:
    at = np.zeros(design.shape[1])
    at[0] = np.log(outcome.mean() / (1.0 - outcome.mean()))
    for _ in range(ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-(design @ at)))
        weight = chance * (1.0 - chance)
        try:
            step = np.linalg.solve((design.T * weight) @ design, design.T @ (outcome - chance))
        except np.linalg.LinAlgError:
            break
        at = at + step
        if np.abs(at).max() > BEYOND:
            break
        if np.abs(step).max() < CLOSE:
            return at
    return np.full(len(at), np.nan)


def _varying(causes: FloatArray) -> FloatArray:
    return causes[:, np.ptp(causes, axis=0) > 0] if len(causes) else causes[:, :0]
