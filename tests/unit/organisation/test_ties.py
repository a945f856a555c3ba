"""Tie lists, alone and with people."""

from __future__ import annotations

from pathlib import Path

import pytest

from innosim.errors import InputError
from innosim.organisation.check import check
from innosim.organisation.report import Imported
from innosim.organisation.table import TableFile
from innosim.organisation.tied import import_ties
from innosim.organisation.ties import TieFile
from tests.unit.organisation.files import DATA, kinds

TIES = str(DATA / "keepers-ties.csv")


def read(folder: Path, text: str, **how: str) -> Imported:
    file = folder / "ties.csv"
    file.write_text(text, encoding="utf-8")
    return import_ties(TieFile.model_validate({"file": str(file), **how}))


def test_departments_are_under_their_best_tied_person() -> None:
    p = TieFile(file=TIES, departments=str(DATA / "keepers-departments.csv"))
    imported = import_ties(p)
    chart = imported.chart
    check(chart)
    assert chart.n == 7
    assert chart.layer.tolist() == [0, 1, 1, 1, 1, 2, 2]
    people, ties = imported.report.files
    assert (people.read, people.kept, people.dropped) == (8, 7, 1)
    assert (ties.read, ties.kept, ties.dropped) == (10, 5, 5)
    assert kinds(imported) >= {"tie of nobody", "tie to oneself", "tie repeated"}


def test_ties_are_matched_to_a_table() -> None:
    table = TableFile(
        file=str(DATA / "lighthouses.csv"), person="Staff no", superior="Line manager"
    )
    imported = import_ties(TieFile(file=TIES), table)
    chart = imported.chart
    check(chart)
    assert chart.ties is not None
    assert chart.ties.shape == (10, 2)
    assert sorted(chart.tie_weights.tolist())[-1] == 4.0


def test_ties_move_with_their_people(tmp_path: Path) -> None:
    imported = read(tmp_path, "9,1\n9,2\n9,3\n3,2\n", heard="source")
    chart = imported.chart
    assert chart.n == 4
    head_is_heard = chart.ties[chart.ties[:, 1] == 0]
    assert sorted(head_is_heard[:, 0].tolist()) == [1, 2, 3]


@pytest.mark.parametrize("header", ["", "source,target\n", "From,To\n", "a,b\n"])
def test_headers_are_recognised(tmp_path: Path, header: str) -> None:
    imported = read(tmp_path, header + "1,2\n2,3\n")
    assert imported.chart.n == 3
    assert imported.report.files[0].read == 2


def test_comments_and_tabs_of_network_archives(tmp_path: Path) -> None:
    assert read(tmp_path, "# Nodes: 3\n1\t2\n2\t3\n").chart.n == 3


def test_weights_that_are_no_numbers_count_as_one(tmp_path: Path) -> None:
    imported = read(tmp_path, "source,target,weight\n1,2,much\n1,3,2.5\n")
    assert sorted(imported.chart.tie_weights.tolist()) == [1.0, 1.0, 2.5, 2.5]
    assert "weight no number" in kinds(imported)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("source,target\n", "a header but no rows"),
        ("alone\n1\n", "source and target"),
        (",\n ,\n", "the file is empty"),
    ],
)
def test_lists_without_ties_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, text)
