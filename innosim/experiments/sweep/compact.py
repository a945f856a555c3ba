"""Merges the many files of a sweep into few; what it says stays the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.experiments.sweep.folder import Folder, Part, locked, opened
from innosim.experiments.sweep.parts import (
    RUNS,
    SERIES,
    SUFFIX,
    TornPartError,
    part_name,
    parts,
    read_series,
    remove_unfinished,
    sync_folder,
    write_tables,
)
from innosim.experiments.sweep.work import FAILED

LARGEST = 8_000_000
"""Numbers and texts that a merged file and its series hold at most: 64 MB while they are merged."""

WHOLE = Part()


@dataclass(frozen=True)
class Compacted:
    """What merging came to.

    Attributes:
        before, after: number of files of runs.
        damaged: names of files that cannot be read, which stay where they are.
    """

    before: int
    after: int
    damaged: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = f"{self.before:,} files of runs are now {self.after:,}"
        if self.before == self.after:
            told = f"{self.after:,} files of runs: there is nothing to merge"
        return f"{told}; left as they are: {', '.join(self.damaged)}" if self.damaged else told


@dataclass(frozen=True)
class _Piece:
    """A file of runs with its series."""

    path: Path
    runs: pa.Table
    series: pa.Table | None

    @property
    def size(self) -> int:
        tables = [self.runs, *([] if self.series is None else [self.series])]
        return sum(table.num_rows * table.num_columns for table in tables)


def compact(path: Path, largest: int = LARGEST) -> Compacted:
    """Merge the files of a sweep; ended at any moment, it loses nothing and can be begun again.

    A merged file is on the disk before the files that went into it are removed; until then their
    runs are there twice, which changes nothing.

    Args:
        path: folder of the sweep.
        largest: numbers and texts in a merged file and its series, at most.

    Raises:
        InputError: if there is no sweep, a process is at work on it, or it cannot be written to.
    """
    folder = opened(path)
    try:
        with locked(path, WHOLE):
            remove_unfinished(path, "")
            return _Merging(folder, largest).run()
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"cannot be merged here ({why}); nothing is lost", path) from error


@dataclass
class _Merging:
    folder: Folder
    largest: int
    damaged: list[str] = field(default_factory=list)

    def run(self) -> Compacted:
        before = len(self._names(RUNS))
        while self._shrunk():
            self.damaged.clear()
        for orphan in sorted(self._names(SERIES) - self._names(RUNS)):
            (self.folder.path / SERIES / orphan).unlink()
        return Compacted(before, len(self._names(RUNS)), tuple(self.damaged))

    def _shrunk(self) -> bool:
        """Merge once; whether a merged file came out smaller, so that more may go into one."""
        group: list[_Piece] = []
        shrunk = False
        for piece in self._pieces():
            if sum(one.size for one in (*group, piece)) > self.largest:
                shrunk |= self._merge(group)
                group = []
            group.append(piece)
        return self._merge(group) or shrunk

    def _names(self, table: str) -> set[str]:
        return {path.name for path in (self.folder.path / table).glob(f"*{SUFFIX}")}

    def _pieces(self) -> Iterator[_Piece]:
        for path, runs in parts(self.folder.path, self.folder.layout):
            try:
                if runs is None:
                    raise TornPartError(path.name)
                yield _Piece(path, runs, self._series(path))
            except TornPartError:
                self.damaged.append(path.name)

    def _series(self, path: Path) -> pa.Table | None:
        if not self.folder.layout.series:
            return None
        return read_series(self.folder.path / SERIES / path.name, self.folder.layout)

    def _merge(self, group: Sequence[_Piece]) -> bool:
        """Merge some files; whether what comes of it is smaller, as runs were there twice."""
        if len(group) < 2:
            return False
        place, names = self.folder.path, {piece.path.name for piece in group}
        runs, series = _merged(group)
        name = part_name(runs.column("run").to_pylist())
        if (place / RUNS / name).exists() and name not in names:
            return False
        write_tables(place, name, runs, series, WHOLE.owner)
        for table in (RUNS, *([] if series is None else [SERIES])):
            for old in names - {name}:
                (place / table / old).unlink(missing_ok=True)
            sync_folder(place / table)
        return runs.num_rows < sum(piece.runs.num_rows for piece in group)


def _merged(group: Sequence[_Piece]) -> tuple[pa.Table, pa.Table | None]:
    """The runs of all pieces, each once, and their series, in the order of their numbers."""
    whole = pa.concat_tables([piece.runs for piece in group])
    of = np.repeat(np.arange(len(group)), [piece.runs.num_rows for piece in group])
    rows = _best(whole)
    runs = whole.column("run").to_numpy()
    taken = [pa.array(runs[rows[of[rows] == i]]) for i in range(len(group))]
    found = [
        piece.series.filter(pc.is_in(piece.series.column("run"), mine))
        for piece, mine in zip(group, taken, strict=True)
        if piece.series is not None
    ]
    series = pa.concat_tables(found).sort_by(_ORDER) if found else None
    return whole.take(pa.array(rows)), series


_ORDER = [("run", "ascending"), ("week", "ascending")]


def _best(runs: pa.Table) -> NDArray[np.intp]:
    """A row for each run, in their order: the first in which it was done, or else the first."""
    number = runs.column("run").to_numpy()
    bad = np.array(runs.column("status").to_pylist()) == FAILED
    order = np.lexsort((np.arange(len(number)), bad, number))
    first = np.append(True, np.diff(number[order]) > 0)
    found: NDArray[np.intp] = order[first]
    return found
