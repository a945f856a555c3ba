"""Roles that follow from the place in the chart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.chart import IntArray, Role
from innosim.organisation.mend import posts_below
from innosim.organisation.teams import count_layers


def place_roles(superior: IntArray, share_leaders: float) -> NDArray[np.int8]:
    """Role of each post of one organisation.

    Whoever has subordinates is a middle manager, except for the leaders: the head, then those
    with subordinates who are nearest to the head, of equals those with most posts under them,
    up to the given share of all posts.

    Args:
        superior: row of the superior, -1 for the head.
        share_leaders: share of leaders among all posts, rounded; the head is always one.
    """
    below = posts_below(superior)
    role = np.where(below > 0, Role.MIDDLE_MANAGER, Role.INDIVIDUAL).astype(np.int8)
    leads = np.flatnonzero((below > 0) | (superior < 0))
    order = np.lexsort((leads, -below[leads], count_layers(superior)[leads]))
    wanted = max(1, round(share_leaders * len(superior)))
    role[leads[order[:wanted]]] = Role.LEADER
    return role
