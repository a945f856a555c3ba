"""A difference between two arms."""

from __future__ import annotations

from dataclasses import dataclass, field

from innosim.evidence.validation import in_words
from innosim.evidence.validation.claim import Claim, Settings, Values
from innosim.evidence.validation.finding import Finding, directed
from innosim.evidence.validation.readings import Reading


@dataclass(frozen=True, kw_only=True)
class TwoArms(Claim):
    """A reading is higher, or lower, in one arm than in another.

    Args:
        reading: what is compared.
        sign: +1 if it is to be higher in the arm `on`, -1 if lower.
        on, off: settings of the two arms.
        minimum: least difference, as a share of the arm `off`.
    """

    reading: Reading
    sign: int
    on: Settings = field(default_factory=dict)
    off: Settings = field(default_factory=dict)
    minimum: float = 0.0

    def arms(self) -> dict[str, Settings]:
        """With and without."""
        return {"on": self.on, "off": self.off}

    def readings(self) -> tuple[Reading, ...]:
        """The one that is compared."""
        return (self.reading,)

    def find(self, values: Values, alone: bool) -> Finding:
        """The difference, replicate by replicate."""
        on, off = (values[arm][self.reading.name] for arm in ("on", "off"))
        return directed(on - off, off, self.sign, 0.0 if alone else self.minimum)

    @property
    def expected(self) -> str:
        """Direction and least size."""
        more = in_words.by_at_least(self.minimum)
        return (
            f"{self.reading.words} {in_words.moves(self.sign)}{more}: "
            f"{in_words.settings(self.on)}, against {in_words.settings(self.off)}"
        )
