"""Puts managers between a superior and a crowd of direct subordinates, without adding posts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from innosim.organisation.chart import IntArray


@dataclass(frozen=True)
class Inferred:
    """Superiors with inferred lines; `moved` tells which posts changed their superior."""

    superior: IntArray
    moved: NDArray[np.bool_]


def infer_lines(
    superior: IntArray,
    seniority: ArrayLike,
    span: int,
    widest: int,
    movable: NDArray[np.bool_] | None = None,
) -> Inferred:
    """Spread crowds over inferred managers.

    A crowd is more than `widest` direct subordinates of one superior who have no subordinates
    themselves. Its `span` most senior posts stay under the superior, the next `span` squared
    report to those, `span` each, and so on down to the least senior.

    Args:
        superior: row of the superior of each post, -1 for a head.
        seniority: pay or another order, higher is more senior; of equals the earlier row.
        span: subordinates of an inferred manager.
        widest: largest crowd that is left as it is.
        movable: the posts that may be given another superior; without it, all.
    """
    posts = _crowds(superior, widest, movable)
    posts = posts[np.lexsort((posts, -np.asarray(seniority, float)[posts], superior[posts]))]
    first = np.searchsorted(superior[posts], superior[posts])
    place = np.arange(len(posts)) - first
    manager = posts[first + np.maximum(place // span - 1, 0)]
    result = superior.copy()
    result[posts] = np.where(place < span, superior[posts], manager)
    return Inferred(result, result != superior)


def _crowds(
    superior: IntArray, widest: int, movable: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    """Posts without subordinates, under superiors who have more than `widest` such posts."""
    leads = np.zeros(len(superior), bool)
    leads[superior[superior >= 0]] = True
    may = ~leads & (superior >= 0)
    leaves = np.flatnonzero(may if movable is None else may & movable)
    crowd = np.bincount(superior[leaves], minlength=len(superior))
    return leaves[crowd[superior[leaves]] > widest]
