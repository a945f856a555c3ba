"""Two readings of the same runs, one of which is to be larger."""

from __future__ import annotations

from dataclasses import dataclass, field

from innosim.evidence.validation import in_words
from innosim.evidence.validation.claim import Claim, Settings, Values
from innosim.evidence.validation.finding import Finding, directed
from innosim.evidence.validation.readings import Reading


@dataclass(frozen=True, kw_only=True)
class WithinRun(Claim):
    """In one arm, one reading is larger than another one times a factor.

    Args:
        reading, than: what is to be larger, and than what.
        factor: how many times as large.
        where: settings of the arm.
    """

    reading: Reading
    than: Reading
    factor: float = 1.0
    where: Settings = field(default_factory=dict)

    def arms(self) -> dict[str, Settings]:
        """The only one."""
        return {"run": self.where}

    def readings(self) -> tuple[Reading, ...]:
        """Both."""
        return self.reading, self.than

    def find(self, values: Values, alone: bool) -> Finding:
        """The difference within each replicate."""
        one, other = (values["run"][r.name] for r in (self.reading, self.than))
        return directed(one - self.factor * other, self.factor * other, 1, 0.0)

    @property
    def expected(self) -> str:
        """What is larger than what."""
        times = "" if self.factor == 1 else f"{self.factor:g} times "
        where = f", with {in_words.settings(self.where)}" if self.where else ""
        return f"{self.reading.words} exceeds {times}{self.than.words}{where}"
