"""One replicate of a results folder, as the measures of this package look at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.results.reader import Results

YEAR = 52
COHORT = 5 * YEAR
TEN_YEARS = 10 * YEAR

_IDEAS = ("born", "ended", "reached_pilot", "reached_diffusion", "reached_embedded")
_NATURES = (
    *("merit", "value", "stage", "driver", "organisation"),
    *("fit_at_birth", "urge_at_birth", "aversion_at_birth", "window_at_birth"),
)
_SERIES = (
    *("exits", "queue", "proposals", "in_gates", "in_pilot"),
    *("feasible", "side_of_desk", "burden", "gap", "frontier"),
)

Columns = dict[str, NDArray[Any]]


def cohort_weeks(horizon: int) -> int:
    """How many first weeks' ideas are followed: five years', or half of a run below ten years."""
    return min(COHORT, max(1, horizon // 2))


@dataclass(frozen=True)
class Run:
    """One replicate; its tables are read when they are first asked for.

    Attributes:
        results: the folder it is in.
        replicate: its number.
        series: metrics of the whole service week by week, as far as they were recorded.
    """

    results: Results
    replicate: int
    series: Mapping[str, NDArray[np.float64]]

    @property
    def people(self) -> int:
        """Number of posts of the service."""
        return self.results.rows("posts")

    @property
    def weeks(self) -> int:
        """Length of the run."""
        return self.results.manifest.horizon

    @property
    def hundred_years(self) -> float:
        """Hundreds of staff times years; what the rates are divided by."""
        return self.people / 100 * self.weeks / YEAR

    @cached_property
    def ideas(self) -> Columns:
        """The weeks of the lives of all ideas, by column of the table `ideas`."""
        return self.results.of_replicate("ideas", self.replicate, _IDEAS)

    @cached_property
    def natures(self) -> Columns:
        """What all ideas are and what became of them, row by row as in `ideas`.

        Columns that were not recorded are left out.
        """
        recorded = self.results.names("ideas")
        wanted = [name for name in _NATURES if name in recorded]
        return self.results.of_replicate("ideas", self.replicate, wanted)

    @cached_property
    def early(self) -> NDArray[np.bool_]:
        """Which of the ideas are in the cohort."""
        chosen: NDArray[np.bool_] = self.ideas["born"] < cohort_weeks(self.weeks)
        return chosen

    @cached_property
    def cohort(self) -> Columns:
        """Ideas born in years 1 to 5, as they stood at the end of year 10.

        Later ideas are left out because too little of their lives is seen. In a run shorter
        than ten years: the ideas of its first half, as they stood at its end.
        """
        end = min(self.weeks, TEN_YEARS)
        chosen = {name: column[self.early] for name, column in self.ideas.items()}
        return {
            name: np.where(column < end, column, -1) if name != "born" else column
            for name, column in chosen.items()
        }


def runs(results: Results) -> Iterator[Run]:
    """The replicates in their order."""
    series = service(results, _SERIES)
    for replicate in range(results.manifest.replicates):
        mine = {metric: values[replicate] for metric, values in series.items()}
        yield Run(results, replicate, mine)


def service(results: Results, metrics: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """Metrics of the whole service, a row a replicate and a column a week, as far as recorded."""
    recorded = [metric for metric in metrics if metric in results.names("series")]
    if not recorded:
        return {}
    where = [("level", "=", "service")]
    rows = results.columns("series", ["replicate", "week", *recorded], where)
    shape = (results.manifest.replicates, results.manifest.horizon)
    found = {metric: np.full(shape, np.nan) for metric in recorded}
    for metric, values in found.items():
        values[rows["replicate"], rows["week"]] = rows[metric]
    return found
