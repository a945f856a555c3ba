"""Rows of the two files of an organogram."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.organisation.cells import full_time_shares, number_in
from innosim.organisation.chart import IntArray
from innosim.organisation.keys import MISSING, Found, KeyIndex
from innosim.organisation.report import Repair, lines_of
from innosim.organisation.sheet import Sheet, Wanted, read_sheet

VACANT = re.compile(r"vacan|not in post|eliminated|unfilled", re.IGNORECASE)
"""Job titles of posts that nobody fills. Of a job title nothing but this mark is stored."""


def vacancy(job_title: str) -> str:
    """ "vacant" if a job title says that nobody fills the post, else ""."""
    return "vacant" if VACANT.search(job_title) else ""


SENIOR_COLUMNS = {
    "key": Wanted(("Post Unique Reference",)),
    "superior": Wanted(("Reports to Senior Post",)),
    "grade": Wanted(("Grade", "Grade (or equivalent)")),
    "fte": Wanted(("FTE",)),
    "unit": Wanted(("Unit",), required=False),
    "organisation": Wanted(("Organisation",), required=False),
    "vacant": Wanted(("Job Title",), required=False, stored=vacancy),
    "valid": Wanted(("Valid?",), required=False),
}
"""Columns of a senior file that are read, with the headings they go by."""

JUNIOR_COLUMNS = {
    "superior": Wanted(("Reporting Senior Post",)),
    "grade": Wanted(("Grade", "Grade (or equivalent)")),
    "fte": Wanted(("Number of Posts in FTE",)),
    "pay": Wanted(("Payscale Maximum (£)",), required=False),
    "unit": Wanted(("Unit",), required=False),
}
"""Columns of a junior file that are read, with the headings they go by."""

MOST_POSTS = 1_000_000
"""Largest number of posts that one junior row may stand for."""


def grade_rank(grade: str) -> float:
    """Rank of a senior grade: 4 for SCS4 down to 1 for SCS1, 0 for others.

    Military grades count by their usual equivalent: OF-6 as SCS1 up to OF-9 as SCS4.
    """
    found = re.match(r"\s*(SCS|OF)[\s-]*(\d+)\s*(A?)", grade, re.IGNORECASE)
    if found is None:
        return 0.0
    level = float(found[2]) + (0.5 if found[3] else 0.0)
    return level if found[1].upper() == "SCS" else max(level - 5.0, 0.0)


@dataclass(frozen=True)
class SeniorRows:
    """Senior posts; `superior` is a row among them or a negative code of `keys`."""

    file: Path
    line: NDArray[np.int64]
    keys: KeyIndex
    superior: IntArray
    rank: NDArray[np.float64]
    fte: NDArray[np.float64]
    fte_read: float
    grade: tuple[str, ...]
    unit: tuple[str, ...]
    organisation: tuple[str, ...]
    repairs: tuple[Repair, ...]


@dataclass(frozen=True)
class JuniorRows:
    """Groups of like posts; `size` is the number of posts of each, 0 where it is dropped."""

    file: Path
    line: NDArray[np.int64]
    superior: IntArray
    size: NDArray[np.int64]
    fte: NDArray[np.float64]
    fte_read: float
    posts_read: int
    pay: NDArray[np.float64]
    grade: tuple[str, ...]
    unit: tuple[str, ...]
    repairs: tuple[Repair, ...]


def read_senior(file: Path) -> SeniorRows:
    """Read a file of senior posts.

    Raises:
        InputError: if the file cannot be read as one.
    """
    sheet = read_sheet(file, SENIOR_COLUMNS)
    grade = tuple(sheet.column("grade"))
    rank = np.array([grade_rank(g) for g in grade])
    keys = KeyIndex(sheet.column("key"), rank)
    found = keys.find(sheet.column("superior"), rank)
    shares = full_time_shares(file, sheet.column("fte"), sheet.lines)
    line = np.array(sheet.lines)
    repairs = [*sheet.repairs, *shares.repairs, *key_repairs(sheet, keys)]
    repairs += reference_repairs(file, line, found)
    repairs += dropped_posts(file, line[shares.kept == 0])
    repairs += _marks(sheet, shares.kept > 0)
    return SeniorRows(
        file=file,
        line=line,
        keys=keys,
        superior=found.rows,
        rank=rank,
        fte=shares.kept,
        fte_read=shares.read,
        grade=grade,
        unit=tuple(sheet.column("unit")),
        organisation=tuple(sheet.column("organisation")),
        repairs=tuple(repairs),
    )


def read_junior(file: Path, senior: SeniorRows) -> JuniorRows:
    """Read a file of groups of junior posts under the given senior posts.

    A group of 4.8 full-time posts becomes 5 posts of .96.

    Raises:
        InputError: if the file cannot be read as one, or belongs to another senior file.
    """
    sheet = read_sheet(file, JUNIOR_COLUMNS)
    line = np.array(sheet.lines)
    found = senior.keys.find(sheet.column("superior"), np.zeros(len(sheet)))
    _require_same_body(file, senior, found)
    fte, size = _group_sizes(sheet)
    pay = [number_in(cell) for cell in sheet.column("pay")]
    return JuniorRows(
        file=file,
        line=line,
        superior=found.rows,
        size=size,
        fte=fte,
        fte_read=float(fte.sum()),
        posts_read=int(np.maximum(size, 1).sum()),
        pay=np.array([value or 0.0 for value in pay]),
        grade=tuple(sheet.column("grade")),
        unit=tuple(sheet.column("unit")),
        repairs=(
            *sheet.repairs,
            *_junior_shares(sheet, size, fte),
            *reference_repairs(file, line, found),
        ),
    )


def _require_same_body(file: Path, senior: SeniorRows, found: Found) -> None:
    if np.all(found.rows == MISSING):
        raise InputError(
            f"none of its {len(found.rows)} groups reports to a post of {senior.file.name}; "
            "are the two files of one body?",
            file,
        )


def _group_sizes(sheet: Sheet) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Full-time equivalents of each group, and the number of posts that share them."""
    values = [number_in(cell) for cell in sheet.column("fte")]
    fte = np.array([value if value is not None and value > 0 else 0.0 for value in values])
    if fte.max() > MOST_POSTS:
        worst = int(fte.argmax())
        raise InputError(f"{fte[worst]:g} posts in one group", sheet.file, sheet.lines[worst])
    return fte, np.ceil(fte - 1e-9).astype(np.int64)


def _junior_shares(sheet: Sheet, size: NDArray[np.int64], fte: NDArray[np.float64]) -> list[Repair]:
    line, file = np.array(sheet.lines), sheet.file.name
    repairs = []
    part = line[fte < size - 1e-9]
    if len(part):
        what = "a group of 4.8 full-time posts becomes 5 posts of 0.96"
        repairs.append(Repair(file, "fractional posts", lines_of(part.tolist()), len(part), what))
    gone = line[size == 0]
    if len(gone):
        what = "no number above 0: the group is dropped and counts as one post"
        where = lines_of(gone.tolist())
        repairs.append(Repair(file, "number of posts", where, len(gone), what, len(gone)))
    return repairs


def dropped_posts(file: Path, lines: NDArray[np.int64]) -> list[Repair]:
    """The repair of posts that nobody fills, if there are any."""
    if len(lines) == 0:
        return []
    what = "a post with a full-time share of 0 is dropped; its subordinates move up"
    where = lines_of(lines.tolist())
    return [Repair(file.name, "nobody in post", where, len(lines), what, len(lines))]


def _marks(sheet: Sheet, kept: NDArray[np.bool_]) -> list[Repair]:
    """Posts that the file marks as vacant or invalid but gives a full-time share."""
    vacant = np.array([bool(cell) for cell in sheet.column("vacant")]) & kept
    valid = [number_in(cell) for cell in sheet.column("valid")]
    invalid = np.array([value == 0 for value in valid]) & kept
    cases = [("marked vacant", vacant), ("marked invalid", invalid)]
    what = "the post is kept, as its full-time share is above 0"
    return [
        Repair(sheet.file.name, kind, lines_of(_at(sheet, where)), int(where.sum()), what)
        for kind, where in cases
        if where.any()
    ]


def _at(sheet: Sheet, where: NDArray[np.bool_]) -> list[int]:
    lines: list[int] = np.array(sheet.lines)[where].tolist()
    return lines


def key_repairs(sheet: Sheet, keys: KeyIndex) -> list[Repair]:
    """Keys that stand at several posts, or are blank."""
    line, repairs = np.array(sheet.lines), []
    blank = np.array([not key for key in sheet.column("key")])
    cases = [
        ("key repeated", keys.repeated, "another post has the same key: both are kept"),
        ("key blank", blank, "the post is kept; nobody can report to it"),
    ]
    for kind, where, what in cases:
        if where.any():
            at = lines_of(line[where].tolist())
            repairs.append(Repair(sheet.file.name, kind, at, int(where.sum()), what))
    return repairs


def reference_repairs(file: Path, line: NDArray[np.int64], found: Found) -> list[Repair]:
    """References that were understood, but not to the letter."""
    repairs = []
    cases = [
        ("key spelt otherwise", found.loosely, "differs in case, blanks or leading zeros"),
        ("superior's key repeated", found.shared, "the next grade above is taken, or the highest"),
    ]
    for kind, where, what in cases:
        if where.any():
            at = lines_of(line[where].tolist())
            repairs.append(Repair(file.name, kind, at, int(where.sum()), what))
    return repairs
