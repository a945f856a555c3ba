"""Where each post stands when a chart is laid out in layers, and what can be seen of it.

Posts too narrow to be seen are put together, one strip a pixel, so that the drawing of half a
million posts stays small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.chart import Chart
from innosim.organisation.mend import posts_below

SEEN_PIXELS = 2.5
"""Narrowest post that is drawn by itself."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Strips:
    """Rectangles of one layer: from, to (in people), and the post that each is coloured by."""

    left: Floats
    right: Floats
    post: NDArray[np.int64]
    alone: NDArray[np.bool_]


def post_places(chart: Chart) -> tuple[Floats, Floats]:
    """Left edge and width of each post, in people.

    A post is as wide as it and all under it; its subordinates stand below it, in order, between
    two margins of half a person.
    """
    width = (posts_below(chart.superior) + 1).astype(np.float64)
    order = np.argsort(chart.superior, kind="stable")
    ends = np.cumsum(width[order])
    starts = ends - width[order]
    above = chart.superior[order]
    first = np.searchsorted(above, above)
    offset = np.empty(chart.n)
    offset[order] = starts - starts[first]
    left = offset.copy()
    for posts in posts_by_layer(chart)[1:]:
        left[posts] = left[chart.superior[posts]] + 0.5 + offset[posts]
    return left, width


def posts_by_layer(chart: Chart) -> list[NDArray[np.int64]]:
    order = np.argsort(chart.layer, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(chart.layer[order])) + 1)


def layer_strips(left: Floats, width: Floats, posts: NDArray[np.int64], pixel: float) -> Strips:
    """Rectangles for the posts of one layer; those below `SEEN_PIXELS` share one a pixel."""
    wide = width >= SEEN_PIXELS * pixel
    narrow = np.flatnonzero(~wide)
    narrow = narrow[np.argsort(left[narrow], kind="stable")]
    bins = (left[narrow] / pixel).astype(np.int64)
    _, first, count = np.unique(bins, return_index=True, return_counts=True)
    thin = narrow[first]
    last = narrow[first + count - 1]
    chosen = np.concatenate([np.flatnonzero(wide), thin])
    right = np.concatenate([(left + width)[wide], (left + width)[last]])
    alone = np.concatenate([np.ones(int(wide.sum()), bool), np.zeros(len(thin), bool)])
    return Strips(left[chosen], right, posts[chosen], alone)


def joined(
    left: Floats, right: Floats, post: NDArray[np.int64], colours: Floats
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Neighbouring strips of one colour as one strip."""
    if len(left) < 2:
        return left, right, post
    other = (colours[post[1:]] != colours[post[:-1]]).any(axis=1)
    apart = left[1:] - right[:-1] > 2 * np.median(right - left) + 1
    first = np.flatnonzero(np.concatenate([[True], other | apart]))
    last = np.append(first[1:] - 1, len(left) - 1)
    return left[first], right[last], post[first]


def led_branches(chart: Chart) -> NDArray[np.int64]:
    """The branch of the team that each post leads where it is not the post's own, else -1.

    Branches without a name of their own, named after their organisation, count as -1 too.
    """
    led = np.full(chart.n, -1, np.int64)
    below = np.flatnonzero(chart.superior >= 0)
    led[chart.superior[below]] = chart.branch[below]
    led[led == chart.branch] = -1
    own_name = [
        name.startswith(chart.organisation_names[organisation])
        for name, organisation in zip(chart.branch_names, chart.branch_organisation, strict=True)
    ]
    led[np.append(own_name, False)[led]] = -1
    return led
