"""Checks that a chart keeps its promises."""

from __future__ import annotations

import numpy as np

from innosim.organisation.chart import Chart, Role
from innosim.organisation.teams import count_layers


def check(chart: Chart) -> None:
    """Check every invariant that `Chart` states.

    Raises:
        ValueError: names the first invariant that is broken.
    """
    if chart.n == 0:
        raise ValueError("a chart needs at least one post")
    _check_lengths(chart)
    _check_units(chart)
    _check_posts(chart)
    _check_lines(chart)


def _check_lengths(chart: Chart) -> None:
    for column in ("role", "layer", "team", "branch", "organisation", "fte", "grade"):
        if len(getattr(chart, column)) != chart.n:
            raise ValueError(f"{column} has {len(getattr(chart, column))} entries, not {chart.n}")
    if len(chart.branch_names) != chart.n_branches:
        raise ValueError("the branches have too many names or too few")


def _check_units(chart: Chart) -> None:
    for unit, count in (("team", chart.n_teams), ("branch", chart.n_branches)):
        _check_ranges(unit, getattr(chart, unit), count)
    _check_ranges("organisation", chart.organisation, chart.n_organisations)
    if not np.array_equal(chart.team_branch[chart.team], chart.branch):
        raise ValueError("a team lies in two branches")
    if not np.array_equal(chart.branch_organisation[chart.branch], chart.organisation):
        raise ValueError("a branch lies in two organisations")


def _check_ranges(unit: str, index: np.ndarray, count: int) -> None:
    if index[0] != 0 or index[-1] != count - 1 or not np.isin(np.diff(index), (0, 1)).all():
        raise ValueError(f"the rows of each {unit} are not one unbroken range")


def _check_posts(chart: Chart) -> None:
    if not np.isin(chart.role, [role.value for role in Role]).all():
        raise ValueError("a post has no known role")
    if not ((chart.fte > 0) & (chart.fte <= 1)).all():
        raise ValueError("a post has a full-time share of 0 or less, or above 1")


def _check_lines(chart: Chart) -> None:
    if chart.superior.min() < -1 or chart.superior.max() >= chart.n:
        raise ValueError("a superior is no row of the chart")
    below = np.flatnonzero(chart.superior >= 0)
    heads = chart.organisation[chart.superior < 0]
    if not np.array_equal(heads, np.arange(chart.n_organisations)):
        raise ValueError("an organisation has no head, or several")
    if not np.array_equal(chart.organisation[chart.superior[below]], chart.organisation[below]):
        raise ValueError("a superior is in another organisation")
    if not np.array_equal(count_layers(chart.superior), chart.layer):
        raise ValueError("a layer is not the number of superiors above the post")
