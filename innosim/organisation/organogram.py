"""Reads UK organograms of staff roles: pairs of a senior and a junior file for each body.

Format: "Organogram of staff roles and salaries", published twice a year by every central
government body (data.gov.uk).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from innosim.errors import InputError, InputErrors
from innosim.organisation.bodies import BodyPosts, line_repairs, together
from innosim.organisation.chart import IntArray, Role
from innosim.organisation.inference import infer_lines
from innosim.organisation.mend import Mended, mend_lines, renumbered, without
from innosim.organisation.nest import BRANCH_SIZE, nest
from innosim.organisation.organogram_rows import (
    JuniorRows,
    SeniorRows,
    grade_rank,
    read_junior,
    read_senior,
)
from innosim.organisation.report import FileCount, Imported, ImportReport, Repair, lines_of
from innosim.parameters import ParameterSet, parameter

SENIOR, JUNIOR = 0, 1


class OrganogramPair(ParameterSet):
    """The two files of one body; paths are relative to the scenario's folder."""

    senior: str = Field(min_length=1, description="file of senior posts, one row a post")
    junior: str = Field(min_length=1, description="file of junior posts, one row a group")
    name: str | None = Field(None, description="name of the body; without it, as in the file")


class OrganogramFiles(ParameterSet):
    """One or more bodies that make one service, each an organisation."""

    bodies: list[OrganogramPair] = Field(min_length=1, description="the bodies of the service")
    span: int = parameter(
        8,
        unit="people",
        low=2,
        high=100,
        source="5 to 10 by function, CoA 2014 audit",
        meaning="subordinates of an inferred manager",
    )
    widest_team: int = parameter(
        12,
        unit="people",
        low=2,
        high=10_000,
        source="team size 5 to 12",
        meaning="junior posts that sit directly under one senior post without inferred managers",
    )
    leader_grade: Literal["SCS1", "SCS2", "SCS3", "SCS4"] = parameter(
        "SCS3",
        unit="grade",
        meaning="lowest grade of the leaders; the head of a body is one whatever its grade",
    )


@dataclass(frozen=True)
class _Body:
    posts: BodyPosts
    counts: tuple[FileCount, FileCount]
    repairs: tuple[Repair, ...]


def import_organograms(
    p: OrganogramFiles,
    *,
    name: str | None = None,
    branch_size: int = BRANCH_SIZE,
    folder: Path | None = None,
) -> Imported:
    """Read bodies and make one chart of them.

    Args:
        p: the files and how to read them.
        name: name of the service; without it, that of the body, or "service" for several.
        branch_size: wanted number of posts of a branch.
        folder: where relative paths start.

    Raises:
        InputError: what is wrong with which file; `InputErrors` where several files are.
    """
    bodies: list[_Body] = []
    errors: list[InputError] = []
    for pair in p.bodies:
        try:
            bodies.append(_read_body(p, pair, folder or Path()))
        except InputError as error:
            errors.extend(error.problems)
    if errors:
        raise errors[0] if len(errors) == 1 else InputErrors(errors)
    posts = together([body.posts for body in bodies])
    only = posts.organisation_names[0] if len(bodies) == 1 else "service"
    chart = nest(posts, name=name or only, branch_size=branch_size)
    counts = tuple(count for body in bodies for count in body.counts)
    return Imported(
        chart, ImportReport(counts, tuple(repair for body in bodies for repair in body.repairs))
    )


@dataclass(frozen=True)
class _Posts:
    """Posts of both files of a body: the senior ones first, then each group's."""

    file: IntArray
    line: NDArray[np.int64]
    superior: IntArray
    rank: NDArray[np.float64]
    pay: NDArray[np.float64]
    fte: NDArray[np.float64]
    grade: tuple[str, ...]
    unit: tuple[str, ...]


def _read_body(p: OrganogramFiles, pair: OrganogramPair, folder: Path) -> _Body:
    senior = read_senior(folder / pair.senior)
    junior = read_junior(folder / pair.junior, senior)
    everybody = _all_posts(senior, junior)
    keep = everybody.fte > 0
    if not keep.any():
        raise InputError("no post in it has a full-time share above 0", folder / pair.senior)
    posts = _kept(everybody, keep)
    mended = mend_lines(posts.superior, posts.rank)
    inferred, repair = _infer(p, posts, mended, junior.file.name)
    repairs = [*senior.repairs, *junior.repairs, *repair]
    for file, rows in ((SENIOR, senior), (JUNIOR, junior)):
        repairs += line_repairs(rows.file.name, mended, posts.line, posts.file == file)
    counts = (
        _count(senior, len(senior.fte), posts.fte[posts.file == SENIOR]),
        _count(junior, junior.posts_read, posts.fte[posts.file == JUNIOR]),
    )
    body = BodyPosts(
        name=pair.name or _name(senior),
        superior=inferred,
        role=_roles(inferred, posts.rank, grade_rank(p.leader_grade)),
        fte=posts.fte,
        grade=posts.grade,
        unit=posts.unit,
    )
    return _Body(body, counts, tuple(repairs))


def _all_posts(senior: SeniorRows, junior: JuniorRows) -> _Posts:
    n, size = len(senior.fte), junior.size
    group = np.repeat(np.arange(len(size)), size)
    return _Posts(
        file=np.repeat([SENIOR, JUNIOR], [n, len(group)]).astype(np.int32),
        line=np.concatenate([senior.line, junior.line[group]]),
        superior=np.concatenate([senior.superior, junior.superior[group]]),
        rank=np.concatenate([senior.rank, np.zeros(len(group))]),
        pay=np.concatenate([np.zeros(n), junior.pay[group]]),
        fte=np.concatenate([senior.fte, (junior.fte / np.maximum(size, 1))[group]]),
        grade=(*senior.grade, *(junior.grade[g] for g in group.tolist())),
        unit=(*senior.unit, *(junior.unit[g] for g in group.tolist())),
    )


def _kept(posts: _Posts, keep: NDArray[np.bool_]) -> _Posts:
    if keep.all():
        return posts
    chosen = np.flatnonzero(keep)
    return replace(
        posts,
        file=posts.file[keep],
        line=posts.line[keep],
        superior=renumbered(without(posts.superior, ~keep), keep),
        rank=posts.rank[keep],
        pay=posts.pay[keep],
        fte=posts.fte[keep],
        grade=tuple(posts.grade[k] for k in chosen.tolist()),
        unit=tuple(posts.unit[k] for k in chosen.tolist()),
    )


def _infer(
    p: OrganogramFiles, posts: _Posts, mended: Mended, file: str
) -> tuple[IntArray, list[Repair]]:
    """Managers among the junior posts; senior lines stay as they are read."""
    juniors = posts.file == JUNIOR
    among = infer_lines(mended.superior, posts.pay, p.span, p.widest_team, juniors)
    if not among.moved.any():
        return among.superior, []
    crowded = len(np.unique(mended.superior[among.moved]))
    what = f"more than {p.widest_team} junior posts under each of {crowded} senior posts: those "
    what += f"of the highest pay manage the others, {p.span} each"
    where = lines_of(posts.line[among.moved].tolist())
    count = int(among.moved.sum())
    return among.superior, [Repair(file, "reporting line inferred", where, count, what)]


def _roles(superior: IntArray, rank: NDArray[np.float64], lowest: float) -> NDArray[np.int8]:
    leads = np.bincount(superior[superior >= 0], minlength=len(superior)) > 0
    role = np.where(leads, Role.MIDDLE_MANAGER, Role.INDIVIDUAL)
    return np.where((superior < 0) | (rank >= lowest), Role.LEADER, role).astype(np.int8)


def _count(rows: SeniorRows | JuniorRows, read: int, kept: NDArray[np.float64]) -> FileCount:
    return FileCount(
        file=rows.file.name,
        what="posts",
        read=read,
        kept=len(kept),
        dropped=sum(repair.dropped for repair in rows.repairs),
        fte_read=rows.fte_read,
        fte_kept=float(kept.sum()),
    )


def _name(senior: SeniorRows) -> str:
    named: Sequence[str] = [name for name in senior.organisation if name]
    if not named:
        return senior.file.stem.removesuffix("-senior")
    return Counter(named).most_common(1)[0][0]
