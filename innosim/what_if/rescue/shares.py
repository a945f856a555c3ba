"""Shares with their interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

_NORMAL = 1.959964
"""The 97.5 % point of the normal distribution."""


@dataclass(frozen=True)
class Share:
    """So many of a number of independent cases.

    The interval is the 95 % score interval of Wilson (1927, JASA 22:209).
    """

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share itself; not a number of no cases."""
        return self.part / self.whole if self.whole else nan

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end; from 0 to 1 of no cases."""
        if not self.whole:
            return 0.0, 1.0
        n, square = self.whole, _NORMAL**2
        middle = (self.value + square / (2 * n)) / (1 + square / n)
        spread = sqrt(self.value * (1 - self.value) / n + square / (4 * n * n))
        half = _NORMAL * spread / (1 + square / n)
        low = 0.0 if self.part == 0 else max(0.0, middle - half)
        return low, 1.0 if self.part == n else min(1.0, middle + half)

    def __str__(self) -> str:
        low, high = (_percent(end) for end in self.interval)
        return f"{self.part} of {self.whole} ({_percent(self.value)} %, {low} to {high})"


def _percent(share: float) -> str:
    return "-" if share != share else f"{100 * share:.0f}"
