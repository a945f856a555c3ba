"""Cuts the tree of teams into branches of about a wanted size.

A branch is made of whole teams. Where units are given, a unit is a branch, except that a unit of
more than `4 * branch_size` posts is cut by subtree. Without units each organisation of
`2 * branch_size` posts or more is cut by subtree. The cut goes bottom-up: a team with all that
is left under it becomes a branch when it reaches `branch_size`; smaller neighbours under one
superior are joined in runs of about `branch_size`, or stay with their superior's team. Pieces
and units of fewer than `TINY` posts join the branch of their superior.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.teams import Teams

TINY = 8
"""Fewest posts of a branch, unless its organisation has no other branch."""

Index = NDArray[np.int64]


@dataclass(frozen=True)
class Branches:
    """`of_team`: branch of each team; `group`: group (unit) and organisation of each branch."""

    of_team: Index
    group: Index
    organisation: Index


def cut_branches(teams: Teams, group: Index, branch_size: int, whole: int) -> Branches:
    """Cut the teams into branches, none across groups before tiny ones are merged.

    Args:
        teams: the teams of the whole service.
        group: unit of each team, numbered from 0; a group lies in one organisation.
        branch_size: wanted number of posts of a branch.
        whole: groups of up to this many posts are not cut.
    """
    label = _cut(teams, group, branch_size, whole)
    label = _merge_tiny(teams, np.unique(label, return_inverse=True)[1])
    return _number(teams, group, label)


def _cut(teams: Teams, group: Index, branch_size: int, whole: int) -> Index:
    n, n_groups = len(teams.size), int(group.max()) + 1
    parent = np.where(teams.parent >= 0, teams.parent, 0)
    inside = (teams.parent >= 0) & (group[parent] == group)
    parent = np.where(inside, parent, n + group)
    rest = np.concatenate([teams.size, np.zeros(n_groups, np.int64)])
    joins = np.arange(n + n_groups)
    large = np.bincount(group, teams.size, n_groups) > whole
    joins[:n] = np.where(large[group], joins[:n], n + group)
    for level in _levels_upwards(teams, np.flatnonzero(large[group])):
        open_teams = level[(rest[level] < branch_size) & inside[level]]
        _pack(open_teams, parent, rest, joins, branch_size)
    last = (rest[:n] < branch_size) & ~inside & large[group]
    _pack(np.flatnonzero(last), parent, rest, joins, branch_size)
    return _follow(joins)[:n]


def _levels_upwards(teams: Teams, chosen: Index) -> list[Index]:
    by_layer = chosen[np.argsort(-teams.layer[chosen], kind="stable")]
    edges = np.flatnonzero(np.diff(teams.layer[by_layer])) + 1
    return np.split(by_layer, edges)


def _pack(siblings: Index, parent: Index, rest: Index, joins: Index, branch_size: int) -> None:
    """Join small siblings to their parent, or to one another where they are many.

    Changes `joins` (what each team is in one branch with) and `rest` (posts of a team and of all
    that has joined it).
    """
    if len(siblings) == 0:
        return
    siblings = siblings[np.argsort(parent[siblings], kind="stable")]
    above, weight = parent[siblings], rest[siblings]
    first = np.concatenate([[True], above[1:] != above[:-1]])
    family = np.cumsum(first) - 1
    total = np.bincount(family, weight)[family].astype(np.int64)
    ends = np.cumsum(weight)
    starts = ends - weight
    before = starts - starts[first][family]
    runs = np.where(rest[above] + total >= 2 * branch_size, total // branch_size, 0)
    run = ((before + weight / 2) * runs / total).astype(np.int64)
    leads = first | (run != np.concatenate([[-1], run[:-1]]))
    packed = runs > 0
    joins[siblings] = np.where(packed, siblings[leads][np.cumsum(leads) - 1], above)
    np.add.at(rest, above[~packed], weight[~packed])


def _follow(joins: Index) -> Index:
    while True:
        further = joins[joins]
        if np.array_equal(further, joins):
            return joins
        joins = further


def _tops(teams: Teams, label: Index) -> Index:
    """For each branch the team nearest to the head of the organisation."""
    by_layer = np.argsort(teams.layer, kind="stable")
    return by_layer[np.unique(label[by_layer], return_index=True)[1]]


def _merge_tiny(teams: Teams, label: Index) -> Index:
    """Merge branches below `TINY` into the branch above, or the head's into the one below."""
    size = np.bincount(label, teams.size)
    top = _tops(teams, label)
    above = teams.parent[top]
    target = np.where((size < TINY) & (above >= 0), label[above], np.arange(len(top)))
    label = np.unique(_follow(target)[label], return_inverse=True)[1]
    return _merge_tiny_heads(teams, label)


def _merge_tiny_heads(teams: Teams, label: Index) -> Index:
    size = np.bincount(label, teams.size)
    top = _tops(teams, label)
    above = teams.parent[top]
    below = np.flatnonzero((above >= 0) & (size[label[above]] < TINY))
    below = below[np.argsort(-size[below], kind="stable")]
    joins = np.arange(len(top))
    joins[label[above[below]]] = below
    return joins[label]


def _number(teams: Teams, group: Index, label: Index) -> Branches:
    _, label = np.unique(label, return_inverse=True)
    top = _tops(teams, label)
    order = np.lexsort((top, teams.layer[top], teams.organisation[top]))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    top = top[order]
    return Branches(rank[label], group[top], teams.organisation[top].astype(np.int64))
