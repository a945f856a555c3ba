"""Reads any table with a column of persons and a column of their superiors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from innosim.errors import InputError
from innosim.organisation.bodies import BodyPosts, line_repairs, together
from innosim.organisation.cells import full_time_shares
from innosim.organisation.chart import IntArray, Role
from innosim.organisation.inference import infer_lines
from innosim.organisation.keys import BLANK, MISSING, TOP, KeyIndex
from innosim.organisation.mend import ELSEWHERE, mend_lines, renumbered, without
from innosim.organisation.nest import BRANCH_SIZE, Posts, nest
from innosim.organisation.organogram_rows import dropped_posts, key_repairs, reference_repairs
from innosim.organisation.report import FileCount, Imported, ImportReport, Repair, lines_of
from innosim.organisation.roles import place_roles
from innosim.organisation.sheet import Sheet, Wanted, read_sheet
from innosim.parameters import ParameterSet, parameter

RoleName = Literal["leader", "middle manager", "individual"]

ROLE_WORDS: dict[str, RoleName] = {
    "leader": "leader",
    "executive": "leader",
    "middle manager": "middle manager",
    "manager": "middle manager",
    "management": "middle manager",
    "individual": "individual",
    "staff": "individual",
    "employee": "individual",
    "non-management": "individual",
}
"""What cells of a role column mean, in any case, beside what `TableFile.roles` adds."""

ROLES: dict[str, Role] = {
    "leader": Role.LEADER,
    "middle manager": Role.MIDDLE_MANAGER,
    "individual": Role.INDIVIDUAL,
}


class TableFile(ParameterSet):
    """A table with one row a person, and the names of its columns."""

    file: str = Field(min_length=1, description="CSV file, relative to the scenario's folder")
    person: str = Field(min_length=1, description="column of the person's or post's key")
    superior: str = Field(min_length=1, description="column of the superior's key")
    unit: str | None = Field(None, description="column of the unit, which becomes a branch")
    grade: str | None = Field(None, description="column of the grade")
    role: str | None = Field(None, description="column of the role")
    organisation: str | None = Field(None, description="column of the organisation")
    fte: str | None = Field(None, description="column of the full-time share")
    roles: dict[str, RoleName] = Field(
        default_factory=dict, description="what the words in the role column mean"
    )
    span: int = parameter(
        8,
        unit="people",
        low=2,
        high=100,
        source="5 to 10 by function, CoA 2014 audit",
        meaning="subordinates of an inferred manager",
    )
    widest_team: int = parameter(
        50,
        unit="people",
        low=2,
        high=100_000,
        meaning="people without subordinates who may sit directly under one superior; "
        "larger crowds get inferred managers",
    )
    share_leaders: float = parameter(
        0.006,
        unit="share of people",
        low=0.0,
        high=1.0,
        source="BC Public Service 2024: executive 0.6 %",
        meaning="leaders among all people where no role is given",
    )


@dataclass(frozen=True)
class TableRead:
    """A table before it is nested; `keys` finds the row of each person, kept or not.

    `row` is the row among the kept posts, -1 for a dropped one.
    """

    posts: Posts
    report: ImportReport
    keys: KeyIndex
    row: IntArray


def import_table(
    p: TableFile,
    *,
    name: str | None = None,
    branch_size: int = BRANCH_SIZE,
    folder: Path | None = None,
) -> Imported:
    """Read a table of people and make a chart of it.

    Args:
        p: the file, its columns, and how to read them.
        name: name of the service; without it, that of the file.
        branch_size: wanted number of people of a branch.
        folder: where a relative path starts.

    Raises:
        InputError: what is wrong, in which line of the file.
    """
    table = read_table(p, folder or Path())
    chart = nest(table.posts, name=name or Path(p.file).stem, branch_size=branch_size)
    return Imported(chart, table.report)


def read_table(p: TableFile, folder: Path) -> TableRead:
    """Read a table of people and mend its reporting lines."""
    file = folder / p.file
    sheet = read_sheet(file, _wanted(p))
    line = np.array(sheet.lines)
    keys = KeyIndex(sheet.column("key"), np.zeros(len(sheet)))
    found = keys.find(sheet.column("superior"), np.zeros(len(sheet)))
    named = found.rows[found.rows != BLANK]
    if len(named) > 0 and np.all(named == MISSING):
        raise InputError(
            f"no superior in column {p.superior!r} is a person of column {p.person!r}", file
        )
    shares = full_time_shares(file, sheet.columns.get("fte", ["1"] * len(sheet)), sheet.lines)
    keep = shares.kept > 0
    if not keep.any():
        raise InputError("nobody in it has a full-time share above 0", file)
    superior = np.where(found.rows == BLANK, TOP, found.rows).astype(np.int32)
    superior = renumbered(without(superior, ~keep), keep)
    bodies, repairs = _bodies(p, sheet, superior, (keep, shares.kept[keep]))
    repairs = [
        *sheet.repairs,
        *shares.repairs,
        *key_repairs(sheet, keys),
        *reference_repairs(file, line, found),
        *dropped_posts(file, line[~keep]),
        *repairs,
    ]
    dropped, kept = int((~keep).sum()), int(keep.sum())
    fte = float(shares.kept.sum())
    count = FileCount(file.name, "posts", len(sheet), kept, dropped, shares.read, fte)
    order = np.concatenate([rows for rows, _ in bodies])
    place = np.full(len(sheet), -1, np.int32)
    place[np.flatnonzero(keep)[order]] = np.arange(kept)
    posts = together([body for _, body in bodies])
    return TableRead(posts, ImportReport((count,), tuple(repairs)), keys, place)


def _wanted(p: TableFile) -> dict[str, Wanted]:
    columns = {
        "key": p.person,
        "superior": p.superior,
        "unit": p.unit,
        "grade": p.grade,
        "role": p.role,
        "organisation": p.organisation,
        "fte": p.fte,
    }
    return {field: Wanted((heading,)) for field, heading in columns.items() if heading}


def _bodies(
    p: TableFile,
    sheet: Sheet,
    superior: IntArray,
    kept: tuple[NDArray[np.bool_], NDArray[np.float64]],
) -> tuple[list[tuple[IntArray, BodyPosts]], list[Repair]]:
    """The posts of each organisation, with their rows among all that are kept."""
    keep, fte = kept
    chosen = np.flatnonzero(keep)
    cells = _Cells(sheet, chosen)
    line = np.array(sheet.lines)[chosen]
    names, of_post = _organisations(p, cells)
    abroad = (superior >= 0) & (of_post[superior] != of_post)
    superior = np.where(abroad, ELSEWHERE, superior).astype(np.int32)
    bodies, repairs = [], []
    for number, name in enumerate(names):
        rows = np.flatnonzero(of_post == number).astype(np.int32)
        mended = mend_lines(renumbered(superior, of_post == number), np.zeros(len(rows)))
        everyone = np.ones(len(rows), bool)
        repairs += line_repairs(sheet.file.name, mended, line[rows], everyone)
        inferred = infer_lines(mended.superior, np.zeros(len(rows)), p.span, p.widest_team)
        repairs += crowd_repairs(sheet.file.name, line[rows[inferred.moved]], p.widest_team)
        role, more = _roles(
            p, sheet.file.name, inferred.superior, (cells.of("role", rows), line[rows])
        )
        repairs += more
        grade, unit = tuple(cells.of("grade", rows)), tuple(cells.of("unit", rows))
        body = BodyPosts(name, inferred.superior, role, fte[rows], grade, unit)
        bodies.append((rows, body))
    return bodies, repairs


@dataclass(frozen=True)
class _Cells:
    """Cells of the kept rows."""

    sheet: Sheet
    chosen: NDArray[np.int64]

    def of(self, column: str, rows: IntArray) -> list[str]:
        cells = self.sheet.column(column)
        return [cells[k] for k in self.chosen[rows].tolist()]


def _organisations(p: TableFile, cells: _Cells) -> tuple[tuple[str, ...], IntArray]:
    everyone = np.arange(len(cells.chosen), dtype=np.int32)
    stated = [cell or Path(p.file).stem for cell in cells.of("organisation", everyone)]
    number = {name: k for k, name in enumerate(dict.fromkeys(stated))}
    return tuple(number), np.array([number[name] for name in stated], np.int32)


def crowd_repairs(file: str, lines: NDArray[np.int64], widest: int) -> list[Repair]:
    """The repair of crowds under one superior, if there were any."""
    if len(lines) == 0:
        return []
    what = f"more than {widest} people without subordinates directly under one superior: "
    what += "the first of them manage the others"
    where = lines_of(lines.tolist())
    return [Repair(file, "reporting line inferred", where, len(lines), what)]


def _roles(
    p: TableFile,
    file: str,
    superior: IntArray,
    stated: tuple[Sequence[str], NDArray[np.int64]],
) -> tuple[NDArray[np.int8], list[Repair]]:
    cells, lines = stated
    role = place_roles(superior, p.share_leaders)
    if p.role is None:
        return role, []
    words = {word.casefold(): ROLES[meant] for word, meant in (ROLE_WORDS | p.roles).items()}
    known = [words.get(cell.replace("_", " ").casefold()) for cell in cells]
    said = np.array([meant is not None for meant in known])
    role[said] = [meant for meant in known if meant is not None]
    if said.all():
        return role, []
    what = "blank, or a word that is not mapped: the role follows from the place in the chart"
    where = lines_of(lines[~said].tolist())
    return role, [Repair(file, "role not known", where, int((~said).sum()), what)]
