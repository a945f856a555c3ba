"""Which file holds what is kept of each run, where some runs are in several."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from innosim.experiments.design.plan import Plan
from innosim.experiments.sweep.content import series_of
from innosim.experiments.sweep.folder import Folder
from innosim.experiments.sweep.parts import parts
from innosim.experiments.sweep.work import FAILED, kept_weeks

IntArray = NDArray[np.int64]
NOWHERE = -1
HORIZON = "horizon"


def weeks_of(plan: Plan) -> tuple[int, ...]:
    """The weeks of which series are kept, at any point of a plan."""
    points = range(plan.points) if HORIZON in plan.keys else range(1)
    return tuple(sorted({week for point in points for week in weeks_at(plan, point)}))


def weeks_at(plan: Plan, point: int) -> tuple[int, ...]:
    """The weeks of which series are kept at one point of a plan."""
    if not plan.series:
        return ()
    horizon = plan.values(point)[HORIZON] if HORIZON in plan.keys else plan.base.horizon
    return kept_weeks(int(horizon), plan.every)


def where(folder: Folder) -> tuple[list[Path], IntArray]:
    """The files of runs that can be read, and which of them each run is taken from.

    A run that is in several files is taken from the first one in which it was done, or else the
    first one; `NOWHERE` for a run that is missing.
    """
    files: list[Path] = []
    place = np.full(len(folder.plan), NOWHERE, np.int64)
    failed = np.zeros(len(folder.plan), bool)
    for path, table in parts(folder.path, folder.layout):
        if table is None:
            continue
        number = table.column("run").to_numpy()
        bad = np.array(table.column("status").to_pylist()) == FAILED
        new = (place[number] == NOWHERE) | (failed[number] & ~bad)
        place[number[new]], failed[number[new]] = len(files), bad[new]
        files.append(path)
    return files, place


def kept_series(folder: Folder) -> Iterator[tuple[IntArray, pa.Table]]:
    """The series of each file of runs, with the runs that are taken from it.

    Raises:
        InputError: if one is damaged.
    """
    files, place = where(folder)
    for number, path in enumerate(files):
        yield np.flatnonzero(place == number), series_of(folder, path)


def series_in_order(folder: Folder, at_once: int) -> Iterator[pa.Table]:
    """The series of all runs in the order of their numbers, of so many runs at once.

    Raises:
        InputError: if one is damaged.
    """
    files, place = where(folder)
    for first in range(0, len(place), at_once):
        there = place[first : first + at_once]
        found = [folder.layout.series_schema.empty_table()]
        for number in np.unique(there[there != NOWHERE]).tolist():
            runs = pa.array(first + np.flatnonzero(there == number))
            table = series_of(folder, files[number])
            found.append(table.filter(pc.is_in(table.column("run"), runs)))
        yield pa.concat_tables(found).sort_by([("run", "ascending"), ("week", "ascending")])
