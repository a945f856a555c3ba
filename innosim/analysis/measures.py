"""The headline measures of one replicate; not a number where there is nothing to measure.

Definitions and target bands are those of the evidence that the default run is held against: a
service of 35,000 people over ten years.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import SupportsFloat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from innosim.analysis.run import YEAR, Run

SMALLEST_BRANCH, LARGEST_BRANCH = 50, 250

_NO_DECISION = ["held", "bypassed"]


@dataclass(frozen=True)
class Measure:
    """A measure of a run: what it is called, its unit, what it means and how it is worked out.

    Attributes:
        target: band that ten years of the default service should fall in.
        rows: the mechanisms of the two seed texts that it makes visible.
        bounds: least and largest possible value; None for 0 and, for a share, 1.
    """

    name: str
    label: str
    unit: str
    meaning: str
    of: Callable[[Run], float]
    target: tuple[float, float] | None = None
    rows: tuple[int, ...] = ()
    bounds: tuple[float, float] | None = None

    @property
    def range(self) -> tuple[float, float]:
        """Least and largest possible value."""
        return self.bounds or (0.0, 1.0 if self.unit == "share" else np.inf)


def ratio(part: SupportsFloat, whole: SupportsFloat) -> float:
    """A part of a whole; not a number where there is no whole."""
    return float(part) / float(whole) if whole else float("nan")


def proposals(run: Run) -> float:
    """All ideas raised, per 100 staff and year."""
    return ratio(len(run.ideas["born"]), run.hundred_years)


def reached_pilot(run: Run) -> float:
    """Of the ideas of years 1 to 5, the share that started a pilot."""
    started = run.cohort["reached_pilot"]
    return ratio((started >= 0).sum(), len(started))


def continued(run: Run) -> float:
    """Of the pilots started (ideas of years 1 to 5), the share that went on to spread."""
    started = run.cohort["reached_pilot"] >= 0
    return ratio((started & (run.cohort["reached_diffusion"] >= 0)).sum(), started.sum())


def embedded_share(run: Run) -> float:
    """Of the ideas of years 1 to 5, the share that was embedded by the end of year 10."""
    embedded = run.cohort["reached_embedded"]
    return ratio((embedded >= 0).sum(), len(embedded))


def embedded(run: Run) -> float:
    """All ideas that were embedded, per 100 staff and year: the headline."""
    return ratio((run.ideas["reached_embedded"] >= 0).sum(), run.hundred_years)


def innovating_branches(run: Run) -> float:
    """Of the branches of 50 to 250 people, the share that innovated within 104 weeks."""
    if not {"branches", "units"} <= set(run.results.tables):
        return float("nan")
    units = run.results.columns("units", ["branch", "posts"])
    size = dict(zip(units["branch"].tolist(), units["posts"].tolist(), strict=True))
    rows = run.results.of_replicate("branches", run.replicate, ["branch", "innovated"])
    posts = np.array([size[branch] for branch in rows["branch"].tolist()], int)
    counted = (posts >= SMALLEST_BRANCH) & (posts <= LARGEST_BRANCH)
    return ratio(rows["innovated"][counted].sum(), counted.sum())


def adoption_time(run: Run) -> float:
    """Median years from birth to being embedded, of the ideas of years 1 to 5 that got there."""
    there = run.cohort["reached_embedded"] >= 0
    weeks = (run.cohort["reached_embedded"] - run.cohort["born"])[there]
    return float(np.median(weeks)) / YEAR if len(weeks) else float("nan")


def turnover(run: Run) -> float:
    """People who left, per 100 staff and year, from the weeks that were recorded."""
    return mean_of_weeks(run, "exits") * YEAR / (run.people / 100)


def queue(run: Run) -> float:
    """Mean over the recorded weeks of the ideas that wait, for each manager of the service."""
    return mean_of_weeks(run, "queue")


def mean_of_weeks(run: Run, metric: str) -> float:
    """Mean of a metric of the service over the weeks in which it is recorded and defined."""
    values = run.series.get(metric)
    if values is None or np.isnan(values).all():
        return float("nan")
    return float(np.nanmean(values))


def weeks_to_decision(run: Run) -> float:
    """Median weeks from birth to the first yes or no at a gate, of ideas that got one."""
    if run.results.rows("gates") == 0:
        return float("nan")
    mine = [("replicate", "=", run.replicate)]
    gates = run.results.arrow("gates", ["idea", "week", "outcome"], mine)
    decided = gates.filter(pc.invert(pc.is_in(gates["outcome"], pa.array(_NO_DECISION))))
    first = decided.group_by("idea").aggregate([("week", "min")])
    born = run.results.arrow("ideas", ["idea", "born"], mine)
    both = first.join(born, "idea", join_type="inner")
    waits = pc.subtract(both["week_min"], both["born"]).to_numpy()
    return float(np.median(waits)) if len(waits) else float("nan")


MEASURES: tuple[Measure, ...] = (
    Measure(
        "embedded",
        "New normal practices",
        "per 100 staff a year",
        "the headline: all ideas embedded during the run",
        embedded,
    ),
    Measure(
        "proposals",
        "Ideas raised",
        "per 100 staff a year",
        "all ideas conceived during the run",
        proposals,
        (4.0, 12.0),
    ),
    Measure(
        "reached_pilot",
        "Ideas that reach a pilot",
        "share",
        "of the ideas of years 1 to 5, those that started a pilot",
        reached_pilot,
        (0.15, 0.35),
    ),
    Measure(
        "continued",
        "Pilots that are continued",
        "share",
        "of the pilots started, those that went on to spread",
        continued,
        (0.20, 0.35),
    ),
    Measure(
        "embedded_share",
        "Ideas that become normal practice",
        "share",
        "of the ideas of years 1 to 5, those embedded by the end of year 10",
        embedded_share,
        (0.02, 0.08),
    ),
    Measure(
        "innovating_branches",
        "Branches that innovate in two years",
        "share",
        "of branches of 50 to 250 people, those where a tenth newly used an idea in 104 weeks",
        innovating_branches,
        (0.60, 0.86),
    ),
    Measure(
        "adoption_time",
        "Time from idea to normal practice",
        "years",
        "median of the ideas of years 1 to 5 that got there",
        adoption_time,
        (2.0, 7.0),
    ),
    Measure(
        "turnover",
        "People who leave",
        "per 100 staff a year",
        "from all who left their posts during the run",
        turnover,
    ),
    Measure(
        "queue",
        "Queue for review",
        "ideas per manager",
        "ideas that wait, for each manager or leader with people below; mean over the run",
        queue,
    ),
    Measure(
        "weeks_to_decision",
        "Wait for the first decision",
        "weeks",
        "median from birth to the first yes or no at a gate",
        weeks_to_decision,
    ),
)
