"""The nested service as shapes to draw: each layer a row, each post as wide as all it leads.

A small service has a shape for each post; those with nobody under them share the block below their
superior. In a large one posts too narrow to be seen are put together: all of a layer under the
same visible post, those who lead people and the others apart. Each post is in exactly one shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.chart import Chart, Role
from innosim.organisation.icicle import posts_by_layer
from innosim.organisation.mend import posts_below

MOST_PEOPLE = 3_000
"""People up to whom everybody has a shape."""
MOST_SHAPES = 4_000
"""Shapes of a service of any size; more could neither be seen nor pressed."""

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Kind(IntEnum):
    """What a shape stands for."""

    LEAD = 0
    PERSON = 1
    LEADS = 2
    PEOPLE = 3


@dataclass(frozen=True)
class Nested:
    """Shapes, in the order of their first posts; widths and places are in people.

    Attributes:
        shape: the shape that each post is in.
        kind: a `Kind`: one post with people under it, one with nobody, several of either.
        layer: the row.
        left, width: where it stands in its row; as wide as its posts and all posts under them.
        place, parts: a block that is shared is cut into so many equal parts, of which it is one.
        above: the shape that it hangs under, -1 for heads.
        posts: posts in it.
        first: its first post.
        clay: whether at least half of its posts are middle managers.
    """

    shape: Numbers
    kind: NDArray[np.int8]
    layer: NDArray[np.int16]
    left: Floats
    width: Floats
    place: Numbers
    parts: Numbers
    above: Numbers
    posts: Numbers
    first: Numbers
    clay: NDArray[np.bool_]

    @property
    def n(self) -> int:
        """Number of shapes."""
        return len(self.kind)

    def members(self, shape: int) -> Numbers:
        """The posts in a shape."""
        return np.flatnonzero(self.shape == shape)


def nested(chart: Chart, most: int = MOST_SHAPES) -> Nested:
    """Lay a service out.

    Args:
        chart: the service.
        most: shapes at most, as far as there are not more heads of organisations.
    """
    wide = posts_below(chart.superior) + 1
    if chart.n <= min(MOST_PEOPLE, most):
        return _laid_out(chart, wide, _blocks(chart, wide, 2), apart=True)
    tried = [2**power for power in range(1, int(wide.max()).bit_length() + 1)]
    while len(tried) > 1:
        middle = (len(tried) - 1) // 2
        enough = _blocks(chart, wide, tried[middle]).max() < most
        tried = tried[: middle + 1] if enough else tried[middle + 1 :]
    return _laid_out(chart, wide, _blocks(chart, wide, tried[0]), apart=False)


def _blocks(chart: Chart, wide: Numbers, least: int) -> Numbers:
    """The block of each post: posts that lead at least so many people have one of their own.

    The others share one with all of their layer under the same such post, those who lead people
    and those who do not apart.
    """
    alone = (wide >= least) | (chart.superior < 0)
    anchor = np.arange(chart.n)
    for posts in posts_by_layer(chart)[1:]:
        above = chart.superior[posts]
        anchor[posts] = np.where(alone[posts], posts, np.where(alone[above], above, anchor[above]))
    layers = int(chart.layer.max()) + 1
    key = (anchor * layers + chart.layer) * 3 + np.where(alone, 0, 1 + (wide == 1))
    _, first, block = np.unique(key, return_index=True, return_inverse=True)
    order = np.empty(len(first), np.int64)
    order[np.argsort(first, kind="stable")] = np.arange(len(first))
    found: Numbers = order[block]
    return found


def _laid_out(chart: Chart, wide: Numbers, block: Numbers, apart: bool) -> Nested:
    """Shapes of blocks; with `apart`, everybody in a block with nobody below has a shape."""
    n = int(block.max()) + 1
    first = np.full(n, chart.n)
    np.minimum.at(first, block, np.arange(chart.n))
    own = np.bincount(block, minlength=n)
    width = np.bincount(block, wide, n).astype(np.float64)
    above = np.where(chart.superior[first] < 0, -1, block[chart.superior[first]])
    left = _lefts(above, width, own, chart.layer[first])
    lone = np.ones(n, np.int64)
    shape, parts, place, of = block, lone, lone - 1, np.arange(n)
    if apart:
        split = (wide == 1) & (own[block] > 1)
        shape, of, place = _split(block, split)
        parts = np.where(np.bincount(shape) < own[of], own[of], 1)
        above = np.where(above[of] < 0, -1, _shape_of_block(shape, block, n)[above[of]])
        first = np.full(len(of), chart.n)
        np.minimum.at(first, shape, np.arange(chart.n))
    posts = np.bincount(shape, minlength=len(of))
    leads, many = wide[first] > 1, posts > 1
    middle = np.bincount(shape, chart.role == Role.MIDDLE_MANAGER, len(of))
    return Nested(
        shape=shape,
        kind=(np.where(leads, Kind.LEAD, Kind.PERSON) + 2 * many).astype(np.int8),
        layer=chart.layer[first],
        left=left[of],
        width=width[of],
        place=place,
        parts=parts,
        above=above,
        posts=posts,
        first=first,
        clay=2 * middle >= posts,
    )


def _split(block: Numbers, split: NDArray[np.bool_]) -> tuple[Numbers, Numbers, Numbers]:
    """Shape of each post, block of each shape, and its place in it, where some have their own."""
    key = np.where(split, np.arange(len(block)) + block.max() + 1, block)
    _, first, shape = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    shape, of = rank[shape], block[first[order]]
    by_block = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[by_block], of[by_block])
    place = np.empty(len(of), np.int64)
    place[by_block] = np.arange(len(of)) - starts
    return shape, of, place


def _shape_of_block(shape: Numbers, block: Numbers, n: int) -> Numbers:
    """The first shape of each block."""
    found = np.full(n, len(block))
    np.minimum.at(found, block, shape)
    return found


def _lefts(above: Numbers, width: Floats, own: Numbers, layer: NDArray[np.int16]) -> Floats:
    """Left edge of each block: below the one above, in order, its own people half at each side."""
    order = np.argsort(above, kind="stable")
    starts = np.cumsum(width[order]) - width[order]
    first = np.searchsorted(above[order], above[order])
    left = np.empty(len(above))
    left[order] = starts - starts[first]
    by_layer = np.argsort(layer, kind="stable")
    for blocks in np.split(by_layer, np.flatnonzero(np.diff(layer[by_layer])) + 1)[1:]:
        left[blocks] += left[above[blocks]] + own[above[blocks]] / 2
    return left
