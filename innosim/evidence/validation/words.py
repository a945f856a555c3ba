"""Verdicts and findings in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from math import isfinite

from innosim.analysis.words import minus
from innosim.evidence.validation.verdicts import Judged, Verdict

ROUNDING = 1e-12
"""Below this an effect is what the machine's rounding leaves of 0."""


def line(one: Judged) -> str:
    """A claim with its verdict and number, in one line."""
    return f"{one.verdict:>9}  {one.claim.name}: {number(one)}"


def number(one: Judged) -> str:
    """An effect with its interval and unit, and the relative effect where there is one."""
    found = one.whole
    noted = f"; {found.note}" if found.note else ""
    return in_numbers([getattr(found, name) for name in NUMBERS], one.claim.unit) + noted


NUMBERS = ("effect", "low", "high", "reference")
"""What of a finding `in_numbers` tells."""
UNITS_TOLD = (
    '"Of 1" are shares, and means on a scale from 0 to 1. An idea-week is one idea in one week.'
)
"""What a reader of units has to know."""


def in_numbers(numbers: Sequence[float | None], unit: str) -> str:
    """As in "+0.12 (+0.1 to +0.14) of 1, +30%".

    Args:
        numbers: those of `NUMBERS`, None or not a number where there is none.
        unit: of all of them; empty for none.
    """
    effect, low, high, reference = numbers
    if effect is None or low is None or high is None or not isfinite(effect):
        return "no number"
    of = f" {unit}" if unit else ""
    if low == high == effect:
        return f"{_said(effect, 6)}{of if effect else ''} exactly"
    words = f"{_said(effect)} ({_said(low)} to {_said(high)}){of}"
    if reference is None or not isfinite(reference) or abs(reference) < 1e-9:
        return words
    return f"{words}, {_share(effect / abs(reference))}"


def _said(number: float, digits: int = 3) -> str:
    """With its sign; what only rounding has left of nothing is 0."""
    if abs(number) < ROUNDING:
        return "0"
    return minus(f"{Decimal(f'{number:.{digits}g}'):+f}")


def _share(number: float) -> str:
    text = f"{number:+.0%}"
    return minus(text) if float(text[:-1]) else "0%"


def counted(verdicts: Sequence[str]) -> str:
    """How many there are of each verdict."""
    number = Counter(verdicts)
    listed = [f"{number[verdict]} {verdict}" for verdict in Verdict if number[verdict]]
    return f"{len(verdicts)} claims: {', '.join(listed)}"
