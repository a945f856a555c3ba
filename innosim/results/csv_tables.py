"""Tables as CSV, and the data dictionary that stands beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from innosim.results.manifest import DICTIONARY

Rows = Sequence[Sequence[object]]
"""Rows of a table, the names of the columns first."""

Meaning = tuple[str, str]
"""Unit and meaning of a column; the unit is empty for a name, a number of something or a mark."""

HEADS = ("name", "table", "unit", "meaning")


def as_csv(rows: Rows) -> str:
    """The text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def explained(tables: Mapping[str, Rows], meanings: Mapping[str, Meaning]) -> dict[str, str]:
    """The texts of CSV files and of the data dictionary beside them, by file name.

    Args:
        tables: rows by name of the file; its stem is the name of the table.
        meanings: by name of the column, the same in all tables.

    Raises:
        KeyError: if a column has no meaning.
    """
    said = [
        (column, file.removesuffix(".csv"), *meanings[str(column)])
        for file, rows in tables.items()
        for column in rows[0]
    ]
    return {name: as_csv(rows) for name, rows in tables.items()} | {
        DICTIONARY: as_csv([HEADS, *said])
    }


def write_dictionary(file: IO[str], rows: Iterable[tuple[str, str, str, str]]) -> None:
    """Write a data dictionary: name, table, unit and meaning of each column."""
    table = csv.writer(file, lineterminator="\n")
    table.writerow(HEADS)
    table.writerows(rows)
