"""What processes ask of the one process that owns a column which several want to change."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Driver, Stage

Rows = NDArray[np.integer]
FloatArray = NDArray[np.floating]

STAGE_ORDER = ("cancelled", "left", "exhausted", "decided", "stalled", "expired")
"""Which request for a change of stage is granted when an idea has several in one week."""


@dataclass
class Requests:
    """Requests of one week, by owner.

    Attributes:
        stage: for the life cycle: (rank in `STAGE_ORDER`, rows, new stages, reasons).
        conceived: for the birth of ideas: (driver, posts, ordinals).
        alignment: for alignment: (rows of ideas, change).
        trust: for trust: (rows of organisations, change).
        closed: names of the processes that do not run; nothing is asked of them.
    """

    stage: list[tuple[int, Rows, Rows, str]] = field(default_factory=list)
    conceived: list[tuple[Driver, Rows, Rows]] = field(default_factory=list)
    alignment: list[tuple[Rows, FloatArray]] = field(default_factory=list)
    trust: list[tuple[Rows, FloatArray]] = field(default_factory=list)
    closed: frozenset[str] = frozenset()

    def change(self, owner: str, rows: Rows, change: FloatArray) -> None:
        """Ask the process `owner` ("alignment" or "trust") to change its column in some rows."""
        if len(rows) and owner not in self.closed:
            getattr(self, owner).append((rows, change))

    def move(self, kind: str, rows: Rows, to: Stage, reason: str) -> None:
        """Ask for a new stage for some ideas; `kind` is one of `STAGE_ORDER`."""
        if len(rows):
            stages = np.full(len(rows), int(to), np.int8)
            self.stage.append((STAGE_ORDER.index(kind), rows, stages, reason))


def gather(requests: list[tuple[Rows, FloatArray]], n: int) -> NDArray[np.float64] | None:
    """Sum of the changes asked for, by row, whatever the order of asking; empties the list."""
    if not requests:
        return None
    rows = np.concatenate([r for r, _ in requests])
    change = np.concatenate([change for _, change in requests])
    order = np.lexsort((change, rows))
    requests.clear()
    weights = change[order].astype(np.float64)
    return np.bincount(rows[order], weights, n).astype(np.float64)
