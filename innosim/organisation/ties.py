"""Reads lists of ties between people: source, target and perhaps a weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from innosim.errors import InputError
from innosim.organisation.cells import number_in
from innosim.organisation.chart import IntArray
from innosim.organisation.report import FileCount, Repair, lines_of
from innosim.organisation.sheet import Row, Sheet, rows_of, simplified
from innosim.parameters import ParameterSet, parameter

HEADINGS: dict[str, frozenset[str]] = {
    "source": frozenset({"source", "from", "sender", "ego", "person1", "persona", "i"}),
    "target": frozenset(
        {"target", "to", "receiver", "recipient", "alter", "person2", "personb", "j"}
    ),
    "weight": frozenset({"weight", "count", "strength", "n", "value"}),
}
"""Headings that are recognised, simplified; a file without any has no header."""


class TieFile(ParameterSet):
    """A tie list, with or without a header."""

    file: str = Field(min_length=1, description="file of ties, relative to the scenario's folder")
    departments: str | None = Field(
        None, description="file of person and department, where there is no table of people"
    )
    heard: Literal["both", "source", "target"] = parameter(
        "both",
        unit="choice",
        meaning="who is listened to along a tie: its source, its target, or each by the other",
    )
    span: int = parameter(
        8,
        unit="people",
        low=2,
        high=100,
        source="5 to 10 by function, CoA 2014 audit",
        meaning="subordinates of an inferred manager, where there is no table of people",
    )
    widest_team: int = parameter(
        12,
        unit="people",
        low=2,
        high=10_000,
        source="team size 5 to 12",
        meaning="largest department without inferred managers",
    )
    share_leaders: float = parameter(
        0.006,
        unit="share of people",
        low=0.0,
        high=1.0,
        source="BC Public Service 2024: executive 0.6 %",
        meaning="leaders among all people",
    )


@dataclass
class TieRows:
    """Ties as the file has them; a weight that is not given is 1."""

    sheet: Sheet
    source: list[str]
    target: list[str]
    weight: NDArray[np.float64]


def read_ties(file: Path) -> TieRows:
    """Read a tie list.

    Raises:
        InputError: if the file cannot be read, has no ties, or no second column.
    """
    sheet = Sheet(file)
    rows = list(_narrow(rows_of(sheet)))
    if not rows:
        raise InputError("the file is empty", file)
    places = _header(rows, file)
    body = rows[1:] if places is not None else rows
    source, target, weight = places or (0, 1, 2)
    if not body:
        raise InputError("the file has a header but no rows", file)
    sheet.lines = [line for line, _ in body]
    weights = _weights(sheet, [_cell(cells, weight) for _, cells in body])
    return TieRows(
        sheet,
        [_cell(cells, source) for _, cells in body],
        [_cell(cells, target) for _, cells in body],
        weights,
    )


def _narrow(rows: Iterator[Row]) -> Iterator[Row]:
    """Rows without comments, and without cells beyond the first eight."""
    for line, cells in rows:
        if not cells[0].lstrip().startswith("#"):
            yield line, [cell.strip() for cell in cells[:8]]


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _header(rows: list[Row], file: Path) -> tuple[int, int, int] | None:
    """Places of source, target and weight; None if the first row is a tie."""
    first = [simplified(cell) for cell in rows[0][1]]
    if len(first) < 2:
        raise InputError("a tie needs two columns, source and target", file, rows[0][0])
    found = {
        name: next((k for k, cell in enumerate(first) if cell in known), None)
        for name, known in HEADINGS.items()
    }
    source, target, weight = found["source"], found["target"], found["weight"]
    if source is not None and target is not None:
        return source, target, len(first) if weight is None else weight
    numbered = all(number_in(cell) is not None for _, cells in rows[1:20] for cell in cells[:2])
    if len(rows) > 1 and numbered and number_in(rows[0][1][0]) is None:
        return 0, 1, 2
    return None


def _weights(sheet: Sheet, cells: list[str]) -> NDArray[np.float64]:
    """Weights, 0 where the tie is to be dropped."""
    found = [number_in(cell) for cell in cells]
    unread = [bool(cell) and value is None for cell, value in zip(cells, found, strict=True)]
    _note(sheet, "weight no number", np.array(unread), "taken as 1")
    return np.array([1.0 if value is None else max(value, 0.0) for value in found])


def _note(
    sheet: Sheet, kind: str, where: NDArray[np.bool_], what: str, dropped: bool = False
) -> None:
    count = int(where.sum())
    if count:
        at = lines_of(np.array(sheet.lines)[where].tolist())
        lost = count if dropped else 0
        sheet.repairs.append(Repair(sheet.file.name, kind, at, count, what, lost))


@dataclass(frozen=True)
class Ties:
    """Arcs between rows: `arcs[k, 0]` listens to `arcs[k, 1]` with `weight[k]`."""

    arcs: IntArray
    weight: NDArray[np.float32]
    count: FileCount
    repairs: tuple[Repair, ...]


def clean_ties(rows: TieRows, source: IntArray, target: IntArray, heard: str) -> Ties:
    """Drop ties that lead nowhere, merge repeated ones (their weights add up) and direct them.

    Args:
        rows: the ties as read.
        source: row of each source among the people, negative where it is nobody.
        target: row of each target, likewise.
        heard: "source", "target" or "both", as in `TieFile`.
    """
    sheet = rows.sheet
    unknown = (source < 0) | (target < 0)
    itself = ~unknown & (source == target)
    weightless = ~unknown & ~itself & (rows.weight <= 0)
    pairs = np.stack([target, source] if heard == "source" else [source, target], axis=1)
    if heard == "both":
        pairs = np.sort(pairs, axis=1)
    good = np.flatnonzero(~(unknown | itself | weightless))
    arcs, first, inverse = np.unique(pairs[good], axis=0, return_index=True, return_inverse=True)
    again = np.zeros(len(source), bool)
    again[np.delete(good, first)] = True
    _note(sheet, "tie of nobody", unknown, "an end is blank or not among the people", True)
    _note(sheet, "tie to oneself", itself, "dropped", True)
    _note(sheet, "weight 0 or less", weightless, "dropped", True)
    _note(sheet, "tie repeated", again, "the same two people: weights are added up", True)
    weight = np.bincount(inverse.ravel(), rows.weight[good], len(arcs))
    dropped = len(source) - len(arcs)
    count = FileCount(sheet.file.name, "ties", len(source), len(arcs), dropped)
    if heard == "both":
        arcs, weight = np.concatenate([arcs, arcs[:, ::-1]]), np.concatenate([weight, weight])
    return Ties(arcs.astype(np.int32), weight.astype(np.float32), count, tuple(sheet.repairs))
