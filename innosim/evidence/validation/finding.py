"""What runs say about a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isnan, nan

import numpy as np
from numpy.typing import NDArray

from innosim.paired import Difference, difference

FloatArray = NDArray[np.float64]

ALPHA = 1e-3
"""Chance that a claim about an effect that is not there comes out as shown; and as contrary."""

FEWEST = 5
"""With fewer pairs than this nothing is concluded."""


class Outcome(StrEnum):
    """What the runs of one setting say."""

    SHOWN = "shown"
    NOT_SHOWN = "not shown"
    CONTRARY = "contrary"


@dataclass(frozen=True)
class Finding:
    """The number behind an outcome.

    Attributes:
        outcome: what it says.
        effect: the estimate; low, high: its interval, two-sided at 1 - 2 x `ALPHA`.
        reference: what the effect is compared with; not a number if there is nothing.
        pairs: replicates in which everything was defined.
        note: anything a reader should know.
    """

    outcome: Outcome
    effect: float
    low: float
    high: float
    reference: float
    pairs: int
    note: str = ""


NOTHING = "nothing to measure"
NEVER = "it never happens in either arm"
TOO_WIDE = "the interval reaches beyond the margin: more runs would tell"


def undefined(pairs: int) -> Finding:
    """Too few replicates in which there is anything to measure."""
    return Finding(Outcome.NOT_SHOWN, nan, nan, nan, nan, pairs, NOTHING)


def directed(effect: FloatArray, reference: FloatArray, sign: int, minimum: float) -> Finding:
    """Whether an effect goes in a direction, by more than a share of a reference.

    Args:
        effect, reference: one number a replicate.
        sign: +1 or -1.
        minimum: least effect, as a share of the reference; shown only if the interval of the
            effect less that share lies beyond zero.
    """
    zero = np.zeros_like(effect)
    plain = difference(effect, zero)
    if plain.pairs < FEWEST or isnan(plain.error):
        return undefined(plain.pairs)
    beyond = difference(sign * effect - minimum * np.abs(reference), zero)
    low, high = plain.interval(2 * ALPHA)
    outcome, note = Outcome.NOT_SHOWN, ""
    if beyond.interval(2 * ALPHA)[0] > 0:
        outcome = Outcome.SHOWN
    elif max(sign * low, sign * high) < 0:
        outcome = Outcome.CONTRARY
    elif min(sign * low, sign * high) > 0:
        note = f"in that direction, but not surely by {minimum:.0%}"
    elif plain.mean == plain.error == 0 and not np.nansum(np.abs(reference)):
        note = NEVER
    return Finding(outcome, plain.mean, low, high, _mean(reference, effect), plain.pairs, note)


def unchanged(
    effect: FloatArray, reference: FloatArray, margin: float, share: float = 0.0
) -> Finding:
    """Whether an effect is nearer to zero than a margin, either way.

    The margin is `margin` plus `share` of the mean of the reference.
    """
    found = difference(effect, np.zeros_like(effect))
    if found.pairs < FEWEST or isnan(found.error):
        return undefined(found.pairs)
    low, high = found.interval(2 * ALPHA)
    compared = _mean(reference, effect)
    margin += share * abs(compared)
    outcome = within(low, high, -margin, margin)
    near = outcome == Outcome.NOT_SHOWN and abs(found.mean) <= margin
    note = TOO_WIDE if near else ""
    return Finding(outcome, found.mean, low, high, compared, found.pairs, note)


def within(low: float, high: float, least: float, most: float) -> Outcome:
    """Whether an interval lies in a band, outside it, or across its edge."""
    if least <= low and high <= most:
        return Outcome.SHOWN
    return Outcome.CONTRARY if high < least or low > most else Outcome.NOT_SHOWN


def level(values: FloatArray) -> Difference:
    """The mean of a reading over replicates, with its error."""
    return difference(values, np.zeros_like(values))


def _mean(reference: FloatArray, effect: FloatArray) -> float:
    defined = ~(np.isnan(reference) | np.isnan(effect))
    return float(reference[defined].mean()) if defined.any() else nan
