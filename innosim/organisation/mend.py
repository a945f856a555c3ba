"""Mends reporting lines until they form one tree under one head, without inventing posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.chart import IntArray
from innosim.organisation.keys import BLANK, MISSING, TOP
from innosim.organisation.teams import count_layers

ITSELF, CIRCLE, ELSEWHERE = -4, -5, -6

KINDS: Mapping[int, tuple[str, str]] = {
    TOP: ("several heads", "a post at the top beside the head: reports to the head"),
    BLANK: ("superior blank", "reports to the head"),
    MISSING: ("superior missing", "the superior is nowhere in the file: reports to the head"),
    ITSELF: ("reports to itself", "reports to the head"),
    CIRCLE: ("circle", "reporting lines in a circle, cut here: reports to the head"),
    ELSEWHERE: ("superior elsewhere", "in another organisation: reports to the own head"),
}
"""Name of each repair of a reporting line, and what is done."""

CHOSEN = "head chosen"


@dataclass(frozen=True)
class Mended:
    """One tree; `code` is 0 where a line is as read, else one of `KINDS` (also for the head)."""

    superior: IntArray
    head: int
    code: NDArray[np.int64]


def mend_lines(superior: IntArray, rank: NDArray[np.float64]) -> Mended:
    """Make one tree of the posts of one organisation.

    The head is the post that is marked as the top; where several are, or none, the one of the
    highest grade, then with most posts under it, then the first. Everybody else without a
    superior reports to the head. A circle is cut at its post of the highest grade, then with
    most direct subordinates, then the first.

    Args:
        superior: row of the superior, or one of the negative codes.
        rank: grade of each post, higher is further up.
    """
    code = np.where(superior < 0, superior, 0).astype(np.int64)
    code[superior == np.arange(len(superior))] = ITSELF
    lines = np.where(code == 0, superior, -1).astype(np.int32)
    for post in _circle_cuts(lines, rank):
        code[post], lines[post] = CIRCLE, -1
    head = _head(lines, rank, code)
    loose_ends = lines < 0
    lines[loose_ends] = head
    lines[head] = -1
    if code[head] == TOP:
        code[head] = 0
    return Mended(lines, head, code)


def _circle_cuts(superior: IntArray, rank: NDArray[np.float64]) -> list[int]:
    """The post at which each circle is cut."""
    rows = np.arange(len(superior))
    end = len(superior)
    jump = np.append(np.where(superior >= 0, superior, end), end)
    far = jump
    for _ in range(len(superior).bit_length()):
        far = far[far]
    on_circle = np.unique(far[:-1][far[:-1] != end])
    below = np.bincount(superior[superior >= 0], minlength=len(rows))
    best = on_circle[np.lexsort((on_circle, -below[on_circle], -rank[on_circle]))]
    cuts, seen = [], np.zeros(len(rows) + 1, bool)
    for post in best.tolist():
        if not seen[post]:
            cuts.append(post)
        while not seen[post]:
            seen[post], post = True, jump[post]
    return cuts


def _head(superior: IntArray, rank: NDArray[np.float64], code: NDArray[np.int64]) -> int:
    candidates = np.flatnonzero(superior < 0)
    if len(candidates) == 1:
        return int(candidates[0])
    below = posts_below(superior)[candidates]
    marked = code[candidates] == TOP
    best = np.lexsort((candidates, -below, -rank[candidates], ~marked))
    return int(candidates[best[0]])


def posts_below(superior: IntArray) -> NDArray[np.int64]:
    """Number of posts at all layers under each post."""
    layer = count_layers(superior)
    order = np.argsort(-layer, kind="stable")
    edges = np.flatnonzero(np.diff(layer[order])) + 1
    below = np.zeros(len(superior), np.int64)
    for level in np.split(order, edges)[:-1]:
        np.add.at(below, superior[level], below[level] + 1)
    return below


def without(superior: IntArray, drop: NDArray[np.bool_]) -> IntArray:
    """Superiors once posts are dropped: subordinates move to the next superior that is kept.

    Posts under a dropped top become tops. Rows keep their numbers; see `renumbered`.
    """
    rows = np.arange(len(superior))
    inside = superior >= 0
    step = np.where(inside, superior, rows)
    skip = np.where(drop & inside, step, rows)
    for _ in range(len(superior).bit_length() + 1):
        skip = skip[skip]
    landed = skip[step]
    ends = np.where(superior[landed] < 0, superior[landed], MISSING)
    kept = np.where(drop[landed], ends, landed)
    return np.where(inside, kept, superior).astype(np.int32)


def renumbered(superior: IntArray, keep: NDArray[np.bool_]) -> IntArray:
    """Superiors of the kept posts, as rows among the kept posts."""
    row = np.cumsum(keep) - 1
    chosen = superior[keep]
    return np.where(chosen >= 0, row[chosen], chosen).astype(np.int32)
