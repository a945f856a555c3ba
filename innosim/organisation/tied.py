"""Makes a chart from ties: with a table of people, or from the ties alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.organisation.chart import Chart, IntArray
from innosim.organisation.inference import infer_lines
from innosim.organisation.keys import KeyIndex
from innosim.organisation.nest import BRANCH_SIZE, Posts, nest_order
from innosim.organisation.report import FileCount, Imported, ImportReport, Repair, lines_of
from innosim.organisation.roles import place_roles
from innosim.organisation.sheet import Wanted, read_sheet
from innosim.organisation.table import TableFile, read_table
from innosim.organisation.ties import TieFile, TieRows, Ties, clean_ties, read_ties

DEPARTMENT_COLUMNS = {
    "person": Wanted(("person", "id", "node", "name", "employee")),
    "department": Wanted(("department", "unit", "team", "group")),
}
"""Columns of a department file, with the headings they go by."""


def import_ties(
    p: TieFile,
    table: TableFile | None = None,
    *,
    name: str | None = None,
    branch_size: int = BRANCH_SIZE,
    folder: Path | None = None,
) -> Imported:
    """Read a tie list and make a chart that carries the ties.

    With a table, the table gives the chart. Without one, all who have a tie or stand in the
    department file form one organisation with the departments as units: each department is
    under its person with most ties, and those are under the one of them with most ties.

    Args:
        p: the tie list.
        table: the people it is about.
        name: name of the service; without it, that of the file.
        branch_size: wanted number of people of a branch.
        folder: where relative paths start.

    Raises:
        InputError: what is wrong, in which line of which file.
    """
    folder = folder or Path()
    rows = read_ties(folder / p.file)
    people = _from_table(table, folder) if table else _from_ties(p, rows, folder)
    ties = _match(p, rows, people)
    if table is None:
        made = _made_from_ties(ties.count.file, len(people.row))
        posts = _posts_by_ties(p, people, ties)
        people = replace(people, posts=posts, repairs=(*people.repairs, made))
    chart, order = nest_order(people.posts, name=name or Path(p.file).stem, branch_size=branch_size)
    counts = (*people.counts, ties.count)
    return Imported(
        _with_ties(chart, order, ties), ImportReport(counts, (*people.repairs, *ties.repairs))
    )


@dataclass(frozen=True)
class _People:
    """People whom ties are matched to; `row` leads from a key's place to a row of `posts`."""

    posts: Posts
    keys: KeyIndex
    row: IntArray
    counts: tuple[FileCount, ...]
    repairs: tuple[Repair, ...]


def _from_table(table: TableFile, folder: Path) -> _People:
    read = read_table(table, folder)
    return _People(read.posts, read.keys, read.row, read.report.files, read.report.repairs)


def _from_ties(p: TieFile, rows: TieRows, folder: Path) -> _People:
    """People of the department file, or else of the ties, with posts still to be placed."""
    if p.departments is None:
        keys = [key for key in dict.fromkeys([*rows.source, *rows.target]) if key]
        if not keys:
            raise InputError("no tie in it has a source or target", rows.sheet.file)
        return _unplaced(keys, None, (), ())
    sheet = read_sheet(folder / p.departments, DEPARTMENT_COLUMNS)
    person, department = sheet.column("person"), sheet.column("department")
    first = {key: k for k, key in reversed(list(enumerate(person))) if key}
    chosen = sorted(first.values())
    repairs, dropped = list(sheet.repairs), len(sheet) - len(chosen)
    if dropped:
        lost = sorted(set(range(len(sheet))) - set(chosen))
        where = lines_of([sheet.lines[k] for k in lost])
        what = "a person stands there again, or blank: dropped"
        name = sheet.file.name
        repairs.append(Repair(name, "key repeated", where, dropped, what, dropped, -float(dropped)))
    n, kept = len(sheet), len(chosen)
    count = FileCount(sheet.file.name, "posts", n, kept, dropped, float(n), float(kept))
    units = [department[k] for k in chosen]
    return _unplaced([person[k] for k in chosen], units, (count,), tuple(repairs))


def _unplaced(
    keys: list[str],
    units: list[str] | None,
    counts: tuple[FileCount, ...],
    repairs: tuple[Repair, ...],
) -> _People:
    n = len(keys)
    rows = np.arange(n, dtype=np.int32)
    posts = Posts(
        superior=np.full(n, -1, np.int32),
        organisation=np.zeros(n, np.int32),
        role=np.zeros(n, np.int8),
        fte=np.ones(n, np.float32),
        grade=("",) * n,
        organisation_names=("organisation",),
        unit=units,
    )
    return _People(posts, KeyIndex(keys, np.zeros(n)), rows, counts, repairs)


def _match(p: TieFile, rows: TieRows, people: _People) -> Ties:
    row = np.append(people.row, -1)
    nobody = np.zeros(len(rows.source))
    source, target = (
        row[np.maximum(people.keys.find(cells, nobody).rows, -1)]
        for cells in (rows.source, rows.target)
    )
    if np.all((source < 0) | (target < 0)):
        raise InputError("no tie is between two of the people", rows.sheet.file)
    return clean_ties(rows, source, target, p.heard)


def _posts_by_ties(p: TieFile, people: _People, ties: Ties) -> Posts:
    """Departments under their person with most ties, and those under the one with most."""
    posts = people.posts
    n_ties = _distinct_ties(ties.arcs, len(posts.superior))
    department = _numbers(posts.unit or [""] * len(posts.superior))
    inside = ties.arcs[department[ties.arcs[:, 0]] == department[ties.arcs[:, 1]]]
    n_inside = _distinct_ties(inside, len(n_ties))
    order = np.lexsort((np.arange(len(n_ties)), -n_ties, -n_inside, department))
    first = order[np.unique(department[order], return_index=True)[1]]
    head = first[np.argmax(n_ties[first])]
    superior = first[department].astype(np.int32)
    superior[first] = head
    superior[head] = -1
    seniority = n_inside + n_ties / (n_ties.max() + 1.0)
    superior = infer_lines(superior, seniority, p.span, p.widest_team).superior
    return replace(posts, superior=superior, role=place_roles(superior, p.share_leaders))


def _made_from_ties(file: str, people: int) -> Repair:
    what = "there is no table of people: each department is under its person with most ties, "
    what += "and those under the one of them with most"
    return Repair(file, "reporting line inferred", "whole file", people, what)


def _distinct_ties(arcs: IntArray, n: int) -> NDArray[np.int64]:
    """Number of others whom each person is tied to, in either direction."""
    either = np.unique(np.concatenate([arcs, arcs[:, ::-1]]), axis=0)
    return np.bincount(either[:, 0], minlength=n)


def _numbers(names: Sequence[str]) -> IntArray:
    number = {name: k for k, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], np.int32)


def _with_ties(chart: Chart, order: NDArray[np.int64], ties: Ties) -> Chart:
    row = np.empty(len(order), np.int32)
    row[order] = np.arange(len(order))
    return replace(chart, ties=row[ties.arcs], tie_weights=ties.weight)
