"""A reading that lies in a band."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isnan, nan

from innosim.evidence.validation import in_words
from innosim.evidence.validation.claim import Claim, Settings, Values
from innosim.evidence.validation.finding import (
    ALPHA,
    FEWEST,
    TOO_WIDE,
    Finding,
    Outcome,
    level,
    undefined,
    within,
)
from innosim.evidence.validation.readings import Reading


@dataclass(frozen=True, kw_only=True)
class Band(Claim):
    """The mean of a reading lies between `least` and `most`, with its whole interval."""

    reading: Reading
    least: float
    most: float
    where: Settings = field(default_factory=dict)

    def arms(self) -> dict[str, Settings]:
        """The only one."""
        return {"run": self.where}

    def readings(self) -> tuple[Reading, ...]:
        """What is held against the band."""
        return (self.reading,)

    def find(self, values: Values, alone: bool) -> Finding:
        """The mean and its interval."""
        found = level(values["run"][self.reading.name])
        if found.pairs < FEWEST or isnan(found.error):
            return undefined(found.pairs)
        low, high = found.interval(2 * ALPHA)
        outcome = within(low, high, self.least, self.most)
        near = outcome == Outcome.NOT_SHOWN and self.least <= found.mean <= self.most
        return Finding(outcome, found.mean, low, high, nan, found.pairs, TOO_WIDE if near else "")

    @property
    def expected(self) -> str:
        """The band."""
        where = f", with {in_words.settings(self.where)}" if self.where else ""
        return f"{self.reading.words} lies between {self.least:g} and {self.most:g}{where}"
