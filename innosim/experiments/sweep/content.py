"""The digest of a sweep: the same whoever ran it, in whatever pieces and order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.experiments.sweep.folder import Folder, opened
from innosim.experiments.sweep.parts import SERIES, TornPartError, parts, read_series

_SIZE = 32


@dataclass(frozen=True)
class Digest:
    """What a sweep says.

    Attributes:
        text: SHA-256, as 64 hexadecimal digits, of the plan and of all runs that are there, with
            numbers, errors and series; seconds, machines and files do not count.
        runs: number of the runs that are there; `all`: of those of the plan.
    """

    text: str
    runs: int
    all: int

    @property
    def complete(self) -> bool:
        """Whether no run is missing."""
        return self.runs == self.all


def digest(path: Path) -> Digest:
    """The digest of the sweep in a folder.

    Raises:
        InputError: if there is none, or series in it are damaged.
    """
    folder = opened(path)
    marks = np.zeros((len(folder.plan), _SIZE), np.uint8)
    there = np.zeros(len(folder.plan), bool)
    for number, mark in _marks(folder):
        marks[number] = np.frombuffer(mark, np.uint8)
        there[number] = True
    whole = sha256(folder.digest.encode())
    for number in np.flatnonzero(there).tolist():
        whole.update(number.to_bytes(8, "little") + marks[number].tobytes())
    return Digest(whole.hexdigest(), int(there.sum()), len(folder.plan))


def _marks(folder: Folder) -> Iterator[tuple[int, bytes]]:
    """The number and the hash of each run; of a run that is there twice, the one that was done."""
    failed = np.zeros(len(folder.plan), bool)
    seen = np.zeros(len(folder.plan), bool)
    for path, table in parts(folder.path, folder.layout):
        if table is None:
            continue
        errors = table.column("error").to_pylist()
        facts, series = _rows(table, folder.layout.metrics), _Series(folder, path)
        for row, number in enumerate(table.column("run").to_pylist()):
            if seen[number] and (errors[row] or not failed[number]):
                continue
            seen[number], failed[number] = True, bool(errors[row])
            said = facts[row].tobytes() + errors[row].encode() + series.of(number)
            yield number, sha256(said).digest()


def series_of(folder: Folder, path: Path) -> pa.Table:
    """The series of a file of runs.

    Raises:
        InputError: if they are damaged, with what can be done.
    """
    try:
        return read_series(folder.path / SERIES / path.name, folder.layout)
    except TornPartError:
        raise InputError(
            f"{SERIES}/{path.name} is damaged; `innosim results check {folder.path} --set-aside` "
            "takes it out, and the sweep then goes on with its runs",
            folder.path,
        ) from None


class _Series:
    """The bytes of the series of each run of a part."""

    def __init__(self, folder: Folder, path: Path) -> None:
        self._numbers, self._values = np.zeros(0, np.int64), np.zeros((0, 0))
        if not folder.layout.series:
            return
        table = series_of(folder, path)
        self._numbers = table.column("run").to_numpy()
        self._values = _numbers(table, ("week", *folder.layout.series))

    def of(self, number: int) -> bytes:
        first, last = np.searchsorted(self._numbers, [number, number + 1])
        return self._values[first:last].tobytes()


def _rows(table: pa.Table, metrics: Sequence[str]) -> NDArray[Any]:
    """What is said of each run, but for its error, as rows of the same length."""
    whole = np.column_stack([table.column(name).to_numpy().astype("<u8") for name in _WHOLE])
    return np.hstack([whole, _numbers(table, metrics).view("<u8")])


_WHOLE = ("run", "point", "replicate", "seed")


def _numbers(table: pa.Table, columns: Sequence[str]) -> NDArray[np.float64]:
    """Some columns as numbers; all that are not a number are the same."""
    found = [table.column(name).to_numpy().astype("<f8") for name in columns]
    values = np.column_stack(found) if found else np.zeros((table.num_rows, 0))
    return np.where(np.isnan(values), np.nan, values)
