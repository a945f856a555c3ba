"""Reads wanted columns of a delimited text file, and nothing else.

Rows are read one by one; the cells of columns that are not wanted (names, telephone numbers,
e-mail addresses, notes) are let go with the row and stored nowhere.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from innosim.errors import InputError
from innosim.organisation.encoding import find_delimiter, find_encoding
from innosim.organisation.report import Repair, lines_of

HEADER_WITHIN = 10
"""Rows within which the header must come."""

_END = "\x1e end of file"

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Wanted:
    """A column to read.

    Attributes:
        headings: the headings it may have.
        required: whether it must be there.
        stored: what is stored of a cell; the cell itself, stripped, unless said otherwise.
    """

    headings: tuple[str, ...]
    required: bool = True
    stored: Callable[[str], str] = str.strip


@dataclass
class Sheet:
    """Wanted columns of a file; `lines` has the line on which each row begins."""

    file: Path
    lines: list[int] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> list[str]:
        """Cells of a column, "" throughout where the file does not have it."""
        return self.columns.get(name) or [""] * len(self)


def simplified(heading: str) -> str:
    """A heading without case, blanks and signs: "FTE " and "fte" are the same."""
    return re.sub(r"[\W_]+", "", heading).casefold()


def read_sheet(file: Path, wanted: Mapping[str, Wanted]) -> Sheet:
    """Read the wanted columns of a file with a header.

    Raises:
        InputError: if the file cannot be read as a table, lacks a column, or has no rows.
    """
    sheet = Sheet(file)
    rows = rows_of(sheet)
    header = _find_header(sheet, rows, wanted)
    sheet.columns = {name: [] for name in _places(header, wanted)}
    _read_body(sheet, rows, header, wanted)
    if not sheet.lines:
        raise InputError("the file has a header but no rows", file)
    return sheet


def rows_of(sheet: Sheet) -> Iterator[Row]:
    """Rows that are not blank, with the line they begin on; notes what was odd in `sheet`."""
    file, encoding = sheet.file, find_encoding(sheet.file)
    if encoding.remark:
        sheet.repairs.append(Repair(file.name, "encoding", "whole file", 1, encoding.remark))
    with file.open(encoding=encoding.codec, newline="") as stream:
        delimiter = find_delimiter(list(islice(stream, HEADER_WITHIN)))
        if delimiter != ",":
            what = f"cells are separated by {delimiter!r}"
            sheet.repairs.append(Repair(file.name, "delimiter", "whole file", 1, what))
        stream.seek(0)
        yield from _parse(file, stream, delimiter)


def _parse(file: Path, stream: Iterator[str], delimiter: str) -> Iterator[Row]:
    def with_end() -> Iterator[str]:
        yield from stream
        yield _END

    reader = csv.reader(with_end(), delimiter=delimiter)
    begins, last, cells = 1, 1, [""]
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and cells != [_END]:
                yield begins, cells
            begins, last = reader.line_num + 1, begins
    except csv.Error as error:
        wrong = f"cannot be read as a table: {error}; is a quotation mark never closed?"
        raise InputError(wrong, file, begins) from None
    if cells != [_END]:
        raise InputError("a quotation mark is opened in this row and never closed", file, last)


def _find_header(sheet: Sheet, rows: Iterator[Row], wanted: Mapping[str, Wanted]) -> list[str]:
    first: list[str] = []
    lines: list[int] = []
    for line, cells in rows:
        first = first or cells
        places = _places(cells, wanted)
        if all(name in places for name, column in wanted.items() if column.required):
            _note(sheet, "lines above the header", lines, "not read")
            return cells
        lines.append(line)
        if len(lines) == HEADER_WITHIN:
            break
    raise InputError(_what_is_missing(first, wanted), sheet.file)


def _places(header: Sequence[str], wanted: Mapping[str, Wanted]) -> dict[str, int]:
    exact = {cell.strip(): k for k, cell in reversed(list(enumerate(header)))}
    loose = {simplified(cell): k for k, cell in reversed(list(enumerate(header)))}
    places: dict[str, int] = {}
    for name, column in wanted.items():
        for heading in column.headings:
            place = exact.get(heading.strip(), loose.get(simplified(heading)))
            if place is not None:
                places.setdefault(name, place)
    return places


def _what_is_missing(header: Sequence[str], wanted: Mapping[str, Wanted]) -> str:
    places = _places(header, wanted)
    missing = [c.headings[0] for n, c in wanted.items() if c.required and n not in places]
    texts = [repr(heading) + _nearest(heading, header) for heading in missing]
    return ("no column " if len(texts) == 1 else "no columns ") + ", ".join(texts)


def _nearest(heading: str, header: Sequence[str]) -> str:
    """The nearest heading or what there is; nothing of a row that may hold people's data."""
    cells = {simplified(cell): cell.strip() for cell in header if simplified(cell)}
    close = difflib.get_close_matches(simplified(heading), list(cells), 1, 0.6)
    if close:
        return f" (nearest: {cells[close[0]]!r})"
    if not cells or any(re.search(r"[\d@]", cell) for cell in header):
        return ""
    return f" (there are: {', '.join(repr(cell[:30]) for cell in list(cells.values())[:6])})"


def _read_body(
    sheet: Sheet, rows: Iterator[Row], header: list[str], wanted: Mapping[str, Wanted]
) -> None:
    places = _places(header, wanted)
    last = max(places.values())
    short, long, repeated = [], [], []
    for line, cells in rows:
        if cells == header:
            repeated.append(line)
            continue
        if len(cells) <= last:
            short.append(line)
            cells = cells + [""] * (last + 1 - len(cells))
        elif any(cell.strip() for cell in cells[len(header) :]):
            long.append(line)
        sheet.lines.append(line)
        for name, place in places.items():
            sheet.columns[name].append(wanted[name].stored(cells[place]))
    _note(sheet, "row too short", short, "missing cells are read as blank")
    _note(sheet, "row too long", long, "cells beyond the header are not read")
    _note(sheet, "header repeated", repeated, "the row is no post and is skipped")


def _note(sheet: Sheet, kind: str, lines: list[int], what: str) -> None:
    if lines:
        sheet.repairs.append(Repair(sheet.file.name, kind, lines_of(lines), len(lines), what))
