"""Tables of people under any names of columns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from innosim.errors import InputError
from innosim.organisation.chart import Role
from innosim.organisation.check import check
from innosim.organisation.report import Imported
from innosim.organisation.table import TableFile, import_table
from tests.unit.organisation.files import DATA, kinds, repair_named

LIGHTHOUSES = TableFile(
    file=str(DATA / "lighthouses.csv"),
    person="Staff no",
    superior="Line manager",
    unit="Team",
    grade="Band",
    role="Kind",
    organisation="Agency",
    fte="Hours share",
)


def read(folder: Path, text: str, **columns: str) -> Imported:
    file = folder / "people.csv"
    file.write_text(text, encoding="utf-8")
    names = {"person": "who", "superior": "boss", **columns}
    return import_table(TableFile.model_validate({"file": str(file), **names}))


def test_a_mapped_table_with_two_organisations() -> None:
    imported = import_table(LIGHTHOUSES)
    chart = imported.chart
    check(chart)
    assert chart.organisation_names == ("Lights", "Buoys")
    assert np.bincount(chart.organisation).tolist() == [5, 2]
    assert np.bincount(chart.role).tolist() == [4, 2, 1]
    assert kinds(imported) == {
        "delimiter",
        "FTE blank",
        "key spelt otherwise",
        "role not known",
        "head chosen",
    }
    assert "Secret" not in repr(vars(chart)) + repr(imported.report)


def test_words_of_roles_can_be_mapped() -> None:
    mapped = LIGHTHOUSES.model_copy(update={"roles": {"Keeper": "leader"}})
    roles = import_table(mapped).chart.role
    assert int((roles == Role.LEADER).sum()) == 2


def test_without_roles_the_place_decides(tmp_path: Path) -> None:
    imported = read(tmp_path, "who,boss\n1,\n2,1\n3,2\n")
    assert imported.chart.role.tolist() == [Role.LEADER, Role.MIDDLE_MANAGER, Role.INDIVIDUAL]


def test_a_head_that_reports_to_itself_is_the_head(tmp_path: Path) -> None:
    imported = read(tmp_path, "who,boss\n1,1\n2,1\n")
    assert imported.chart.superior.tolist() == [-1, 0]
    assert repair_named(imported, "head chosen").where == "line 2"


def test_circles_missing_superiors_and_repeated_keys(tmp_path: Path) -> None:
    rows = "who,boss\na,\nb,c\nc,b\nd,nobody\nb,a\n,a\n"
    imported = read(tmp_path, rows)
    check(imported.chart)
    assert imported.chart.n == 6
    expected = {"circle", "superior missing", "key repeated", "key blank"}
    assert kinds(imported) == {*expected, "superior's key repeated"}


def test_people_without_a_share_are_dropped(tmp_path: Path) -> None:
    imported = read(tmp_path, "who,boss,share\na,,1\nb,a,0\nc,b,0.5\n", fte="share")
    assert imported.chart.superior.tolist() == [-1, 0]
    assert imported.report.files[0].dropped == 1


def test_a_crowd_gets_managers(tmp_path: Path) -> None:
    rows = "".join(f"{k},0\n" for k in range(1, 3000))
    imported = read(tmp_path, "who,boss\n0,\n" + rows)
    assert np.bincount(imported.chart.superior[1:]).max() == 8
    assert repair_named(imported, "reporting line inferred").count == 2999 - 8


def test_superiors_that_are_all_unknown_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no superior in column 'boss' is a person of column"):
        read(tmp_path, "who,boss\n1,x7\n2,x8\n")


def test_a_hundred_thousand_rows_take_seconds(tmp_path: Path) -> None:
    rows = "".join(f"p{k},p{(k - 1) // 6}\n" for k in range(1, 100_000))
    imported = read(tmp_path, "who,boss\np0,\n" + rows)
    assert imported.chart.n == 100_000


def test_a_chain_of_command_of_any_length(tmp_path: Path) -> None:
    rows = "".join(f"{k},{k - 1}\n" for k in range(1, 3000))
    assert read(tmp_path, "who,boss\n0,\n" + rows).chart.layer.max() == 2999
