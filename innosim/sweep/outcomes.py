"""What came of the runs of a sweep, as arrays by point and replicate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from innosim.experiment.plan import Plan
from innosim.sweep.folder import opened
from innosim.sweep.parts import parts
from innosim.sweep.work import DONE, FAILED, MISSING

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
    """

    plan: Plan
    values: Mapping[str, FloatArray]
    status: NDArray[np.str_]
    errors: Mapping[int, str]
    seconds: FloatArray
    unread: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every run is done."""
        return bool((self.status == DONE).all())


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
    return Outcomes(plan, shaped, status.reshape(shape), errors, seconds, tuple(unread))
