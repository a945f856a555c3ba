"""Rows of a table of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.organisation.cells import Shares, full_time_shares
from innosim.organisation.chart import IntArray
from innosim.organisation.keys import BLANK, MISSING, TOP, Found, KeyIndex
from innosim.organisation.mend import renumbered, without
from innosim.organisation.organogram_rows import (
    dropped_posts,
    grade_rank,
    key_repairs,
    reference_repairs,
)
from innosim.organisation.report import FileCount, Repair
from innosim.organisation.sheet import Sheet, Wanted, read_sheet


@dataclass(frozen=True)
class TableRows:
    """The kept rows of a table.

    Attributes:
        file: the table.
        read: rows read, kept or not.
        fte_read: full-time equivalents read.
        kept: place among all rows of each kept one.
        keys: finds people among all rows.
        line, rank, fte, grade, unit, role, organisation: of each kept row.
        superior: row among the kept ones, or a negative code of `keys`.
        repairs: what was repaired so far.
    """

    file: Path
    read: int
    fte_read: float
    kept: NDArray[np.int64]
    keys: KeyIndex
    line: NDArray[np.int64]
    rank: NDArray[np.float64]
    fte: NDArray[np.float64]
    grade: tuple[str, ...]
    unit: tuple[str, ...]
    role: tuple[str, ...]
    organisation: tuple[str, ...]
    superior: IntArray
    repairs: tuple[Repair, ...]

    def part(self, chosen: NDArray[np.int64]) -> TableRows:
        """Some of the rows; `superior` still refers to rows of the whole."""
        if len(chosen) == len(self.kept):
            return self
        return replace(
            self,
            kept=self.kept[chosen],
            line=self.line[chosen],
            rank=self.rank[chosen],
            fte=self.fte[chosen],
            grade=_pick(self.grade, chosen),
            unit=_pick(self.unit, chosen),
            role=_pick(self.role, chosen),
            organisation=_pick(self.organisation, chosen),
        )

    def organisations(self, default: str) -> tuple[tuple[str, ...], IntArray]:
        """Names of the organisations in order of their first row, and that of each row."""
        stated = [name or default for name in self.organisation]
        number = {name: k for k, name in enumerate(dict.fromkeys(stated))}
        return tuple(number), np.array([number[name] for name in stated], np.int32)

    def count(self) -> FileCount:
        """The balance of the file."""
        kept, fte = len(self.kept), float(self.fte.sum())
        name, dropped = self.file.name, self.read - len(self.kept)
        return FileCount(name, "posts", self.read, kept, dropped, self.fte_read, fte)


def _pick(words: tuple[str, ...] | list[str], chosen: NDArray[np.int64]) -> tuple[str, ...]:
    return tuple(words[k] for k in chosen.tolist())


def read_rows(file: Path, columns: Mapping[str, str]) -> TableRows:
    """Read a table of people.

    Args:
        file: the table.
        columns: heading of each field: "key" and "superior", and any of "unit", "grade", "role",
            "organisation" and "fte".

    Raises:
        InputError: if the file cannot be read, or no superior is a person in it.
    """
    sheet = read_sheet(file, {field: Wanted((name,)) for field, name in columns.items()})
    rank = np.array([grade_rank(grade) for grade in sheet.column("grade")])
    keys = KeyIndex(sheet.column("key"), rank)
    found = keys.find(sheet.column("superior"), rank)
    _require_known(file, columns, found)
    shares = full_time_shares(file, sheet.columns.get("fte", ["1"] * len(sheet)), sheet.lines)
    keep = shares.kept > 0
    if not keep.any():
        raise InputError("nobody in it has a full-time share above 0", file)
    superior = np.where(found.rows == BLANK, TOP, found.rows).astype(np.int32)
    kept = np.flatnonzero(keep)
    return TableRows(
        file=file,
        read=len(sheet),
        fte_read=shares.read,
        kept=kept,
        keys=keys,
        line=np.array(sheet.lines)[keep],
        rank=rank[keep],
        fte=shares.kept[keep],
        grade=_pick(sheet.column("grade"), kept),
        unit=_pick(sheet.column("unit"), kept),
        role=_pick(sheet.column("role"), kept),
        organisation=_pick(sheet.column("organisation"), kept),
        superior=renumbered(without(superior, ~keep), keep),
        repairs=_repairs(sheet, keys, found, shares),
    )


def _require_known(file: Path, columns: Mapping[str, str], found: Found) -> None:
    named = found.rows[found.rows != BLANK]
    if len(named) > 0 and np.all(named == MISSING):
        raise InputError(
            f"no superior in column {columns['superior']!r} is a person of column "
            f"{columns['key']!r}",
            file,
        )


def _repairs(sheet: Sheet, keys: KeyIndex, found: Found, shares: Shares) -> tuple[Repair, ...]:
    line = np.array(sheet.lines)
    return (
        *sheet.repairs,
        *shares.repairs,
        *key_repairs(sheet, keys),
        *reference_repairs(sheet.file, line, found),
        *dropped_posts(sheet.file, line[shares.kept == 0]),
    )
