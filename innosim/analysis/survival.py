"""How long ideas live: the estimator of Kaplan and Meier (1958, JASA 53:457)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.analysis.run import Columns, runs
from innosim.results.reader import Results

FloatArray = NDArray[np.float64]
_NORMAL = 1.959964


@dataclass(frozen=True)
class Survival:
    """A survival curve in steps of a week.

    Attributes:
        weeks: age, from 0.
        alive: share still alive just after that age.
        low, high: 95 % band after Greenwood (1926), cut to [0, 1].
        at_risk: ideas alive and under observation just before that age.
        deaths: ideas that ended at that age.
    """

    weeks: NDArray[np.int64]
    alive: FloatArray
    low: FloatArray
    high: FloatArray
    at_risk: NDArray[np.int64]
    deaths: NDArray[np.int64]

    def median(self) -> float:
        """Age at which half of the ideas have ended; not a number if that is never reached."""
        reached = np.flatnonzero(self.alive <= 0.5)
        return float(self.weeks[reached[0]]) if len(reached) else float("nan")


def kaplan_meier(age: NDArray[np.int64], ended: NDArray[np.bool_]) -> Survival:
    """The survival curve of a set of ideas.

    Args:
        age: weeks from birth to the end, or to the last week that was observed.
        ended: whether the idea ended at that age (False: it was still alive).
    """
    span = int(age.max()) + 1 if len(age) else 1
    deaths = np.bincount(age[ended], minlength=span)
    gone = np.bincount(age, minlength=span)
    at_risk = len(age) - np.concatenate([[0], np.cumsum(gone)[:-1]])
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.where(at_risk > 0, 1 - deaths / at_risk, 1.0)
        alive = np.cumprod(step).astype(np.float64)
        terms = np.where(at_risk > deaths, deaths / (at_risk * (at_risk - deaths)), 0.0)
    half = _NORMAL * alive * np.sqrt(np.cumsum(terms))
    return Survival(
        weeks=np.arange(span),
        alive=alive,
        low=np.clip(alive - half, 0, 1),
        high=np.clip(alive + half, 0, 1),
        at_risk=at_risk,
        deaths=deaths,
    )


def of_run(ideas: Columns, weeks: int) -> Survival:
    """The survival of the ideas of one replicate, from birth to end."""
    return kaplan_meier(*_ages(ideas, weeks))


def of_ideas(results: Results) -> tuple[Survival, list[Survival]]:
    """The survival of the ideas of all replicates together, and of each replicate."""
    horizon = results.manifest.horizon
    parts = [_ages(run.ideas, horizon) for run in runs(results)]
    together = kaplan_meier(
        np.concatenate([age for age, _ in parts]), np.concatenate([end for _, end in parts])
    )
    return together, [kaplan_meier(age, ended) for age, ended in parts]


def on_grid(curves: Sequence[Survival], weeks: int) -> FloatArray:
    """The curves as rows over ages 0 to `weeks`; not a number beyond what a curve observed."""
    grid = np.full((len(curves), weeks + 1), np.nan)
    for row, curve in zip(grid, curves, strict=True):
        seen = min(len(curve.alive), weeks + 1)
        row[:seen] = curve.alive[:seen]
    return grid


def _ages(ideas: Columns, weeks: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    ended = ideas["ended"] >= 0
    last = np.where(ended, ideas["ended"], weeks)
    return np.maximum(last - ideas["born"], 0).astype(np.int64), ended
