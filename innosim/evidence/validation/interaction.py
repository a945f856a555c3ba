"""Whether parts do together more, or less, than the sum of what each does alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from innosim.evidence.validation import in_words
from innosim.evidence.validation.claim import Claim, Settings, Values
from innosim.evidence.validation.finding import Finding, directed
from innosim.evidence.validation.readings import Reading


@dataclass(frozen=True, kw_only=True)
class Interaction(Claim):
    """All parts together move a reading by more than the sum of each part alone.

    With two parts this is the difference of differences over four arms. `sign` is -1 if they do
    less together; the reference is the sum of the single effects.
    """

    reading: Reading
    parts: tuple[Settings, ...]
    sign: int = 1

    def arms(self) -> dict[str, Settings]:
        """None of the parts, each alone, all of them."""
        singles = {f"part {number}": part for number, part in enumerate(self.parts)}
        return {"none": {}, **singles, "all": _joined(self.parts)}

    def readings(self) -> tuple[Reading, ...]:
        """The one that is compared."""
        return (self.reading,)

    def find(self, values: Values, alone: bool) -> Finding:
        """What all do beyond the sum of what each does, replicate by replicate."""
        read = {arm: found[self.reading.name] for arm, found in values.items()}
        single = np.sum([read[f"part {n}"] - read["none"] for n in range(len(self.parts))], axis=0)
        return directed(read["all"] - read["none"] - single, single, self.sign, 0.0)

    @property
    def expected(self) -> str:
        """The parts and the direction."""
        parts = " and ".join(f"[{in_words.settings(part)}]" for part in self.parts)
        how = "more" if self.sign > 0 else "less"
        return f"{self.reading.words}: {parts} add {how} together than the sum of each alone"


def _joined(parts: tuple[Settings, ...]) -> Settings:
    joined: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            listed = isinstance(value, list) and key in joined
            joined[key] = [*joined[key], *value] if listed else value
    return joined
