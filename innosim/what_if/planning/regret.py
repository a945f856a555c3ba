"""Regret: what a plan falls short of the best plan found, assumed world by assumed world."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

NEAR = 0.1
"""A plan is near the best if it falls short by at most this share of what the best one reaches."""

FAILS = 0.5
"""A plan fails in a world where it brings less than this share of what the best one brings."""


def regrets(values: FloatArray) -> FloatArray:
    """Best value in each world less that of each plan; by plan and world, as `values`."""
    return values.max(axis=0) - values


def scores(values: FloatArray) -> FloatArray:
    """Mean regret of each plan in the worse half of its worlds; less is better.

    The worst world alone would be decided by luck, and the mean over all worlds would let a plan
    pay for a failure in one with a success in another.
    """
    found = np.sort(regrets(values), axis=1)[:, ::-1]
    return found[:, : ceil(values.shape[1] / 2)].mean(axis=1)


def near_best(values: FloatArray) -> FloatArray:
    """Share of the worlds in which each plan is near the best."""
    return (regrets(values) <= NEAR * np.abs(values.max(axis=0))).mean(axis=1)


def failing(values: FloatArray, nothing: FloatArray) -> BoolArray:
    """Where each plan does harm, or brings less than half of what the best one brings.

    Args:
        values: by plan and world.
        nothing: without any plan, by world.
    """
    gains, most = values - nothing, np.maximum(values.max(axis=0), nothing) - nothing
    return (gains < 0) | (gains < FAILS * most)
