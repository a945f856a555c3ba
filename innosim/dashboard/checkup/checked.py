"""One thing that `innosim doctor` has looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what it is.
        well: whether it is in order.
        found: what was found.
        mend: what to do if it is not in order.
    """

    name: str
    well: bool
    found: str
    mend: str = ""

    def __str__(self) -> str:
        told = f"{'ok  ' if self.well else 'MEND'}  {self.name}: {self.found}"
        return told if self.well else f"{told}\n      {self.mend}"
