"""Posts nest into valid charts, and none is lost."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innosim.organisation.check import check
from innosim.organisation.nest import Posts, nest
from tests.unit.organisation.trees import make_posts, random_posts


def small_posts(superior: list[int], organisation: list[int] | None = None) -> Posts:
    n = len(superior)
    organisation = organisation or [0] * n
    return Posts(
        superior=np.array(superior, np.int32),
        organisation=np.array(organisation, np.int32),
        role=np.zeros(n, np.int8),
        fte=np.ones(n, np.float32),
        grade=("",) * n,
        organisation_names=tuple(f"body {k}" for k in range(max(organisation, default=0) + 1)),
    )


@settings(deadline=None)
@given(random_posts(), st.integers(1, 100))
def test_random_trees_become_valid_charts_with_every_post(posts: Posts, branch_size: int) -> None:
    chart = nest(posts, name="service", branch_size=branch_size)
    check(chart)
    assert sorted(chart.grade) == sorted(posts.grade)
    assert np.sort(chart.fte).tolist() == np.sort(posts.fte).tolist()


@settings(deadline=None)
@given(random_posts())
def test_superior_role_and_organisation_stay_with_their_post(posts: Posts) -> None:
    chart = nest(posts, name="service", branch_size=16)
    old_row = np.array([int(grade[1:]) for grade in chart.grade])
    superior = np.append(old_row, -1)[chart.superior]
    assert np.array_equal(superior, posts.superior[old_row])
    assert np.array_equal(chart.role, posts.role[old_row])
    assert np.array_equal(chart.organisation, posts.organisation[old_row])


def test_a_manager_is_in_the_superiors_team_and_the_head_in_the_own() -> None:
    chart = nest(small_posts([-1, 0, 0, 1, 1]), name="service")
    assert chart.superior.tolist() == [-1, 0, 0, 1, 1]
    assert chart.layer.tolist() == [0, 1, 1, 2, 2]
    assert chart.team.tolist() == [0, 0, 0, 1, 1]


def test_a_large_bushy_organisation_is_cut_into_branches_near_the_wanted_size() -> None:
    superior = np.concatenate([[-1], (np.arange(4999)) // 8]).tolist()
    chart = nest(small_posts(superior), name="service", branch_size=64)
    sizes = np.bincount(chart.branch)
    assert 50 <= np.median(sizes) <= 130
    assert sizes.max() <= 250
    assert sizes.min() >= 8


def test_the_layout_does_not_depend_on_the_wanted_size_when_all_fits_in_one_branch() -> None:
    posts = small_posts([-1, 0, 0, 1])
    assert nest(posts, name="s", branch_size=50).n_branches == 1
    assert nest(posts, name="s", branch_size=5000).n_branches == 1


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        nest(small_posts([-1, 2, 1]), name="service")


@pytest.mark.parametrize("superior", [[-1, -1], [1, 0]])
def test_an_organisation_needs_one_head(superior: list[int]) -> None:
    with pytest.raises(ValueError, match="heads, not 1"):
        nest(small_posts(superior), name="service")


def test_no_posts_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one post"):
        nest(small_posts([]), name="service")


def test_half_a_million_posts_nest_in_seconds() -> None:
    posts = make_posts(np.random.default_rng(3), [520_000], 1.0, 0)
    start = perf_counter()
    chart = nest(posts, name="service")
    assert perf_counter() - start < 5
    check(chart)


def unit_posts(units: list[str], superior: list[int]) -> Posts:
    posts = small_posts(superior)
    return Posts(**{**vars(posts), "unit": units})


def test_a_unit_is_a_branch_and_a_tiny_one_joins_the_branch_above() -> None:
    superior = [-1] + [0] * 10 + [1] * 10 + [2] * 3
    units = ["Office"] * 11 + ["Policy"] * 10 + ["Secretariat"] * 3
    chart = nest(unit_posts(units, superior), name="service")
    assert chart.branch_names == ("Office", "Policy")
    assert np.bincount(chart.branch).tolist() == [14, 10]


def test_a_unit_of_more_than_four_branches_is_cut() -> None:
    superior = [-1, *((np.arange(599)) // 8)]
    chart = nest(unit_posts(["Field"] * 600, superior), name="service", branch_size=64)
    sizes = np.bincount(chart.branch)
    assert chart.branch_names[:2] == ("Field (1)", "Field (2)")
    assert 5 <= len(sizes) <= 12


def test_a_tiny_head_office_joins_the_smallest_branch_below() -> None:
    superior = [-1, 0, 0] + [1] * 20 + [2] * 30
    units = ["Office"] * 3 + ["Small"] * 20 + ["Large"] * 30
    chart = nest(unit_posts(units, superior), name="service")
    assert np.bincount(chart.branch).tolist() == [23, 30]
