"""Keyed draws (ODD.md 4.9), one number at a time, with whole numbers of 64 bits.

A draw is a pure function of the seed, the name of the decision, who decides and when.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from math import cos, exp, log1p, pi, sqrt

BITS = (1 << 64) - 1
STEP = 0x9E3779B97F4A7C15


def mix(z: int) -> int:
    """The output function of SplitMix64 (Steele, Lea and Flood 2014)."""
    z &= BITS
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & BITS
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & BITS
    return z ^ (z >> 31)


def fold(*parts: int) -> int:
    """Some whole numbers folded into one identity."""
    folded = 0
    for part in parts:
        folded = mix((folded + STEP) ^ part)
    return folded


@cache
def number_of(decision: str) -> int:
    """The name of a decision as a number."""
    return int.from_bytes(blake2b(decision.encode(), digest_size=8).digest(), "little")


class Draws:
    """All luck of one service."""

    def __init__(self, seed: int) -> None:
        self.root = mix(mix(seed + STEP) ^ (seed >> 64))
        self.keys: dict[str, int] = {}

    def uniform(self, decision: str, who: int, when: int = 0) -> float:
        """A number in [0, 1)."""
        if decision not in self.keys:
            self.keys[decision] = mix(self.root ^ number_of(decision))
        start = mix(self.keys[decision] + (when + 1) * STEP)
        return (mix(start + who * STEP) >> 11) * 2.0**-53

    def exponential(self, decision: str, who: int, when: int = 0) -> float:
        """An exponential number with mean 1."""
        return -log1p(-self.uniform(decision, who, when))

    def normal(self, decision: str, who: int, when: int = 0) -> float:
        """A standard normal number (Box and Muller 1958)."""
        radius = self.uniform(f"{decision}/radius", who, when)
        angle = self.uniform(f"{decision}/angle", who, when)
        return sqrt(-2.0 * log1p(-radius)) * cos(2.0 * pi * angle)

    def weights(self, decision: str, first: int, number: int, when: int = 0) -> list[float]:
        """A flat Dirichlet draw: points spread evenly over all weights that sum to 1."""
        drawn = [self.exponential(decision, first + k, when) for k in range(number)]
        total = sum(drawn)
        return [one / total for one in drawn]


def poisson(luck: float, mean: float) -> int:
    """A Poisson number; the smaller the uniform number, the larger the count."""
    number, term = 0, exp(-mean)
    below = term
    while luck < 1.0 - below and (number == 0 or term > 1e-18):
        number += 1
        term *= mean / number
        below += term
    return number


POINTS = 4097


@cache
def beta_table(a: float, b: float) -> tuple[list[float], list[float]]:
    """The distribution function of Beta(a, b) at 4,097 points: probabilities and values."""
    values = [(1.0 - cos(pi * k / (POINTS - 1))) / 2.0 for k in range(POINTS)]
    sums = [0.0]
    for low, high in pairwise(values):
        middle = (low + high) / 2.0
        density = middle ** (a - 1.0) * (1.0 - middle) ** (b - 1.0)
        sums.append(sums[-1] + density * (high - low))
    return [one / sums[-1] for one in sums], values


def beta(luck: float, a: float, b: float) -> float:
    """A Beta(a, b) number, by linear interpolation of the inverse distribution function."""
    probability, value = beta_table(a, b)
    k = min(bisect_right(probability, luck) - 1, POINTS - 2)
    share = (luck - probability[k]) / (probability[k + 1] - probability[k])
    return value[k] + share * (value[k + 1] - value[k])


def clip(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """A value kept within bounds."""
    return min(max(value, low), high)
