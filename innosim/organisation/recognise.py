"""Tells what files are, by their header, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from innosim.errors import InputError
from innosim.organisation.organogram import OrganogramPair
from innosim.organisation.sheet import Sheet, rows_of, simplified
from innosim.organisation.ties import HEADINGS

SENIOR_MARKS = {"postuniquereference", "reportstoseniorpost"}
JUNIOR_MARKS = {"reportingseniorpost"}


@dataclass
class Recognised:
    """Files by kind."""

    senior: list[Path] = field(default_factory=list)
    junior: list[Path] = field(default_factory=list)
    ties: list[Path] = field(default_factory=list)
    tables: list[Path] = field(default_factory=list)


def recognise(files: Iterable[Path]) -> Recognised:
    """Sort files into senior and junior files of organograms, tie lists and other tables."""
    found = Recognised()
    for file in files:
        getattr(found, _kind(file)).append(file)
    return found


def _kind(file: Path) -> str:
    header = header_of(file)
    names = {simplified(cell) for cell in header}
    if names >= SENIOR_MARKS:
        return "senior"
    if names >= JUNIOR_MARKS:
        return "junior"
    ends = (HEADINGS["source"] & names, HEADINGS["target"] & names)
    bare = 2 <= len(header) <= 3 and all(cell.strip().isdigit() for cell in header[:2])
    return "ties" if all(ends) or bare else "tables"


def header_of(file: Path) -> list[str]:
    """Cells of the first row."""
    rows = rows_of(Sheet(file))
    try:
        return next((cells for _, cells in rows), [])
    finally:
        close = getattr(rows, "close", None)
        if close is not None:
            close()


def pair_up(senior: Sequence[Path], junior: Sequence[Path]) -> list[OrganogramPair]:
    """Put senior and junior files of the same body together.

    Two files are of one body if their names differ in the word "senior" or "junior" only. One
    file of each kind is a pair whatever the names. A file whose other half is not named is
    completed by the file of the right name in its folder.

    Raises:
        InputError: if a file has no other half.
    """
    if len(senior) == 1 and len(junior) == 1:
        return [OrganogramPair(senior=str(senior[0]), junior=str(junior[0]))]
    by_name = {_without_kind(file): file for file in junior}
    pairs = []
    for file in senior:
        other = by_name.pop(_without_kind(file), None) or _sibling(file, "senior", "junior")
        pairs.append(OrganogramPair(senior=str(file), junior=str(other)))
    for file in by_name.values():
        other = _sibling(file, "junior", "senior")
        pairs.append(OrganogramPair(senior=str(other), junior=str(file)))
    return pairs


def _without_kind(file: Path) -> tuple[Path, str]:
    return file.parent, re.sub("senior|junior", "*", file.name, flags=re.IGNORECASE)


def _sibling(file: Path, kind: str, other: str) -> Path:
    name = re.sub(kind, lambda found: _same_case(found[0], other), file.name, flags=re.IGNORECASE)
    sibling = file.with_name(name)
    if name == file.name:
        raise InputError(f"a file of {kind} posts; name its file of {other} posts as well", file)
    if not sibling.is_file():
        raise InputError(f"a file of {kind} posts; its other half {name} is not beside it", file)
    return sibling


def _same_case(model: str, word: str) -> str:
    if model.isupper():
        return word.upper()
    return word.capitalize() if model[0].isupper() else word
