"""Two arms that do not differ by more than a margin."""

from __future__ import annotations

from dataclasses import dataclass, field

from innosim.evidence.validation import in_words
from innosim.evidence.validation.claim import Claim, Settings, Values
from innosim.evidence.validation.finding import Finding, unchanged
from innosim.evidence.validation.readings import Reading


@dataclass(frozen=True, kw_only=True)
class Same(Claim):
    """A reading is the same in two arms, but for a margin.

    Shown if the whole interval of the difference lies within the margin, contrary if it lies
    beyond it.

    Args:
        reading: what is compared.
        margin: in the units of the reading; to it comes
        share: a share of the mean of the arm `off`.
        on, off: settings of the two arms.
    """

    reading: Reading
    margin: float = 0.0
    share: float = 0.0
    on: Settings = field(default_factory=dict)
    off: Settings = field(default_factory=dict)

    def arms(self) -> dict[str, Settings]:
        """With and without."""
        return {"on": self.on, "off": self.off}

    def readings(self) -> tuple[Reading, ...]:
        """The one that is compared."""
        return (self.reading,)

    def find(self, values: Values, alone: bool) -> Finding:
        """The difference, replicate by replicate."""
        on, off = (values[arm][self.reading.name] for arm in ("on", "off"))
        return unchanged(on - off, off, self.margin, self.share)

    @property
    def expected(self) -> str:
        """What stays, and how nearly."""
        near = f"{self.share:.0%}" if self.share else f"{self.margin:g}"
        return (
            f"{self.reading.words} stays within {near}: "
            f"{in_words.settings(self.on)}, against {in_words.settings(self.off)}"
        )
