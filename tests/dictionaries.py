"""Whether a data dictionary says what every column of the tables beside it means."""

from __future__ import annotations

import csv
from pathlib import Path

DICTIONARY = "data-dictionary.csv"


def check_dictionary(folder: Path, name: str = DICTIONARY) -> None:
    """Fail unless the dictionary has each column of each CSV file of a folder, and no others."""
    columns = [
        (path.stem, column)
        for path in sorted(folder.glob("*.csv"))
        if not path.name.endswith(DICTIONARY)
        for column in _rows(path)[0]
    ]
    heads, *rows = _rows(folder / name)
    assert heads == ["name", "table", "unit", "meaning"]
    assert columns
    assert sorted((table, column) for column, table, *_ in rows) == sorted(columns)
    assert all(meaning for *_, meaning in rows)


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
