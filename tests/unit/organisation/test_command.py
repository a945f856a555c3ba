"""`innosim organisation` describes, draws and refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from innosim.commands.organisation import command
from innosim.ensemble import run_to_folder
from innosim.errors import InputError
from innosim.results.reader import read
from innosim.scenario.files import load
from tests.unit.organisation.files import DATA

SENIOR = str(DATA / "harbour-office-senior.csv")
JUNIOR = str(DATA / "harbour-office-junior.csv")
TABLE = str(DATA / "lighthouses.csv")
TIES = str(DATA / "keepers-ties.csv")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments)
    if result.exception is not None:
        raise result.exception
    return result.output


@pytest.mark.parametrize("files", [(SENIOR, JUNIOR), (JUNIOR, SENIOR), (SENIOR,), (JUNIOR,)])
def test_a_pair_in_any_order_or_half_of_it(files: tuple[str, ...]) -> None:
    output = run(*files)
    assert output.startswith("Harbour Office: 71 posts")
    assert "circle (1, line 9)" in output


def test_a_table_and_a_table_with_ties() -> None:
    columns = ("--person", "Staff no", "--superior", "Line manager")
    assert "lighthouses: 7 posts" in run(TABLE, *columns)
    assert "10 ties read" in run(TABLE, TIES, *columns)


def test_a_tie_list_with_departments() -> None:
    departments = str(DATA / "keepers-departments.csv")
    assert "keepers-ties: 7 posts" in run(TIES, "--departments", departments)


def test_results_are_written(tmp_path: Path) -> None:
    out, table = tmp_path / "new" / "folder", tmp_path / "chart.csv"
    run(SENIOR, "--out", str(out), "--csv", str(table))
    names = {"organisation.png", "organisation.svg", "organisation.json"}
    assert {file.name for file in out.iterdir()} == names
    written = json.loads((out / "organisation.json").read_text(encoding="utf-8"))
    assert written["posts"] == 71
    assert len(written["files"]) == 2
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 71
    assert rows[0]["superior"] == ""
    assert "ecret" not in table.read_text(encoding="utf-8") + json.dumps(written)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((TABLE,), "name its columns with --person and --superior; it has: Staff no"),
        ((TABLE, "--person", "Staff no"), "also needs --superior"),
        ((TABLE, "--person", "Staff", "--superior", "Line manager"), "nearest: 'Staff no'"),
        ((TIES, SENIOR), "a tie list stands alone"),
        ((str(DATA),), "this is a folder"),
        (("nowhere.csv",), "no such file"),
    ],
)
def test_what_is_not_understood_is_refused_in_one_line(
    arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        run(*arguments)
    assert "\n" not in str(caught.value)


def test_half_a_pair_without_its_other_half(tmp_path: Path) -> None:
    for name, message in (
        ("x-senior.csv", "x-junior.csv is not beside"),
        ("x.csv", "name its file of junior"),
    ):
        file = tmp_path / name
        file.write_text(Path(SENIOR).read_text(encoding="utf-8"), encoding="utf-8")
        with pytest.raises(InputError, match=message):
            run(str(file))


def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(InputError, match="the folder cannot be made"):
        run(SENIOR, "--out", str(tmp_path / "taken"))
    with pytest.raises(InputError, match="cannot be written"):
        run(SENIOR, "--csv", str(tmp_path))


def test_a_scenario_of_the_chart_can_be_run(tmp_path: Path) -> None:
    file = tmp_path / "plans" / "harbour.toml"
    output = run(SENIOR, JUNIOR, "--scenario", str(file))
    assert f"innosim run {file}" in output
    scenario = load(file, ["horizon=8"])
    assert scenario.title == "Harbour Office"
    folder = run_to_folder(scenario, tmp_path / "results")
    results = read(folder, verify=True)
    assert results.rows("posts") == 71
    assert results.manifest.counts["harbour-office-senior.csv: circle"] == 1


def test_a_scenario_of_a_table_with_ties_can_be_loaded(tmp_path: Path) -> None:
    file = tmp_path / "lighthouses.toml"
    columns = ("--person", "Staff no", "--superior", "Line manager", "--branch-size", "4")
    run(TABLE, TIES, *columns, "--name", "Lights", "--scenario", str(file))
    organisation = load(file).organisation
    assert (organisation.name, organisation.branch_size) == ("Lights", 4)
    assert organisation.table is not None
    assert organisation.ties is not None
