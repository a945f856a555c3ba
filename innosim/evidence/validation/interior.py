"""Whether the best is somewhere in the middle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from innosim.evidence.validation.claim import Claim, Settings, Values
from innosim.evidence.validation.finding import ALPHA, FEWEST, Finding, Outcome, undefined
from innosim.evidence.validation.readings import Reading
from innosim.paired import Difference, difference


@dataclass(frozen=True, kw_only=True)
class InteriorOptimum(Claim):
    """A reading is highest strictly between the ends of a list of levels (an inverted U).

    Shown if the best level between the ends surely beats both ends; contrary if an end surely
    beats every level between. As the best is chosen after looking, chances are shared out over the
    levels (Bonferroni). The effect is the best level between the ends less the better end.
    """

    reading: Reading
    key: str
    levels: tuple[Any, ...]
    with_it: Settings = field(default_factory=dict)

    def arms(self) -> dict[str, Settings]:
        """One arm a level."""
        return {str(level): {**self.with_it, self.key: level} for level in self.levels}

    def readings(self) -> tuple[Reading, ...]:
        """What is to be highest."""
        return (self.reading,)

    def find(self, values: Values, alone: bool) -> Finding:
        """The best level between the ends against the better end."""
        read = {arm: values[arm][self.reading.name] for arm in map(str, self.levels)}
        means = {
            arm: float(found[~np.isnan(found)].mean())
            for arm, found in read.items()
            if (~np.isnan(found)).sum() >= FEWEST
        }
        if len(means) < len(self.levels):
            return undefined(0)
        first, *between, last = map(str, self.levels)
        alpha = 2 * ALPHA / len(between)
        best = max(between, key=means.__getitem__)
        against = [difference(read[best], read[end]) for end in (first, last)]
        lowest = min(against, key=lambda found: found.interval(alpha)[0])
        better = max((first, last), key=means.__getitem__)
        beaten = [difference(read[better], read[inner]) for inner in between]
        outcome = _outcome(against, beaten, alpha)
        low, high = lowest.interval(alpha)
        note = f"best of the levels: {max(means, key=means.__getitem__)}"
        return Finding(outcome, lowest.mean, low, high, lowest.reference, lowest.pairs, note)

    @property
    def expected(self) -> str:
        """The levels and the reading."""
        levels = ", ".join(str(level) for level in self.levels)
        return f"{self.reading.words} is highest strictly inside: {self.key} = {levels}"


def _outcome(against: list[Difference], beaten: list[Difference], alpha: float) -> Outcome:
    if all(found.interval(alpha)[0] > 0 for found in against):
        return Outcome.SHOWN
    if all(found.interval(alpha)[0] > 0 for found in beaten):
        return Outcome.CONTRARY
    return Outcome.NOT_SHOWN
