"""Organograms with every kind of dirt become valid charts, and everything is accounted for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innosim.errors import InputError, InputErrors
from innosim.organisation.chart import Role
from innosim.organisation.check import check
from innosim.organisation.organogram import OrganogramFiles, OrganogramPair, import_organograms
from innosim.organisation.organogram_rows import grade_rank
from tests.unit.organisation.files import (
    DATA,
    ONE_GROUP,
    TWO_SENIORS,
    kinds,
    read_pair,
    repair_named,
    write_pair,
)

HARBOUR = OrganogramPair(
    senior=str(DATA / "harbour-office-senior.csv"), junior=str(DATA / "harbour-office-junior.csv")
)


def senior(*rows: str) -> list[tuple[str, ...]]:
    """Senior rows from "key grade superior fte"."""
    return [(*row.split(), "", "") for row in rows]


def test_a_dirty_body_is_read_whole() -> None:
    imported = import_organograms(OrganogramFiles(bodies=[HARBOUR]))
    check(imported.chart)
    high, low = imported.report.files
    assert (high.read, high.kept, high.dropped) == (10, 9, 1)
    assert (low.read, low.kept, low.dropped) == (63, 62, 1)
    assert imported.chart.n == 71
    assert imported.chart.organisation_names == ("Harbour Office",)
    assert kinds(imported) == {
        "circle",
        "fractional posts",
        "key repeated",
        "key spelt otherwise",
        "nobody in post",
        "number of posts",
        "reporting line inferred",
        "superior missing",
        "superior's key repeated",
    }


def test_no_name_contact_or_note_is_kept() -> None:
    imported = import_organograms(OrganogramFiles(bodies=[HARBOUR]))
    everything = repr(vars(imported.chart)) + repr(imported.report)
    assert "ecret" not in everything
    assert "Master" not in everything


def test_several_bodies_are_one_service_with_an_organisation_each() -> None:
    imported = import_organograms(OrganogramFiles(bodies=[HARBOUR, HARBOUR]))
    check(imported.chart)
    assert imported.chart.organisation_names == ("Harbour Office", "Harbour Office (2)")
    assert imported.chart.n == 2 * 71


def test_fractions_become_whole_posts_with_the_same_sum(tmp_path: Path) -> None:
    imported = read_pair(tmp_path, junior=[("2", "EO", "20000", "4.8"), ("2", "AO", "9", "0.3")])
    juniors = imported.chart.fte[[grade in ("EO", "AO") for grade in imported.chart.grade]]
    assert len(juniors) == 6
    assert juniors.sum() == pytest.approx(5.1, abs=1e-5)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    above=st.lists(st.sampled_from(["XX", "", "0", "1", "02", "3 ", "99"]), min_size=1, max_size=9),
    groups=st.lists(
        st.tuples(
            st.sampled_from(["0", "1", "77", "XX"]),
            st.sampled_from(["A", "B"]),
            st.sampled_from(["", "1", "2"]),
            st.sampled_from(["0.2", "3", "30.5", "", "x", "-1", "0"]),
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_whatever_the_lines_posts_and_full_time_shares_add_up(
    tmp_path: Path, above: list[str], groups: list[tuple[str, ...]]
) -> None:
    rows = [(str(k % 7), "SCS1", cell, "1", "", "") for k, cell in enumerate(above)]
    imported = read_pair(tmp_path, rows, [("0", "A", "1", "1"), *groups])
    check(imported.chart)
    assert sum(count.kept for count in imported.report.files) == imported.chart.n
    kept = sum(count.fte_kept for count in imported.report.files)
    assert imported.chart.fte.sum(dtype=float) == pytest.approx(kept, abs=0.01)


def test_a_circle_is_cut_at_the_highest_grade(tmp_path: Path) -> None:
    rows = senior("1 SCS3 XX 1", "2 SCS1 3 1", "3 SCS2 2 1")
    imported = read_pair(tmp_path, rows)
    repair = repair_named(imported, "circle")
    assert (repair.count, repair.where) == (1, "line 4")
    chart = imported.chart
    assert chart.grade[chart.superior[chart.grade.index("SCS2")]] == "SCS3"


def test_a_circle_without_a_top_gets_its_highest_grade_as_head(tmp_path: Path) -> None:
    imported = read_pair(tmp_path, senior("1 SCS1 2 1", "2 SCS2 1 1"))
    assert imported.chart.grade[0] == "SCS2"
    assert "head chosen" in kinds(imported)


def test_of_several_tops_the_highest_grade_is_the_head(tmp_path: Path) -> None:
    imported = read_pair(tmp_path, senior("1 SCS1 XX 1", "2 SCS2 xx 1"))
    assert imported.chart.grade[0] == "SCS2"
    assert repair_named(imported, "several heads").where == "line 2"


def test_a_post_that_reports_to_itself_reports_to_the_head(tmp_path: Path) -> None:
    imported = read_pair(tmp_path, senior("1 SCS2 XX 1", "2 SCS1 2 1"))
    assert repair_named(imported, "reports to itself").count == 1


def test_keys_may_differ_in_zeros_case_and_blanks(tmp_path: Path) -> None:
    rows = senior("9000 SCS3 XX 1", "a1 SCS2 00009000 1", "b SCS1 A1 1")
    imported = read_pair(tmp_path, rows, [(" B ", "EO", "1", "2")])
    assert imported.chart.layer.max() == 3
    assert sum(r.count for r in imported.report.repairs if r.kind == "key spelt otherwise") == 3


def test_of_two_posts_with_one_key_the_next_grade_above_is_meant(tmp_path: Path) -> None:
    rows = senior("P SCS1 D 1", "D SCS3 P 1", "P SCS4 XX 1")
    imported = read_pair(tmp_path, rows, [("P", "EO", "1", "2")])
    chart = imported.chart
    assert "circle" not in kinds(imported)
    assert chart.grade[chart.superior[chart.grade.index("SCS3")]] == "SCS4"
    assert chart.grade[chart.superior[chart.grade.index("EO")]] == "SCS1"


def test_a_post_without_anybody_is_dropped_and_its_people_move_up(tmp_path: Path) -> None:
    imported = read_pair(tmp_path, senior("1 SCS2 XX 1", "2 SCS1 1 0"))
    chart = imported.chart
    assert chart.n == 4
    assert set(chart.superior.tolist()) == {-1, 0}
    assert repair_named(imported, "nobody in post").dropped == 1


def test_a_vacant_post_with_a_share_is_kept_and_listed(tmp_path: Path) -> None:
    rows = [TWO_SENIORS[0], ("2", "SCS1", "1", "1", "", "Not in Post")]
    imported = read_pair(tmp_path, rows)
    assert imported.chart.n == 5
    assert repair_named(imported, "marked vacant").where == "line 3"


@pytest.mark.parametrize(
    ("cell", "kind"),
    [("", "FTE blank"), ("full", "FTE no number"), ("-1", "FTE no number"), ("2", "FTE above 1")],
)
def test_a_senior_share_that_makes_no_sense_counts_as_one(
    tmp_path: Path, cell: str, kind: str
) -> None:
    imported = read_pair(tmp_path, [TWO_SENIORS[0], ("2", "SCS1", "1", cell, "", "")])
    assert imported.chart.fte.tolist() == [1.0] * 5
    assert repair_named(imported, kind).count == 1


def test_thousands_under_one_post_get_managers_from_the_higher_grades(tmp_path: Path) -> None:
    groups = [("2", "AO", "20000", "1000"), ("2", "HEO", "35000", "150"), ("2", "?", "", "1")]
    imported = read_pair(tmp_path, junior=groups)
    chart = imported.chart
    spans = np.bincount(chart.superior[chart.superior >= 0])
    assert spans.max() == 8
    managers = {chart.grade[k] for k in np.flatnonzero(chart.role == Role.MIDDLE_MANAGER)}
    assert managers == {"SCS1", "HEO"}
    assert repair_named(imported, "reporting line inferred").count == 1151 - 8


def test_a_small_group_stays_under_its_senior_post(tmp_path: Path) -> None:
    imported = read_pair(tmp_path, junior=[("2", "AO", "20000", "12")])
    assert imported.chart.layer.max() == 2


def test_leaders_are_the_head_and_the_leader_grades(tmp_path: Path) -> None:
    pair = write_pair(tmp_path, senior("1 SCS4 XX 1", "2 SCS2 1 1", "3 SCS1 2 1"))
    for grade, leaders in (("SCS3", 1), ("SCS2", 2), ("SCS1", 3)):
        imported = import_organograms(OrganogramFiles(bodies=[pair], leader_grade=grade))
        assert int((imported.chart.role == Role.LEADER).sum()) == leaders


def test_ranks_of_grades() -> None:
    grades = ("SCS4", "SCS1A", "scs 1", "OF-7", "Of-6", "OF-3", "EO", "")
    assert [grade_rank(grade) for grade in grades] == [4, 1.5, 1, 2, 1, 0, 0, 0]


def test_a_junior_file_of_another_body_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none of its 1 groups reports to a post of body-senior"):
        read_pair(tmp_path, junior=[("77", "EO", "1", "2")])


def test_an_absurd_number_of_posts_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"body-junior.csv:3: 1e\+30 posts in one group"):
        read_pair(tmp_path, junior=[*ONE_GROUP, ("2", "EO", "1", "1e30")])


def test_a_body_of_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no post in it has a full-time share"):
        read_pair(tmp_path, senior("1 SCS2 XX 0"), [("1", "EO", "1", "0")])


def test_mistakes_in_several_bodies_are_reported_at_once(tmp_path: Path) -> None:
    gone = [OrganogramPair(senior=str(tmp_path / f"{k}.csv"), junior="j.csv") for k in "ab"]
    with pytest.raises(InputErrors) as caught:
        import_organograms(OrganogramFiles(bodies=gone))
    assert len(caught.value.problems) == 2
