"""Verdicts and findings in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import isfinite

from innosim.evidence.validation.finding import Finding
from innosim.evidence.validation.verdicts import Judged, Verdict


def line(one: Judged) -> str:
    """A claim with its verdict and number, in one line."""
    return f"{one.verdict:>9}  {one.claim.name}: {number(one.whole)}"


def number(found: Finding) -> str:
    """An effect with its interval, and the relative effect where there is one."""
    return in_numbers(found.effect, found.low, found.high, found.reference) + (
        f"; {found.note}" if found.note else ""
    )


def in_numbers(
    effect: float | None, low: float | None, high: float | None, reference: float | None
) -> str:
    """As in "+0.12 (+0.1 to +0.14), +30%"; nothing where there is no number."""
    if effect is None or low is None or high is None or not isfinite(effect):
        return "no number"
    if low == high == effect:
        return f"{effect:g} exactly"
    words = f"{effect:+.3g} ({low:+.3g} to {high:+.3g})"
    if reference is None or not isfinite(reference) or abs(reference) < 1e-9:
        return words
    return f"{words}, {effect / abs(reference):+.0%}"


def counted(verdicts: Sequence[str]) -> str:
    """How many there are of each verdict."""
    number = Counter(verdicts)
    listed = [f"{number[verdict]} {verdict}" for verdict in Verdict if number[verdict]]
    return f"{len(verdicts)} claims: {', '.join(listed)}"
