"""What an import read, kept, repaired and dropped, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from innosim.organisation.chart import Chart

SHOWN_LINES = 6


@dataclass(frozen=True)
class Repair:
    """One kind of repair in one file.

    Attributes:
        file: name of the file.
        kind: short name of the repair, as in docs/organisations.md.
        where: lines of the file.
        count: how many posts, rows or cells were repaired.
        what: what was found and what was done.
        dropped: how many posts (ties in a tie list) were dropped by it.
        fte: full-time equivalents that it added, negative where it took away.
    """

    file: str
    kind: str
    where: str
    count: int
    what: str
    dropped: int = 0
    fte: float = 0.0

    def __str__(self) -> str:
        return f"{self.file}, {self.where}: {self.kind} ({self.count}): {self.what}"


@dataclass(frozen=True)
class FileCount:
    """Balance of one file.

    Attributes:
        file: name of the file.
        what: "posts", or "ties" in a tie list.
        read, kept, dropped: numbers of them; a group of 4.8 full-time posts counts as 5 posts.
        fte_read, fte_kept: full-time equivalents, 0 in a tie list.
    """

    file: str
    what: str
    read: int
    kept: int
    dropped: int
    fte_read: float = 0.0
    fte_kept: float = 0.0

    def __str__(self) -> str:
        text = f"{self.file}: {self.read:,} {self.what} read, {self.kept:,} kept"
        text += f", {self.dropped:,} dropped"
        if self.what != "posts":
            return text
        return f"{text}; {self.fte_read:,.2f} FTE read, {self.fte_kept:,.2f} kept"


@dataclass(frozen=True)
class ImportReport:
    """The balance of every file and all repairs.

    Raises:
        ValueError: if what was read of a file is not what was kept and listed as dropped, or its
            full-time equivalents differ by half a post or more from what is listed.
    """

    files: tuple[FileCount, ...]
    repairs: tuple[Repair, ...]

    def __post_init__(self) -> None:
        for file in self._names():
            self._balance(file)

    def _names(self) -> Iterable[str]:
        """Names of the files; files of one name in several folders are balanced together."""
        return dict.fromkeys(count.file for count in self.files)

    def _balance(self, file: str) -> None:
        counts = [count for count in self.files if count.file == file]
        listed = [repair for repair in self.repairs if repair.file == file]
        dropped = sum(count.dropped for count in counts)
        kept = sum(count.kept for count in counts)
        if dropped != sum(repair.dropped for repair in listed):
            raise ValueError(f"{file}: what was dropped is not what is listed as dropped")
        if sum(count.read for count in counts) != kept + dropped:
            raise ValueError(f"{file}: what was read is not what was kept and dropped")
        listed_fte = sum(repair.fte for repair in listed)
        change = sum(count.fte_kept - count.fte_read for count in counts)
        if abs(change - listed_fte) >= 0.5:
            raise ValueError(f"{file}: the full-time equivalents do not add up")

    def lines(self) -> Iterator[str]:
        """The report for printing: a line a file, then its repairs, indented."""
        for file in self._names():
            yield from (str(count) for count in self.files if count.file == file)
            for repair in self.repairs:
                if repair.file == file:
                    yield f"  {repair.kind} ({repair.count:,}, {repair.where}): {repair.what}"


@dataclass(frozen=True)
class Imported:
    """A chart that was read from files, and how it was read."""

    chart: Chart
    report: ImportReport


def lines_of(lines: Iterable[int]) -> str:
    """Line numbers for people: the first few, and how many more."""
    found: Sequence[int] = sorted(set(lines))
    if not found:
        return "whole file"
    shown = ", ".join(str(line) for line in found[:SHOWN_LINES])
    more = len(found) - SHOWN_LINES
    return (
        ("line " if len(found) == 1 else "lines ")
        + shown
        + (f" and {more} more" if more > 0 else "")
    )
