"""Shapley values: a fair share of a whole effect for each of several factors.

Source: Shapley 1953, "A value for n-person games", Contributions to the Theory of Games II, 307.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Coalition = frozenset[str]


def coalitions(factors: Sequence[str]) -> list[Coalition]:
    """All subsets of the factors, from none of them to all."""
    sizes = (combinations(factors, size) for size in range(len(factors) + 1))
    return [frozenset(subset) for subset in chain.from_iterable(sizes)]


def shapley(worth: Mapping[Coalition, FloatArray], factors: Sequence[str]) -> dict[str, FloatArray]:
    """The share of each factor in the worth of all of them together, less that of none.

    Args:
        worth: the worth of each coalition; arrays of equal shape, one number a world.
        factors: their names.

    Returns:
        For each factor the mean of what it adds when it joins, over all orders in which the
        factors can come: phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! times
        (worth(S with i) - worth(S)). They add up to worth(all) - worth(none) in each world.
    """
    n = len(factors)
    found = {}
    for factor in factors:
        others = [other for other in factors if other != factor]
        added = [
            factorial(len(s)) * factorial(n - len(s) - 1) * (worth[s | {factor}] - worth[s])
            for s in coalitions(others)
        ]
        found[factor] = np.asarray(np.sum(added, axis=0) / factorial(n), np.float64)
    return found


def rounded(parts: Sequence[float], digits: int) -> list[float]:
    """Parts rounded so that they add up to their sum, itself rounded as usual.

    Parts may be negative. By largest remainders; equal remainders go to the earlier part. What is
    not a number stays so.
    """
    scale = 10**digits
    exact = np.array(parts, np.float64) * scale
    if np.isnan(exact).any():
        return list(parts)
    whole = np.floor(exact)
    missing = round(float(exact.sum())) - int(whole.sum())
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[:missing]] += 1
    return [float(value) / scale for value in whole]
