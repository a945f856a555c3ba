"""Estimates: the mean of a number over replicates, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from innosim.paired import difference

ALPHA = 0.05
"""Chance that an interval misses the mean."""


@dataclass(frozen=True)
class Estimate:
    """A mean over replicates.

    Attributes:
        mean: over the replicates in which the number is defined; not a number if in none.
        low, high: 95 % t-interval of the mean; not numbers with fewer than two replicates.
        values: the number in each replicate.
    """

    mean: float
    low: float
    high: float
    values: tuple[float, ...]

    def as_data(self) -> dict[str, Any]:
        """For JSON; None for what is not defined."""
        numbers = {"mean": self.mean, "low": self.low, "high": self.high}
        found: dict[str, Any] = {name: plain(value) for name, value in numbers.items()}
        return found | {"values": [plain(value) for value in self.values]}


def plain(value: float) -> float | None:
    """A number for JSON; None if it is not one."""
    return None if isnan(value) else float(value)


def estimate(values: Sequence[float], least: float = -np.inf, most: float = np.inf) -> Estimate:
    """Mean and interval of a number over replicates, the interval cut at its bounds."""
    row = np.array(values, np.float64)
    found = difference(row, np.zeros(len(row)))
    low, high = found.interval(ALPHA)
    bounds = (low, high) if isnan(low) else (max(least, low), min(most, high))
    return Estimate(found.mean, *bounds, tuple(row.tolist()))
