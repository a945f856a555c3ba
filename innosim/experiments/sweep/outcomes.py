"""What came of the runs of a sweep, as arrays by point and replicate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.experiments.design.plan import Plan
from innosim.experiments.sweep.folder import opened
from innosim.experiments.sweep.parts import parts
from innosim.experiments.sweep.rows import kept_series, weeks_of
from innosim.experiments.sweep.work import DONE, FAILED, MISSING

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Outcomes:
    """What came of the runs of a sweep.

    Attributes:
        plan: what was run.
        values: of each quantity by name, (points, replicates); not a number where it is not
            defined, and where a run failed or is missing.
        status: "done", "failed" or "missing", (points, replicates).
        errors: of each failed run by its number, what it ended with.
        seconds: what each run took, (points, replicates).
        unread: names of files that are torn or of another plan; their runs count as missing.
        folder: where they were read; None for outcomes that were made.
    """

    plan: Plan
    values: Mapping[str, FloatArray]
    status: NDArray[np.str_]
    errors: Mapping[int, str]
    seconds: FloatArray
    unread: tuple[str, ...] = ()
    folder: Path | None = None

    @property
    def complete(self) -> bool:
        """Whether every run is done."""
        return bool((self.status == DONE).all())

    @property
    def weeks(self) -> tuple[int, ...]:
        """The weeks of which series are kept, at any point."""
        return weeks_of(self.plan)

    def series(self, name: str) -> FloatArray:
        """A weekly metric that was kept, (points, replicates, weeks); see `weeks`.

        It is not a number where it is not defined, after the end of shorter runs, and where a run
        failed or is missing.

        Raises:
            InputError: if it was not kept, or is damaged.
        """
        if self.folder is None or name not in self.plan.series:
            kept = ", ".join(self.plan.series) if self.folder else ""
            raise InputError(f"there is no series {name!r} (there are: {kept or 'none'})")
        folder, weeks = opened(self.folder), np.array(self.weeks)
        found = np.full((len(self.plan), len(weeks)), np.nan)
        for runs, table in kept_series(folder):
            mine = table.filter(pc.is_in(table.column("run"), pa.array(runs)))
            places = np.searchsorted(weeks, mine.column("week").to_numpy())
            found[mine.column("run").to_numpy(), places] = mine.column(name).to_numpy()
        return found.reshape(*self.status.shape, len(weeks))


def read(path: Path | str) -> Outcomes:
    """Read the runs of a sweep, finished or not.

    Raises:
        InputError: if there is no sweep in the folder.
    """
    folder = opened(Path(path))
    plan, shape = folder.plan, (folder.plan.points, folder.plan.replicates)
    names = (*plan.metrics, "seconds")
    values = {name: np.full(len(plan), np.nan) for name in names}
    status = np.full(len(plan), MISSING)
    errors: dict[int, str] = {}
    unread = []
    for file, table in parts(folder.path, folder.layout):
        if table is None:
            unread.append(file.name)
            continue
        number = table.column("run").to_numpy()
        found = np.array(table.column("status").to_pylist())
        new = (status[number] == MISSING) | ((status[number] == FAILED) & (found == DONE))
        status[number[new]] = found[new]
        for name in names:
            values[name][number[new]] = table.column(name).to_numpy()[new]
        texts = table.column("error").to_pylist()
        errors |= {run: text for run, text in zip(number.tolist(), texts, strict=True) if text}
    errors = {run: errors[run] for run in sorted(errors) if status[run] == FAILED}
    seconds = values.pop("seconds").reshape(shape)
    shaped = {name: column.reshape(shape) for name, column in values.items()}
    states = status.reshape(shape)
    return Outcomes(plan, shaped, states, errors, seconds, tuple(unread), folder.path)
