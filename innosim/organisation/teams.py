"""Layers and teams, read off the reporting lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.chart import IntArray


@dataclass(frozen=True)
class Teams:
    """Teams in the order of their leaders' rows.

    A team is the direct subordinates of one superior. A manager is counted in the team of the
    manager's own superior; only the head of an organisation is in the team that the head leads.

    Attributes:
        of_post: team of each post.
        parent: the team that the leader of a team is counted in, -1 for a head's team.
        layer: layer of the leader.
        size: number of posts.
        organisation: organisation of each team.
    """

    of_post: IntArray
    parent: IntArray
    layer: NDArray[np.int32]
    size: NDArray[np.int64]
    organisation: IntArray


def count_layers(superior: IntArray) -> NDArray[np.int32]:
    """Number of superiors above each post.

    Method: pointer doubling (Wyllie 1979), so that a chain of n posts takes log2(n) steps.

    Raises:
        ValueError: if following superiors from some post never ends.
    """
    rows = np.arange(len(superior))
    above = np.where(superior >= 0, superior, rows)
    layer = (superior >= 0).astype(np.int32)
    for _ in range(len(superior).bit_length() + 1):
        further = layer[above]
        if not further.any():
            return layer
        layer = layer + further
        above = above[above]
    raise ValueError("the reporting lines form a circle")


def form_teams(superior: IntArray, layer: NDArray[np.int32], organisation: IntArray) -> Teams:
    """Put the direct subordinates of each superior into one team."""
    key = np.where(superior >= 0, superior, np.arange(len(superior)))
    leader, team = np.unique(key, return_inverse=True)
    of_post = team.astype(np.int32)
    return Teams(
        of_post=of_post,
        parent=np.where(superior[leader] >= 0, of_post[leader], -1).astype(np.int32),
        layer=layer[leader],
        size=np.bincount(of_post, minlength=len(leader)),
        organisation=organisation[leader],
    )
