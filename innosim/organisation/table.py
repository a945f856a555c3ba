"""Reads any table with a column of persons and a column of their superiors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from innosim.organisation.bodies import BodyPosts, line_repairs, together
from innosim.organisation.chart import IntArray, Role
from innosim.organisation.inference import infer_lines
from innosim.organisation.keys import KeyIndex
from innosim.organisation.mend import ELSEWHERE, mend_lines, renumbered
from innosim.organisation.nest import BRANCH_SIZE, Posts, nest
from innosim.organisation.report import Imported, ImportReport, Repair, lines_of
from innosim.organisation.roles import place_roles
from innosim.organisation.table_rows import TableRows, read_rows
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
    rows = read_rows(folder / p.file, _columns(p))
    names, of_post = rows.organisations(Path(p.file).stem)
    abroad = (rows.superior >= 0) & (of_post[rows.superior] != of_post)
    superior = np.where(abroad, ELSEWHERE, rows.superior).astype(np.int32)
    chosen = [np.flatnonzero(of_post == number) for number in range(len(names))]
    bodies, repairs = [], list(rows.repairs)
    for number, name in enumerate(names):
        lines = renumbered(superior, of_post == number)
        body, more = _body(p, name, rows.part(chosen[number]), lines)
        bodies.append(body)
        repairs += more
    place = np.full(rows.read, -1, np.int32)
    place[rows.kept[np.concatenate(chosen)]] = np.arange(len(rows.kept))
    report = ImportReport((rows.count(),), tuple(repairs))
    return TableRead(together(bodies), report, rows.keys, place)


def _columns(p: TableFile) -> dict[str, str]:
    columns = {
        "key": p.person,
        "superior": p.superior,
        "unit": p.unit,
        "grade": p.grade,
        "role": p.role,
        "organisation": p.organisation,
        "fte": p.fte,
    }
    return {field: heading for field, heading in columns.items() if heading}


def _body(
    p: TableFile, name: str, rows: TableRows, superior: IntArray
) -> tuple[BodyPosts, list[Repair]]:
    """The posts of one organisation as one tree, and what was repaired in them."""
    file, n = rows.file.name, len(superior)
    mended = mend_lines(superior, rows.rank)
    inferred = infer_lines(mended.superior, np.zeros(n), p.span, p.widest_team)
    role, unknown = _roles(p, inferred.superior, rows.role)
    repairs = [
        *line_repairs(file, mended, rows.line, np.ones(n, bool)),
        *_crowds(file, rows.line[inferred.moved], p.widest_team),
        *_unknown_roles(file, rows.line[unknown]),
    ]
    body = BodyPosts(name, inferred.superior, role, rows.fte, rows.grade, rows.unit)
    return body, repairs


def _crowds(file: str, lines: NDArray[np.int64], widest: int) -> list[Repair]:
    if len(lines) == 0:
        return []
    what = f"more than {widest} people without subordinates directly under one superior: "
    what += "the first of them manage the others"
    where = lines_of(lines.tolist())
    return [Repair(file, "reporting line inferred", where, len(lines), what)]


def _roles(
    p: TableFile, superior: IntArray, cells: Sequence[str]
) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Roles, and which of them the file should have said but did not."""
    role = place_roles(superior, p.share_leaders)
    if p.role is None:
        return role, np.zeros(len(role), bool)
    words = {word.casefold(): ROLES[meant] for word, meant in (ROLE_WORDS | p.roles).items()}
    known = [words.get(cell.replace("_", " ").casefold()) for cell in cells]
    said = np.array([meant is not None for meant in known])
    role[said] = [meant for meant in known if meant is not None]
    return role, ~said


def _unknown_roles(file: str, lines: NDArray[np.int64]) -> list[Repair]:
    if len(lines) == 0:
        return []
    what = "blank, or a word that is not mapped: the role follows from the place in the chart"
    return [Repair(file, "role not known", lines_of(lines.tolist()), len(lines), what)]
