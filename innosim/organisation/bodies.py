"""Puts the mended posts of several bodies together into one service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.chart import IntArray
from innosim.organisation.mend import CHOSEN, KINDS, Mended
from innosim.organisation.nest import Posts
from innosim.organisation.report import Repair, lines_of


@dataclass(frozen=True)
class BodyPosts:
    """Posts of one organisation, one tree; rows are numbered within the body.

    Attributes:
        name: name of the organisation.
        superior: row of the superior, -1 for the head.
        role, fte, grade, unit: as in `Posts`.
    """

    name: str
    superior: IntArray
    role: NDArray[np.int8]
    fte: NDArray[np.float64]
    grade: tuple[str, ...]
    unit: tuple[str, ...]


def together(bodies: Sequence[BodyPosts]) -> Posts:
    """The posts of all bodies; a unit's name is used only where some body names units."""
    sizes = [len(body.superior) for body in bodies]
    starts = np.cumsum([0, *sizes[:-1]])
    moved = [
        np.where(body.superior >= 0, body.superior + start, -1)
        for body, start in zip(bodies, starts, strict=True)
    ]
    units = tuple(unit for body in bodies for unit in body.unit)
    return Posts(
        superior=np.concatenate(moved).astype(np.int32),
        organisation=np.repeat(np.arange(len(bodies), dtype=np.int32), sizes),
        role=np.concatenate([body.role for body in bodies]),
        fte=np.concatenate([body.fte for body in bodies]).astype(np.float32),
        grade=tuple(grade for body in bodies for grade in body.grade),
        organisation_names=unequal([body.name for body in bodies]),
        unit=units if any(units) else None,
    )


def unequal(names: Sequence[str]) -> tuple[str, ...]:
    """Names with a number behind each that stands there again."""
    seen: Counter[str] = Counter()
    result = []
    for name in names:
        seen[name] += 1
        result.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return tuple(result)


def line_repairs(
    file: str, mended: Mended, lines: NDArray[np.int64], chosen: NDArray[np.bool_]
) -> list[Repair]:
    """The mended reporting lines of the posts that come from one file.

    Args:
        file: name of the file.
        mended: the tree of the whole organisation.
        lines: line of each post in its file.
        chosen: the posts that come from this file.
    """
    repairs = []
    is_head = np.arange(len(lines)) == mended.head
    for code, (kind, what) in KINDS.items():
        where = chosen & (mended.code == code) & ~is_head
        if where.any():
            at = lines_of(lines[where].tolist())
            repairs.append(Repair(file, kind, at, int(where.sum()), what))
    if mended.code[mended.head] and chosen[mended.head]:
        what = f"nobody is marked as the head ({KINDS[int(mended.code[mended.head])][0]})"
        at = lines_of([int(lines[mended.head])])
        repairs.append(Repair(file, CHOSEN, at, 1, what + ": this post becomes it"))
    return repairs
