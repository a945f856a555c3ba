"""Numbers that were computed for a lesson."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import Any

from innosim.analysis.words import minus
from innosim.analysis.words import number as said
from innosim.what_if.comparison.effects import NOT_APART, SAME

SHARE = "share"


@dataclass(frozen=True)
class Number:
    """A mean over worlds, or over the differences of pairs of worlds.

    Attributes:
        value: the mean; None where there is none.
        unit: its unit; a share is shown as per cent.
        low, high: 95 % t-interval of the mean; None where it has none.
        verdict: of a difference, as a comparison says it; else nothing.
    """

    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    verdict: str = ""

    @property
    def apart(self) -> bool:
        """Whether it is a difference whose interval leaves zero out."""
        return self.verdict not in ("", NOT_APART, SAME)

    def words(self) -> str:
        """The mean."""
        return _words(self.value, self.unit)

    def size(self) -> str:
        """The mean without its sign."""
        return _words(None if self.value is None else abs(self.value), self.unit)

    def signed(self) -> str:
        """The mean with its sign."""
        plus = self.value is not None and self.value > 0
        return f"{'+' if plus else ''}{self.words()}"

    def interval(self) -> str:
        """The ends of the interval."""
        if self.low is None or self.high is None:
            return "no interval"
        if self.low == self.high:
            return "the same in each world"
        return f"{_words(self.low, self.unit)} to {_words(self.high, self.unit)}"

    def facts(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "value": self.value,
            "unit": self.unit,
            "low": self.low,
            "high": self.high,
            "verdict": self.verdict,
        }


def plain(value: float) -> float | None:
    """A number for JSON, to six digits that count; None if it is not one."""
    return None if isnan(value) else float(f"{value:.6g}")


def _words(value: float | None, unit: str) -> str:
    if value is None:
        return "none"
    return minus(said(value, unit))
