"""What came of watching a run: numbers of shapes and layers week by week, and moves of ideas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.what_if.replay.seen import SEEN

if TYPE_CHECKING:
    from innosim.figures.nested import Coloured

Rows = Mapping[str, NDArray[Any]]

CAP = 0.975
"""Part of the shapes whose values the scale of a picture holds; others have its last colour."""
_TABLES = ("shapes", "layers", "whole", "ideas", "moves")


@dataclass(frozen=True)
class Replay:
    """One world, replayed.

    Attributes:
        weeks: weeks that had passed when it was looked at, one a frame, in order.
        shapes: what is seen, by its name of `SEEN`: a row a frame, a column a shape; not a number
            where there is none.
        layers: the same by layer.
        whole: the same of the service, one a frame.
        ideas: one entry an idea: origin, born, ordinal, reached_pilot, reached_diffusion,
            reached_embedded, ended, reason, last (the post at whose gate it was last).
        moves: when an idea came to a gate or left the gates (post -1), in order of time: idea,
            week (from 0), post.
        reasons: the texts of `ideas["reason"]`.
    """

    weeks: NDArray[np.int32]
    shapes: Mapping[str, NDArray[np.float32]]
    layers: Mapping[str, NDArray[np.float32]]
    whole: Mapping[str, NDArray[np.float32]]
    ideas: Rows
    moves: Rows
    reasons: tuple[str, ...]

    def span(self, name: str) -> tuple[float, float]:
        """Ends of the scale on which something is shown, the same for all weeks."""
        values = self.shapes[name]
        values = values[:, np.isfinite(values).any(axis=0)]
        if not values.size:
            return 0.0, 1.0
        low = 0.0
        if not SEEN[name].count:
            low = float(np.quantile(np.nanmin(values, axis=0), 1 - CAP))
        most = np.nanmax(values, axis=0)
        high = float(np.quantile(most, CAP))
        high = high if high > low else float(most.max())
        return low, high if high > low else low + 1.0

    def coloured(self, name: str, frame: int = -1) -> Coloured:
        """What `innosim.figures.nested` draws of a frame; without one of the last.

        Args:
            name: what is shown, a name of `SEEN`.
            frame: which of `weeks`.
        """
        from innosim.figures.nested import Coloured

        seen = SEEN[name]
        return Coloured(
            title=f"{seen.label}, week {self.weeks[frame]}",
            subtitle="One world, no prediction.",
            unit=seen.unit,
            values=self.shapes[name][frame],
            layers=self.layers[name][frame],
            span=self.span(name),
        )

    def save(self, file: Path) -> None:
        """Write it to a file."""
        found: dict[str, Any] = {"weeks": self.weeks, "reasons": np.array(self.reasons)}
        for table in _TABLES:
            found |= {f"{table}/{name}": rows for name, rows in getattr(self, table).items()}
        np.savez(file, **found)


def opened(file: Path) -> Replay:
    """A replay that was written to a file.

    Raises:
        InputError: if it cannot be read.
    """
    try:
        with np.load(file, allow_pickle=False) as found:
            kept = {name: found[name] for name in found.files}
    except (OSError, ValueError) as error:
        raise InputError(f"the replay cannot be read ({error})", file=file) from error
    tables: dict[str, dict[str, NDArray[Any]]] = {table: {} for table in _TABLES}
    for key, rows in kept.items():
        table, _, name = key.partition("/")
        if name:
            tables[table][name] = rows
    reasons = tuple(str(text) for text in kept["reasons"])
    return Replay(kept["weeks"], **tables, reasons=reasons)
