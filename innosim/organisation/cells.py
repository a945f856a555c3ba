"""Reads numbers of posts and full-time shares from cells."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.report import Repair, lines_of

_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")


def number_in(cell: str) -> float | None:
    """The number in a cell, None where there is none.

    "£1,234.50" is 1234.5; "4,8" is 4.8 (a comma that cannot separate thousands is a decimal
    comma).
    """
    text = cell.strip().lstrip("£$€").replace(" ", "").replace("\xa0", "")
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    try:
        value = float(text.replace(",", ".", 1))
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


@dataclass(frozen=True)
class Shares:
    """Full-time share of each post, 0 where the post is to be dropped.

    `read` is what the file says, as far as it is a number and not negative.
    """

    kept: NDArray[np.float64]
    read: float
    repairs: tuple[Repair, ...]


def full_time_shares(file: Path, cells: Sequence[str], lines: Sequence[int]) -> Shares:
    """Shares of posts that stand on a row each.

    A share of 0 drops the post; a blank, unreadable or negative one counts as 1; one above 1
    counts as 1.
    """
    found = [number_in(cell) for cell in cells]
    stated = np.array([-1.0 if value is None else value for value in found])
    blank = np.array([not cell for cell in cells])
    kept = np.where(stated < 0, 1.0, np.minimum(stated, 1.0))
    cases = [
        ("FTE blank", blank, "taken as 1"),
        ("FTE no number", (stated < 0) & ~blank, "not a number or negative: taken as 1"),
        ("FTE above 1", stated > 1, "one row is one post: taken as 1"),
    ]
    change = kept - np.maximum(stated, 0)
    repairs = []
    for kind, where, what in cases:
        if where.any():
            at = lines_of(np.asarray(lines)[where].tolist())
            fte = float(change[where].sum())
            repairs.append(Repair(file.name, kind, at, int(where.sum()), what, fte=fte))
    return Shares(kept, float(np.maximum(stated, 0).sum()), tuple(repairs))
