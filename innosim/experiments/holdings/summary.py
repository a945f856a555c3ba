"""A sweep in numbers: by point, the mean of each quantity with its interval, and what failed."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.experiments.findings.cases import as_text, quantity_of
from innosim.experiments.sweep.outcomes import Outcomes, read
from innosim.experiments.sweep.work import DONE, FAILED, MISSING
from innosim.paired import t_quantile
from innosim.what_if.comparison.quantities import quantities

ALPHA = 0.05
SHOWN_METRICS, SHOWN_POINTS, SHOWN_FAILED = 3, 30, 10
FloatArray = NDArray[np.float64]
Facts = dict[str, Any]


@dataclass(frozen=True)
class Summary:
    """A sweep in numbers.

    Attributes:
        outcomes: of the runs.
        metrics: names of the quantities that are shown.
        shown: number of points that are shown at most.
    """

    outcomes: Outcomes
    metrics: tuple[str, ...]
    shown: int = SHOWN_POINTS

    @property
    def facts(self) -> Facts:
        """All points and quantities as plain data; None where there is no number."""
        found, plan = self.outcomes, self.outcomes.plan
        known = {quantity.name: quantity for quantity in quantities()}
        points = []
        for point in range(plan.points):
            metrics = {name: estimate(found.values[name][point]) for name in plan.metrics}
            states = _counts(found.status[point])
            at = {"point": point, "settings": plan.values(point), **states}
            points.append({**at, "metrics": metrics})
        return {
            "title": plan.experiment.title,
            "folder": str(found.folder or ""),
            "runs": len(plan),
            **_counts(found.status),
            "interval": 1 - ALPHA,
            "units": {name: known[name].unit for name in plan.metrics},
            "points": points,
            "failed_runs": [self._failed(number) for number in found.errors],
            "unread": list(found.unread),
        }

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _repr_html_(self) -> str:
        heads, rows = self._table()
        head = "".join(f"<th>{html.escape(cell)}</th>" for cell in heads)
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(c)}</td>' for c in row)}</tr>" for row in rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _lines(self) -> Iterator[str]:
        found, plan = self.outcomes, self.outcomes.plan
        states = ", ".join(f"{n:,} {state}" for state, n in _counts(found.status).items())
        yield f"{plan.experiment.title}: {len(plan):,} runs ({states}) at {plan.points:,} points"
        known = {quantity.name: quantity for quantity in quantities()}
        for name in self.metrics:
            yield f"  {name}: {known[name].label.lower()}, {known[name].unit}"
        yield f"mean of the runs of a point, and its {1 - ALPHA:.0%} interval"
        yield ""
        heads, rows = self._table()
        widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
        for row in (heads, *rows):
            cells = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
            yield "  ".join(cells)
        yield from self._left_out()
        yield from self._failures()

    def _table(self) -> tuple[list[str], list[list[str]]]:
        plan, found = self.outcomes.plan, self.outcomes
        heads = ["point", *plan.keys, "runs", *self.metrics]
        rows = []
        for point in range(min(plan.points, self.shown)):
            settings = [as_text(value) for value in plan.values(point).values()]
            done = int((found.status[point] == DONE).sum())
            runs = f"{done}" if done == plan.replicates else f"{done} of {plan.replicates}"
            cells = [_in_words(estimate(found.values[name][point])) for name in self.metrics]
            rows.append([str(point), *settings, runs, *cells])
        return heads, rows

    def _left_out(self) -> Iterator[str]:
        plan = self.outcomes.plan
        if plan.points > self.shown:
            yield f"and {plan.points - self.shown:,} points more: --points, --json"
        others = [name for name in plan.metrics if name not in self.metrics]
        if others:
            yield f"also kept (--metric): {', '.join(others)}"

    def _failures(self) -> Iterator[str]:
        errors = self.outcomes.errors
        for number in list(errors)[:SHOWN_FAILED]:
            facts = self._failed(number)
            at = ", ".join(f"{key}={as_text(value)}" for key, value in facts["settings"].items())
            yield f"run {number} failed (seed {facts['seed']}; {at}): {facts['error']}"
            yield f"  to repeat it: {facts['replay']}"
        if len(errors) > SHOWN_FAILED:
            yield f"and {len(errors) - SHOWN_FAILED:,} other failed runs: --json"
        for name in self.outcomes.unread:
            yield f"{name} cannot be read; innosim results check says more"

    def _failed(self, number: int) -> Facts:
        run = self.outcomes.plan.run(number)
        return {
            "run": number,
            "point": run.point,
            "replicate": run.replicate,
            "seed": run.seed,
            "settings": self.outcomes.plan.values(run.point),
            "error": self.outcomes.errors[number],
            "replay": f"innosim run --replay {self.outcomes.folder}:{number}",
        }


def summary(
    sweep: Outcomes | Path | str, metrics: Sequence[str] = (), shown: int = SHOWN_POINTS
) -> Summary:
    """A sweep in numbers.

    Args:
        sweep: its outcomes, or its folder.
        metrics: names of the quantities that are shown; without them, the first three.
        shown: number of points that are shown at most.

    Raises:
        InputError: if there is no sweep, or it keeps no such quantity.
    """
    outcomes = sweep if isinstance(sweep, Outcomes) else read(sweep)
    wanted = [quantity_of(outcomes.plan, name).name for name in metrics]
    first = outcomes.plan.metrics[:SHOWN_METRICS]
    return Summary(outcomes, tuple(dict.fromkeys(wanted)) or first, shown)


def estimate(values: FloatArray) -> dict[str, float | int | None]:
    """Mean over the runs that have a number, the t-interval of the mean, and their number."""
    defined = values[np.isfinite(values)]
    n = len(defined)
    if n == 0:
        return {"mean": None, "low": None, "high": None, "n": 0}
    mean = float(defined.mean())
    if n == 1:
        return {"mean": mean, "low": None, "high": None, "n": 1}
    half = t_quantile(1 - ALPHA / 2, n - 1) * float(defined.std(ddof=1)) / sqrt(n)
    low, high = (mean - half, mean + half) if isfinite(half) else (None, None)
    return {"mean": mean, "low": low, "high": high, "n": n}


def _in_words(found: dict[str, Any]) -> str:
    if found["mean"] is None:
        return "not defined"
    if found["low"] is None:
        return f"{found['mean']:.3g}"
    return f"{found['mean']:.3g} ({found['low']:.3g} to {found['high']:.3g})"


def _counts(status: NDArray[np.str_]) -> dict[str, int]:
    return {state: int((status == state).sum()) for state in (DONE, FAILED, MISSING)}
