"""Two arms that must be the same, bit for bit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from innosim.evidence.validation import in_words
from innosim.evidence.validation.claim import Claim, Settings, Values
from innosim.evidence.validation.finding import Finding, Outcome
from innosim.evidence.validation.measures import fingerprint
from innosim.evidence.validation.readings import AtEnd, Reading


@dataclass(frozen=True, kw_only=True)
class Exact(Claim):
    """All state at the end is the same in both arms, bit for bit; both are run."""

    on: Settings = field(default_factory=dict)
    off: Settings = field(default_factory=dict)

    judged_alone: ClassVar[bool] = False
    apart: ClassVar[bool] = True

    def arms(self) -> dict[str, Settings]:
        """The two that are to be one."""
        return {"on": self.on, "off": self.off}

    def readings(self) -> tuple[Reading, ...]:
        """A fingerprint of all state."""
        return (AtEnd(fingerprint),)

    def find(self, values: Values, alone: bool) -> Finding:
        """Replicates whose fingerprints differ."""
        on, off = (values[arm]["fingerprint"] for arm in ("on", "off"))
        differing = float(np.sum(on != off))
        outcome = Outcome.CONTRARY if differing else Outcome.SHOWN
        return Finding(outcome, differing, differing, differing, 0.0, len(on))

    @property
    def expected(self) -> str:
        """What is the same as what."""
        return (
            f"all state is the same, bit for bit: {in_words.settings(self.on)}, "
            f"against {in_words.settings(self.off)}"
        )
