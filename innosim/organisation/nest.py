"""Turns posts and their reporting lines into a nested chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.branches import Branches, cut_branches
from innosim.organisation.chart import Chart, IntArray
from innosim.organisation.teams import Teams, count_layers, form_teams

BRANCH_SIZE = 64
"""Wanted number of posts of a branch."""


@dataclass(frozen=True)
class Posts:
    """Posts in any order, before they are nested.

    Attributes:
        superior: row of the superior, -1 for the one head of each organisation.
        organisation: index into `organisation_names`.
        role: a `Role` for each post.
        fte: share of a full-time post, above 0 and at most 1.
        grade: the grade as the source names it, "" where there is none.
        organisation_names: every organisation has at least one post.
        unit: the unit of each post as the source names it, if it names units.
    """

    superior: IntArray
    organisation: IntArray
    role: NDArray[np.int8]
    fte: NDArray[np.float32]
    grade: Sequence[str]
    organisation_names: tuple[str, ...]
    unit: Sequence[str] | None = None


def nest(posts: Posts, *, name: str, branch_size: int = BRANCH_SIZE) -> Chart:
    """Derive layers, teams and branches, and sort the posts by them.

    Args:
        posts: the posts of the whole service.
        name: name of the service.
        branch_size: wanted number of posts of a branch; see `branches` for the cut.

    Raises:
        ValueError: if there is no post, the lines form a circle, or an organisation has no
            head or several.
    """
    return nest_order(posts, name=name, branch_size=branch_size)[0]


def nest_order(
    posts: Posts, *, name: str, branch_size: int = BRANCH_SIZE
) -> tuple[Chart, NDArray[np.int64]]:
    """As `nest`, and with the row in `posts` of each row of the chart."""
    _require_heads(posts)
    superior = np.asarray(posts.superior, np.int32)
    organisation = np.asarray(posts.organisation, np.int32)
    layer = count_layers(superior)
    teams = form_teams(superior, layer, organisation)
    group, group_names = _groups(posts, teams)
    whole = 2 * branch_size - 1 if posts.unit is None else 4 * branch_size
    branches = cut_branches(teams, group, branch_size, whole)
    names = _name_branches(branches, group_names)
    return _sorted_chart(posts, name, (layer, teams, branches), names)


def _require_heads(posts: Posts) -> None:
    if len(posts.superior) == 0:
        raise ValueError("an organisation needs at least one post")
    heads = np.bincount(
        posts.organisation[posts.superior < 0], minlength=len(posts.organisation_names)
    )
    if np.any(heads != 1):
        worst = int(np.argmax(heads != 1))
        raise ValueError(f"{posts.organisation_names[worst]}: {heads[worst]} heads, not 1")


def _groups(posts: Posts, teams: Teams) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Group of each team (unit within organisation, or organisation) and the groups' names."""
    if posts.unit is None:
        return teams.organisation.astype(np.int64), posts.organisation_names
    names = tuple(dict.fromkeys(posts.unit))
    number = {unit: i for i, unit in enumerate(names)}
    of_post = np.fromiter((number[u] for u in posts.unit), np.int64, len(posts.unit))
    unit = _commonest(teams.of_post.astype(np.int64), of_post, len(names))
    key = teams.organisation.astype(np.int64) * len(names) + unit
    groups, group = np.unique(key, return_inverse=True)
    named = (names[g % len(names)] or posts.organisation_names[g // len(names)] for g in groups)
    return group, tuple(named)


def _commonest(team: NDArray[np.int64], unit: NDArray[np.int64], n_units: int) -> NDArray[np.int64]:
    """The unit that most posts of each team are in; of equals the one named first."""
    pairs, count = np.unique(team * n_units + unit, return_counts=True)
    order = np.lexsort((pairs, -count, pairs // n_units))
    first = np.unique(pairs[order] // n_units, return_index=True)[1]
    return pairs[order][first] % n_units


def _name_branches(branches: Branches, group_names: tuple[str, ...]) -> tuple[str, ...]:
    pieces = np.bincount(branches.group, minlength=len(group_names))
    so_far = [0] * len(group_names)
    names = []
    for group in branches.group.tolist():
        so_far[group] += 1
        piece = f" ({so_far[group]})" if pieces[group] > 1 else ""
        names.append(group_names[group] + piece)
    return tuple(names)


def _sorted_chart(
    posts: Posts,
    name: str,
    nested: tuple[NDArray[np.int32], Teams, Branches],
    branch_names: tuple[str, ...],
) -> tuple[Chart, NDArray[np.int64]]:
    layer, teams, branches = nested
    n_teams = len(teams.size)
    team_order = np.lexsort((np.arange(n_teams), teams.layer, branches.of_team))
    rank = _ranks(team_order)
    team = rank[teams.of_post]
    order = np.lexsort((layer, team))
    row = np.append(_ranks(order), -1)
    chart = Chart(
        name=name,
        superior=row[posts.superior[order]].astype(np.int32),
        role=np.asarray(posts.role, np.int8)[order],
        layer=layer[order].astype(np.int16),
        team=team[order],
        branch=branches.of_team[team_order][team[order]].astype(np.int32),
        organisation=np.asarray(posts.organisation, np.int32)[order],
        fte=np.asarray(posts.fte, np.float32)[order],
        grade=tuple(np.array(posts.grade, object)[order].tolist()),
        team_branch=branches.of_team[team_order].astype(np.int32),
        branch_organisation=branches.organisation.astype(np.int32),
        branch_names=branch_names,
        organisation_names=tuple(posts.organisation_names),
    )
    return chart, order


def _ranks(order: NDArray[np.int64]) -> IntArray:
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    return rank
