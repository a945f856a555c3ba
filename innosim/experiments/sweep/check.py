"""Whether a sweep is as it was written: torn, damaged, missing and foreign files, each named."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa

from innosim.errors import InputError
from innosim.experiments.design.files import read
from innosim.experiments.design.schema import Experiment
from innosim.experiments.sweep.folder import (
    EXPERIMENT,
    PLAN,
    POINTS,
    Folder,
    Part,
    dictionary,
    facts_of,
    locked,
    opened,
    write_points,
)
from innosim.experiments.sweep.parts import (
    RUNS,
    SERIES,
    SUFFIX,
    WRITING,
    TornPartError,
    read_runs,
    read_series,
    set_aside,
)
from innosim.experiments.sweep.rows import weeks_at
from innosim.experiments.sweep.work import DONE, FAILED
from innosim.results.csv_tables import write_dictionary
from innosim.results.manifest import DICTIONARY


@dataclass(frozen=True)
class Fault:
    """Something in the folder of a sweep that is not as it should be.

    Attributes:
        name: of the file, from the folder.
        what: is wrong with it.
        part: name of the part that is of no use for it; "" if no run is lost.
    """

    name: str
    what: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.what}"


@dataclass(frozen=True)
class Checked:
    """What was found in the folder of a sweep.

    Attributes:
        folder: of the sweep.
        faults: what is wrong.
        done, failed, missing: number of runs of the plan; those in files of no use are missing.
        aside: names of the parts that were taken out.
    """

    folder: Path
    faults: tuple[Fault, ...]
    done: int
    failed: int
    missing: int
    aside: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong and no run is missing."""
        return not self.faults and not self.missing


def check(path: Path, aside: bool = False) -> Checked:
    """Read everything in the folder of a sweep.

    Args:
        path: the folder.
        aside: whether to move parts that are of no use to `aside/`, so that the sweep goes on with
            their runs.

    Raises:
        InputError: if there is no sweep, or the parts cannot be moved.
    """
    folder = opened(path)
    looked = _Look(folder)
    faults = tuple(looked.all())
    bad = tuple(dict.fromkeys(fault.part for fault in faults if fault.part)) if aside else ()
    if bad:
        _take_out(folder, bad)
    done, failed = looked.done, looked.failed & ~looked.done
    missing = int((~(done | failed)).sum())
    return Checked(path, faults, int(done.sum()), int(failed.sum()), missing, bad)


def _take_out(folder: Folder, names: Sequence[str]) -> None:
    try:
        with locked(folder.path, Part()):
            for name in names:
                set_aside(folder.path, folder.path / RUNS / name)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"files cannot be moved aside here ({why})", folder.path) from error


class _Look:
    """A look at all files of a sweep."""

    def __init__(self, folder: Folder) -> None:
        self._folder, self._plan = folder, folder.plan
        self.done, self.failed = np.zeros((2, len(folder.plan)), bool)

    def all(self) -> Iterator[Fault]:
        yield from self._described()
        for path in sorted((self._folder.path / RUNS).glob("*")):
            yield from self._part(path) if path.suffix == SUFFIX else _foreign(RUNS, path)
        for path in sorted((self._folder.path / SERIES).glob("*")):
            yield from self._series_alone(path)

    def _described(self) -> Iterator[Fault]:
        place, plan = self._folder.path, self._plan
        facts = facts_of(place) or {}
        if facts.get("digest") != plan.digest:
            yield Fault(
                PLAN,
                "the plan in it is not the one whose digest it states: it was altered, or a file "
                "that its scenario reads is gone or has changed",
            )
        if (place / EXPERIMENT).exists() and not _says(place / EXPERIMENT, plan.experiment):
            yield Fault(EXPERIMENT, "does not say what the plan says")
        yield from self._table(POINTS, _written(lambda file: write_points(file, plan)))
        rows = dictionary(plan)
        yield from self._table(DICTIONARY, _written(lambda file: write_dictionary(file, rows)))

    def _table(self, name: str, wanted: bytes) -> Iterator[Fault]:
        path = self._folder.path / name
        if not path.is_file():
            yield Fault(name, "is missing")
        elif path.read_bytes() != wanted:
            yield Fault(name, "does not say what the plan says")

    def _part(self, path: Path) -> Iterator[Fault]:
        name = f"{RUNS}/{path.name}"
        try:
            runs = read_runs(path, self._folder.layout)
        except TornPartError as torn:
            yield Fault(name, torn.why, path.name)
            return
        if wrong := self._wrong(runs):
            yield Fault(name, wrong, path.name)
            return
        if self._plan.series:
            try:
                series = read_series(self._folder.path / SERIES / path.name, self._folder.layout)
            except TornPartError as torn:
                yield Fault(f"{SERIES}/{path.name}", torn.why, path.name)
                return
            if wrong := self._wrong_weeks(runs, series):
                yield Fault(f"{SERIES}/{path.name}", wrong, path.name)
                return
        number, status = _state(runs)
        self.done[number[status == DONE]] = True
        self.failed[number[status == FAILED]] = True

    def _wrong(self, runs: pa.Table) -> str:
        """What of the rows is not as the plan has it."""
        number, status = _state(runs)
        point, replicate = np.divmod(number, self._plan.replicates)
        seeds = [self._plan.run(run).seed for run in number.tolist()]
        if not np.isin(status, [DONE, FAILED]).all():
            return "has runs that are neither done nor failed"
        same = [
            np.array_equal(runs.column("point").to_numpy(), point),
            np.array_equal(runs.column("replicate").to_numpy(), replicate),
            runs.column("seed").to_pylist() == seeds,
        ]
        return "" if all(same) else "has runs that are not those of the plan"

    def _wrong_weeks(self, runs: pa.Table, series: pa.Table) -> str:
        number, status = _state(runs)
        wanted = [(run, w) for run in number[status == DONE].tolist() for w in self._weeks(run)]
        found = zip(
            series.column("run").to_pylist(), series.column("week").to_pylist(), strict=True
        )
        return "" if sorted(wanted) == list(found) else "has not the weeks that the plan keeps"

    def _weeks(self, run: int) -> tuple[int, ...]:
        return weeks_at(self._plan, run // self._plan.replicates)

    def _series_alone(self, path: Path) -> Iterator[Fault]:
        if path.suffix != SUFFIX:
            yield from _foreign(SERIES, path)
        elif not (self._folder.path / RUNS / path.name).exists():
            yield Fault(
                f"{SERIES}/{path.name}",
                "has no runs beside it: work was stopped there; "
                "`innosim results compact` removes it",
            )


def _says(path: Path, experiment: Experiment) -> bool:
    """Whether a file is that of an experiment."""
    try:
        found = read(path)
    except InputError:
        return False
    return found.experiment == experiment and not found.problems


def _state(runs: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    return runs.column("run").to_numpy(), np.array(runs.column("status").to_pylist())


def _foreign(table: str, path: Path) -> Iterator[Fault]:
    if path.name.endswith(WRITING):
        what = "is unfinished: work was stopped there; going on removes it"
    else:
        what = "is no file of a sweep"
    yield Fault(f"{table}/{path.name}", what)


def _written(write: Callable[[IO[str]], None]) -> bytes:
    text = io.StringIO(newline="")
    write(text)
    return text.getvalue().encode()
