"""Whole numbers that share out a total in given proportions."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def apportion(total: int, weights: ArrayLike) -> NDArray[np.int64]:
    """Share `total` out in whole numbers by the method of largest remainders (Hamilton, 1792).

    Equal remainders go to the earlier entry. Weights that are all zero count as equal.

    Raises:
        ValueError: if `weights` is empty or has a negative entry, or `total` is negative.
    """
    weight = np.asarray(weights, float)
    if total < 0 or len(weight) == 0 or weight.min() < 0:
        raise ValueError("cannot share out a negative total, or to no one, or by negative weights")
    if weight.sum() == 0:
        weight = np.ones(len(weight))
    exact = total * (weight / weight.sum())
    whole = np.floor(exact).astype(np.int64)
    most_left = np.argsort(-(exact - whole), kind="stable")
    whole[most_left[: total - int(whole.sum())]] += 1
    return whole
