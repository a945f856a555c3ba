"""The nested service as shapes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innosim.organisation.chart import Chart, Role
from innosim.organisation.generate import GeneratedOrganisation, generate
from innosim.organisation.mend import posts_below
from innosim.organisation.nest import nest
from innosim.organisation.nested import MOST_PEOPLE, MOST_SHAPES, Kind, Nested, nested
from tests.unit.organisation.trees import random_posts


def made(headcount: int, organisations: int = 1) -> Chart:
    return generate(GeneratedOrganisation(headcount=headcount, organisations=organisations))


def charts(draw: st.DataObject) -> Chart:
    return nest(draw.draw(random_posts()), name="a service")


def blocks(layout: Nested) -> dict[int, list[tuple[float, float]]]:
    """From and to of the blocks of each layer, those that are shared once."""
    found: dict[int, set[tuple[float, float]]] = {}
    for layer, left, width in zip(layout.layer, layout.left, layout.width, strict=True):
        found.setdefault(int(layer), set()).add((float(left), float(left + width)))
    return {layer: sorted(here) for layer, here in found.items()}


@settings(max_examples=25)
@given(st.data(), st.sampled_from([5, 30, 10_000]))
def test_shapes_hold_everybody_once_and_are_nested(data: st.DataObject, most: int) -> None:
    chart = charts(data)
    layout = nested(chart, most)
    assert np.array_equal(np.bincount(layout.shape), layout.posts)
    assert layout.posts.sum() == chart.n
    assert np.array_equal(layout.shape[layout.first], np.arange(layout.n))
    assert np.array_equal(layout.layer[layout.shape], chart.layer)
    above = chart.superior >= 0
    hung = layout.above[layout.shape[above]]
    assert np.array_equal(hung, layout.shape[chart.superior[above]])
    heads = layout.above < 0
    assert layout.width[heads].sum() == chart.n
    inside = ~heads
    outer = layout.above[inside]
    assert (layout.left[inside] > layout.left[outer]).all()
    right = layout.left + layout.width
    assert (right[inside] < right[outer]).all()


@settings(max_examples=25)
@given(st.data(), st.sampled_from([5, 30, 10_000]))
def test_areas_are_people(data: st.DataObject, most: int) -> None:
    chart = charts(data)
    layout = nested(chart, most)
    area = layout.width / layout.parts
    led = posts_below(chart.superior) + 1
    assert np.allclose(area, np.bincount(layout.shape, led))
    for here in blocks(layout).values():
        assert all(one[1] <= other[0] + 1e-9 for one, other in pairwise(here))


@settings(max_examples=25)
@given(st.data())
def test_a_shared_block_is_shared_by_as_many_as_it_is_wide(data: st.DataObject) -> None:
    layout = nested(charts(data))
    for block in {*zip(layout.layer, layout.left, strict=True)}:
        here = (layout.layer == block[0]) & (layout.left == block[1])
        assert sorted(layout.place[here]) == list(range(here.sum()))
        assert set(layout.parts[here]) == {here.sum()}


def test_everybody_of_a_small_service_has_a_shape() -> None:
    layout = nested(made(1_000, 2))
    assert layout.n == 1_000
    assert set(layout.kind) == {Kind.LEAD, Kind.PERSON}


@pytest.mark.parametrize("headcount", [1, 2, MOST_PEOPLE, MOST_PEOPLE + 1, 40_000])
def test_no_more_shapes_than_can_be_drawn(headcount: int) -> None:
    assert nested(made(headcount, min(headcount, 4))).n <= MOST_SHAPES


def test_groups_keep_those_who_lead_apart() -> None:
    chart = made(40_000, 4)
    layout = nested(chart)
    leads = posts_below(chart.superior) > 0
    assert np.array_equal(leads, np.isin(layout.kind, (Kind.LEAD, Kind.LEADS))[layout.shape])
    assert np.array_equal(layout.posts == 1, layout.kind <= Kind.PERSON)


def test_clay_is_where_middle_managers_are() -> None:
    chart = made(1_000)
    layout = nested(chart)
    assert np.array_equal(layout.clay[layout.shape], chart.role == Role.MIDDLE_MANAGER)


def test_members_are_those_in_it() -> None:
    chart = made(5_000)
    layout = nested(chart)
    for shape in (0, layout.n - 1):
        assert set(layout.shape[layout.members(shape)]) == {shape}
        assert len(layout.members(shape)) == layout.posts[shape]
