"""The points of a sweep at which a quantity is known, for analyses that cannot do with gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.experiments.design.plan import Plan
from innosim.experiments.sweep.outcomes import Outcomes, read
from innosim.experiments.sweep.work import FAILED, MISSING
from innosim.what_if.comparison.quantities import Quantity, quantities

FloatArray = NDArray[np.float64]

_NAMED = 8
"""Runs that a refusal names at most."""


@dataclass(frozen=True)
class Cases:
    """One quantity at the points of a plan.

    Attributes:
        plan: what was run.
        quantity: what is looked at.
        points: numbers of the points at which each run has a number.
        values: there, (points, replicates).
    """

    plan: Plan
    quantity: Quantity
    points: NDArray[np.intp]
    values: FloatArray

    @property
    def places(self) -> FloatArray:
        """Of the points, (points, factors) in [0, 1]."""
        found: FloatArray = self.plan.places[self.points]
        return found

    @property
    def means(self) -> FloatArray:
        """Of the runs of each point."""
        found: FloatArray = self.values.mean(axis=1)
        return found

    @property
    def left_out(self) -> int:
        """Number of the points that are left out."""
        return self.plan.points - len(self.points)

    def column(self, place: int) -> FloatArray:
        """Values of a factor at the points; where they are no numbers, their places in its list."""
        factor = self.plan.factors[place]
        found = [factor.at(share) for share in self.places[:, place].tolist()]
        if factor.numeric:
            return np.array(found, float)
        return np.array([factor.values.index(value) for value in found], float)


def outcomes_of(sweep: Outcomes | Path | str) -> Outcomes:
    """The outcomes of a sweep, or of the one in a folder.

    Raises:
        InputError: if there is none.
    """
    return sweep if isinstance(sweep, Outcomes) else read(sweep)


def quantity_of(plan: Plan, name: str) -> Quantity:
    """A quantity that a plan keeps.

    Raises:
        InputError: if it does not; with the nearest name, and all of them.
    """
    known = {quantity.name: quantity for quantity in quantities()}
    if name not in plan.metrics:
        near = get_close_matches(name, plan.metrics, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        there = ", ".join(plan.metrics)
        raise InputError(f"this sweep has no quantity {name!r}{hint} (there are: {there})")
    return known.get(name) or Quantity(name, name, "", "", 0)


def factor_place(plan: Plan, key: str) -> int:
    """The place of a factor in a plan.

    Raises:
        InputError: if it is not varied; with the nearest name, and all of them.
    """
    if key not in plan.keys:
        near = get_close_matches(key, plan.keys, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise InputError(f"{key!r} is not varied{hint} (there are: {', '.join(plan.keys)})")
    return plan.keys.index(key)


def cases(outcomes: Outcomes, name: str, without_failed: bool = False) -> Cases:
    """A quantity at the points of a sweep.

    Args:
        outcomes: of the runs.
        name: of the quantity.
        without_failed: leave points out at which a run failed, is missing or has no number.

    Raises:
        InputError: if the quantity is not kept, or there are such runs and they are not to be left
            out; it names them and what can be done.
    """
    plan = outcomes.plan
    quantity = quantity_of(plan, name)
    values = outcomes.values[name]
    whole = np.isfinite(values).all(axis=1)
    if not whole.all() and not without_failed:
        raise InputError(_gaps(outcomes, name))
    if whole.sum() < 2:
        raise InputError(
            f"there are only {whole.sum()} points with a number for {name} in all runs"
        )
    return Cases(plan, quantity, np.flatnonzero(whole), values[whole])


def _gaps(outcomes: Outcomes, name: str) -> str:
    status = outcomes.status.ravel()
    failed, missing = np.flatnonzero(status == FAILED), np.flatnonzero(status == MISSING)
    gaps = np.flatnonzero(~np.isfinite(outcomes.values[name].ravel()))
    undefined = np.setdiff1d(gaps, np.concatenate([failed, missing]))
    said, todo = [], []
    if len(failed):
        said.append(f"{len(failed)} failed ({_runs(failed)})")
        todo += [
            "innosim sweep with --retry-failed tries failed runs again",
            f"innosim run --replay FOLDER:{failed[0]} shows one",
        ]
    if len(missing):
        said.append(f"{len(missing)} are missing ({_runs(missing)})")
        todo.append("the same innosim sweep carries missing runs out")
    if len(undefined):
        said.append(f"in {len(undefined)} {name} is not defined ({_runs(undefined)})")
    todo.append("--without-failed leaves their points out where the method allows it")
    todo += ["--metric keeps to other quantities"] * (len(outcomes.plan.metrics) > 1)
    have = "has" if len(gaps) == 1 else "have"
    return (
        f"{len(gaps):,} of {len(status):,} runs {have} no number for {name}: {', '.join(said)}; "
        f"{'; '.join(todo)}"
    )


def _runs(numbers: Sequence[int] | NDArray[np.intp]) -> str:
    named = ", ".join(str(number) for number in numbers[:_NAMED])
    return f"run{'s' if len(numbers) > 1 else ''} {named}{', ...' * (len(numbers) > _NAMED)}"


def as_text(value: object) -> str:
    """A value of a setting as people read it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.3g}" if isinstance(value, float) else str(value)
