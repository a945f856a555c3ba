"""Generated services have the numbers that were asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from innosim.organisation.chart import Role
from innosim.organisation.check import check
from innosim.organisation.generate import (
    GeneratedOrganisation,
    generate,
    role_counts,
    spread_over_layers,
)
from innosim.parameters import facts


@settings(deadline=None)
@given(
    headcount=st.integers(1, 2000),
    organisations=st.integers(1, 30),
    span=st.floats(2, 20),
    leaders=st.floats(0, 0.5),
    middle=st.floats(0, 0.5),
)
def test_any_numbers_give_a_valid_chart_of_exactly_that_size(
    headcount: int, organisations: int, span: float, leaders: float, middle: float
) -> None:
    p = GeneratedOrganisation(
        headcount=headcount,
        organisations=min(organisations, headcount),
        span=span,
        share_leaders=leaders,
        share_middle_managers=middle,
    )
    chart = generate(p)
    check(chart)
    assert chart.n == headcount


def test_shares_and_spans_are_as_asked() -> None:
    chart = generate(GeneratedOrganisation(headcount=20_000, organisations=10))
    roles = np.bincount(chart.role, minlength=3)
    assert roles[Role.LEADER] == 120
    assert roles[Role.MIDDLE_MANAGER] == 3560
    managers = chart.superior[(chart.superior >= 0) & (chart.role > 0)]
    assert np.bincount(managers).max() <= 9


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_the_smallest_organisations_have_a_head(people: int) -> None:
    chart = generate(GeneratedOrganisation(headcount=people, organisations=1))
    check(chart)
    assert chart.role[0] == Role.LEADER


def test_the_same_numbers_give_the_same_chart() -> None:
    p = GeneratedOrganisation(headcount=500, organisations=4)
    assert np.array_equal(generate(p).superior, generate(p).superior)


def test_bodies_are_taken_as_stated() -> None:
    bodies = [{"name": "Health", "headcount": 120}, {"name": "Roads", "headcount": 30}]
    p = GeneratedOrganisation.model_validate({"bodies": bodies})
    chart = generate(p)
    assert chart.organisation_names == ("Health", "Roads")
    assert np.bincount(chart.organisation).tolist() == [120, 30]


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"headcount": 3, "organisations": 4}, "4 organisations cannot share 3 people"),
        ({"share_leaders": 0.6, "share_middle_managers": 0.5}, "more than 1"),
        ({"headcount": 9, "bodies": [{"name": "A", "headcount": 8}]}, "bodies have 8 people"),
        ({"organisations": 2, "bodies": [{"name": "A", "headcount": 8}]}, "1 bodies are given"),
    ],
)
def test_numbers_that_contradict_are_refused(numbers: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        GeneratedOrganisation.model_validate(numbers)


def test_fewer_layers_widen_the_spans() -> None:
    assert spread_over_layers(584, 1, 8.0, None) == [8, 64, 512]
    assert len(spread_over_layers(584, 1, 8.0, 2)) == 2
    assert sum(spread_over_layers(584, 1, 8.0, 2)) == 584


def test_middle_managers_never_outnumber_the_posts_left() -> None:
    p = GeneratedOrganisation(
        headcount=4, organisations=4, share_leaders=0.0, share_middle_managers=1.0
    )
    leaders, middle = role_counts(p, p.sizes())
    assert leaders.tolist() == [1, 1, 1, 1]
    assert middle.tolist() == [0, 0, 0, 0]


def test_each_number_has_unit_bounds_and_source() -> None:
    for name, field in GeneratedOrganisation.model_fields.items():
        if name == "bodies":
            continue
        stated = facts(field)
        assert stated["unit"], name
        assert stated["source"], name
        assert stated["low"] is not None
