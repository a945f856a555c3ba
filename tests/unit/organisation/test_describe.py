"""A chart in numbers."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from innosim.organisation.check import check
from innosim.organisation.describe import describe
from innosim.organisation.generate import GeneratedOrganisation, generate
from innosim.organisation.report import FileCount, ImportReport, Repair, lines_of

CHART = generate(GeneratedOrganisation(headcount=400, organisations=3), name="Harbours")


def test_the_numbers_add_up() -> None:
    found = describe(CHART)
    assert sum(found.roles.values()) == 400
    assert sum(o.posts for o in found.by_organisation) == 400
    assert sum(o.branches for o in found.by_organisation) == found.branches
    assert sum(k.leaders + k.middle_managers + k.individuals for k in found.layers) == 400
    assert found.layers[0].leaders == 3
    assert json.loads(json.dumps(found.as_dict()))["posts"] == 400


def test_in_words() -> None:
    lines = list(describe(CHART).lines())
    assert lines[0] == "Harbours: 400 posts, 400.0 full-time equivalents"
    assert any(line.startswith("direct subordinates of a superior") for line in lines)


def test_a_single_post_has_no_span() -> None:
    chart = generate(GeneratedOrganisation(headcount=1, organisations=1))
    assert describe(chart).spans is None
    assert "1 organisation, 1 branch, 1 team, 1 layer" in list(describe(chart).lines())


def test_a_report_that_does_not_add_up_is_an_error() -> None:
    repair = Repair("a.csv", "nobody in post", "line 2", 1, "dropped", dropped=1, fte=-0.5)
    ImportReport((FileCount("a.csv", "posts", 3, 2, 1, 2.5, 2.0),), (repair,))
    for wrong in (
        FileCount("a.csv", "posts", 4, 2, 1, 2.5, 2.0),
        FileCount("a.csv", "posts", 3, 3, 0, 2.5, 2.0),
        FileCount("a.csv", "posts", 3, 2, 1, 2.5, 2.5),
    ):
        with pytest.raises(ValueError, match=r"a\.csv"):
            ImportReport((wrong,), (repair,))


def test_line_numbers_for_people() -> None:
    assert lines_of([]) == "whole file"
    assert lines_of([7, 7]) == "line 7"
    assert lines_of(range(2, 10)) == "lines 2, 3, 4, 5, 6, 7 and 2 more"


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("layer", "layer"),
        ("superior", "head"),
        ("fte", "share"),
        ("role", "role"),
        ("team", "team"),
    ],
)
def test_broken_charts_are_found(column: str, message: str) -> None:
    spoilt = getattr(CHART, column).copy()
    spoilt[0] = 9
    with pytest.raises(ValueError, match=message):
        check(replace(CHART, **{column: spoilt}))
