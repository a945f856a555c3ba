"""Which folders hold results, and of what kind; what else innosim has made is named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from innosim.errors import InputError
from innosim.experiments.holdings.others import Other, is_search, others
from innosim.experiments.sweep.folder import PLAN, facts_of
from innosim.experiments.sweep.outcomes import read as read_sweep
from innosim.experiments.sweep.work import DONE, FAILED, MISSING
from innosim.results.manifest import MANIFEST
from innosim.results.reader import read as read_results

SWEEP, RUN = "sweep", "run"
UNITS = ("B", "kB", "MB", "GB", "TB")


@dataclass(frozen=True)
class Holding:
    """What a folder of results holds.

    Attributes:
        path: the folder.
        kind: `SWEEP` or `RUN`.
        title: of the experiment or scenario.
        done, failed, missing: number of runs.
        version: of innosim that made it.
        size: bytes of all files.
        damage: why it cannot be read; "" if it can.
    """

    path: Path
    kind: str
    title: str = ""
    done: int = 0
    failed: int = 0
    missing: int = 0
    version: str = ""
    size: int = 0
    damage: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """The same as plain data."""
        return {**asdict(self), "path": str(self.path)}


@dataclass(frozen=True)
class Holdings:
    """The results below a folder, by path.

    Attributes:
        folder: the folder.
        found: the sweeps and runs.
        others: what else innosim has made, such as comparisons; it holds no runs to look after.
    """

    folder: Path
    found: Sequence[Holding]
    others: Sequence[Other] = ()

    def __str__(self) -> str:
        parts = [self._results(), self._others()] if self.others else [self._results()]
        return "\n\n".join(parts)

    def _results(self) -> str:
        if not self.found:
            return f"no results of a sweep or a run below {self.folder}"
        heads = ("folder", "kind", "done", "failed", "missing", "version", "size", "title")
        return _table([heads, *(self._cells(one) for one in self.found)], (2, 3, 4, 6))

    def _others(self) -> str:
        heads = ("no sweeps or runs", "kind", "version", "title")
        rows = [(self._name(o.path), o.kind, o.version, o.title) for o in self.others]
        return _table([heads, *rows])

    def _cells(self, one: Holding) -> tuple[str, ...]:
        name = self._name(one.path)
        if one.damage:
            return name, one.kind, "", "", "", "", size_in_words(one.size), one.damage
        runs = (f"{number:,}" for number in (one.done, one.failed, one.missing))
        return name, one.kind, *runs, one.version, size_in_words(one.size), one.title

    def _name(self, path: Path) -> str:
        name = path.relative_to(self.folder)
        return str(self.folder) if name == Path() else str(name)


def kind_of(path: Path) -> str:
    """`SWEEP` or `RUN`.

    Raises:
        InputError: if the folder holds neither; it says what it may hold.
    """
    if not path.exists():
        raise InputError("there is no such folder", path)
    if not path.is_dir():
        raise InputError("this is a file; name the folder of a sweep or of a run", path)
    found = _marked(path)
    if found is None:
        below = [one.path for one in holdings(path).found]
        hint = f"; there are some in {below[0]}" if below else ""
        raise InputError(f"neither a sweep nor a run of innosim is in this folder{hint}", path)
    return found


def holdings(folder: Path) -> Holdings:
    """All sweeps and runs below a folder, itself included.

    Raises:
        InputError: if there is no such folder.
    """
    if not folder.is_dir():
        raise InputError("there is no such folder", folder)
    found = [_holding(path, kind) for path, kind in _below(folder)]
    inside = {one.path for one in found}
    apart = [one for one in others(folder) if inside.isdisjoint(one.path.parents)]
    return Holdings(folder, found, apart)


def size_in_words(size: float) -> str:
    """As in "1.2 MB"."""
    for unit in UNITS[:-1]:
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} {UNITS[-1]}"


def _below(folder: Path) -> Iterator[tuple[Path, str]]:
    for place, folders, _ in os.walk(folder):
        kind = _marked(Path(place))
        if kind is not None:
            yield Path(place), kind
        folders[:] = [] if kind else sorted(name for name in folders if not name.startswith("."))


def _marked(path: Path) -> str | None:
    if (path / PLAN).is_file() and not is_search(path):
        return SWEEP
    return RUN if (path / MANIFEST).is_file() else None


def _holding(path: Path, kind: str) -> Holding:
    size = sum(f.stat().st_size for f in path.rglob("*") if f.is_file() and not f.is_symlink())
    try:
        return (_sweep if kind == SWEEP else _run)(path, size)
    except InputError as error:
        return Holding(path, kind, size=size, damage=error.message)


def _sweep(path: Path, size: int) -> Holding:
    found = read_sweep(path)
    done, failed, missing = (int((found.status == state).sum()) for state in _STATES)
    title, version = found.plan.experiment.title, str((facts_of(path) or {})["version"])
    return Holding(path, SWEEP, title, done, failed, missing, version, size)


_STATES = (DONE, FAILED, MISSING)


def _run(path: Path, size: int) -> Holding:
    manifest = read_results(path).manifest
    return Holding(path, RUN, manifest.title, manifest.replicates, 0, 0, manifest.version, size)


def _table(rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """Rows below each other; `numbers` are the places of columns that are set to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths, numbers) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int], numbers: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if place in numbers else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()
