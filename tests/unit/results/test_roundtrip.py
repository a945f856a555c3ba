from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from innosim.results.manifest import Manifest
from innosim.results.reader import read
from innosim.results.tables import IDEAS, TABLES, Table
from innosim.results.writer import ResultsWriter
from tests.unit import synthetic_results

FACTS = Manifest({"name": "x"}, seed=1, replicates=1, horizon=3, version="0")


def _series(rows: int) -> dict[str, object]:
    return {
        "replicate": np.zeros(rows, int),
        "week": np.arange(rows),
        "level": ["service"] * rows,
        "unit": ['Health, "Old" and\nNew'] * rows,
        "clarity": np.where(np.arange(rows) % 2, np.nan, np.arange(rows) / 7),
    }


def test_columns_come_back_as_they_went_in(tmp_path: Path) -> None:
    with ResultsWriter(tmp_path / "r") as writer:
        writer.write("series", _series(5))
        writer.write("series", _series(2))
        writer.finish(FACTS)
    columns = read(tmp_path / "r", verify=True).columns("series")
    expected = np.concatenate([np.asarray(_series(n)["clarity"]) for n in (5, 2)])
    np.testing.assert_array_equal(columns["clarity"], expected)
    assert columns["replicate"].dtype == np.int16
    assert set(columns["unit"]) == {'Health, "Old" and\nNew'}


def test_all_tables_come_back(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r"), verify=True)
    assert results.tables == ("series", "ideas", "gates", "posts", "units", "branches")
    assert results.names("ideas") == IDEAS.names()
    assert results.rows("events") == 0
    codes, names = results.codes("ideas", "stage")
    assert list(names) == sorted(names)
    assert [names[c] for c in codes] == results.columns("ideas", ["stage"])["stage"].tolist()


def test_empty_tables_come_back(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r", per_hundred=0), verify=True)
    assert results.rows("ideas") == 0
    assert results.columns("ideas")["merit"].shape == (0,)


def test_rows_can_be_chosen(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r", replicates=1))
    rows = results.columns("series", ["week"], [("level", "=", "service")])
    assert rows["week"].shape == (520,)


def test_chunks_leave_no_trace(tmp_path: Path) -> None:
    rows = _series(200_000)
    with ResultsWriter(tmp_path / "whole") as writer:
        writer.write("series", rows)
        writer.finish(FACTS)
    with ResultsWriter(tmp_path / "parts") as writer:
        for start in range(0, 200_000, 33_333):
            part = {name: column[start : start + 33_333] for name, column in rows.items()}
            writer.write("series", part)
        writer.finish(FACTS)
    for name in ("series.parquet", "manifest.json"):
        assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "parts" / name).read_bytes()


def test_csv_is_read_by_csv_and_numpy(tmp_path: Path) -> None:
    folder = synthetic_results.write(tmp_path / "r", people=100, formats=("csv",))
    results = read(folder)
    with (folder / "ideas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == IDEAS.names()
    assert [row["stage"] for row in rows] == results.columns("ideas")["stage"].tolist()
    table = np.genfromtxt(
        folder / "series.csv", delimiter=",", names=True, dtype=None, encoding="utf-8"
    )
    np.testing.assert_array_equal(table["clarity"], results.columns("series")["clarity"])


def test_csv_quotes_what_needs_it(tmp_path: Path) -> None:
    with ResultsWriter(tmp_path / "r", ("csv",)) as writer:
        writer.write("series", _series(2))
        writer.finish(FACTS)
    with (tmp_path / "r" / "series.csv").open(encoding="utf-8", newline="") as file:
        assert [row["unit"] for row in csv.DictReader(file)] == ['Health, "Old" and\nNew'] * 2


def test_data_dictionary_names_every_column(tmp_path: Path) -> None:
    with ResultsWriter(tmp_path / "r", described={"clarity": ("share", "how clear")}) as writer:
        writer.write("series", _series(1))
        writer.finish(FACTS)
    dictionary = read(tmp_path / "r").dictionary
    assert dictionary["series", "clarity"] == ("share", "how clear")
    assert dictionary["series", "week"] == ("weeks", "week of the run, from 0")


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_has_a_meaning(table: Table) -> None:
    assert all(field.meaning for field in table.fields)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"extra": np.zeros(2)}, "not in every chunk: extra"),
        ({"week": np.zeros(3)}, "different lengths"),
        ({"week": np.array([0, 2**40])}, "beyond int32"),
    ],
)
def test_wrong_columns_are_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    with ResultsWriter(tmp_path / "r") as writer:
        writer.write("series", _series(2))
        with pytest.raises(ValueError, match=message):
            writer.write("series", {**_series(2), **change})


def test_missing_and_unknown_columns_are_refused(tmp_path: Path) -> None:
    with ResultsWriter(tmp_path / "r") as writer:
        with pytest.raises(ValueError, match="lacks the columns branch_name"):
            writer.write("units", {"branch": np.arange(2)})
        columns = dict.fromkeys((*IDEAS.names(), "colour"), np.arange(2))
        with pytest.raises(ValueError, match="no column 'colour'"):
            writer.write("ideas", columns)


def test_same_bytes_in_another_process(tmp_path: Path) -> None:
    code = "import sys, pathlib; from tests.unit.synthetic_results import write;"
    code += "write(pathlib.Path(sys.argv[1]), formats=('parquet', 'csv'))"
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
        )
    one, two = tmp_path / "1", tmp_path / "2"
    assert read(one).manifest.digest == read(two).manifest.digest
    assert sorted(p.name for p in one.iterdir()) == sorted(p.name for p in two.iterdir())
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes(), path.name
