"""What innovation comes to: how steady it is, what it is worth, where it comes from.

Beside that, what innovation is given to work with: capability, protected time, hands.

Steadiness is looked at in the second half of a run, when the first ideas have had time to become
normal practice, in whole quarters of 13 weeks counted back from the end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.analysis.measures import Measure, mean_of_weeks, ratio
from innosim.analysis.run import YEAR, Run

QUARTER = 13
FEWEST_QUARTERS = 4

FloatArray = NDArray[np.float64]


def reliability(run: Run) -> float:
    """Mean over standard deviation of the quarterly value of what became normal practice.

    Not a number with fewer than four quarters, without any value, or with the same in every
    quarter (there is then no deviation to divide by). Where practices of equal value come at random
    (Poisson, m in a quarter) it is the root of m.
    """
    quarters = _quarterly(run)
    if len(quarters) < FEWEST_QUARTERS or not quarters.any():
        return float("nan")
    return ratio(quarters.mean(), quarters.std(ddof=1))


def _quarterly(run: Run) -> FloatArray:
    """Value that became normal practice in each quarter of the second half."""
    number = run.weeks // 2 // QUARTER
    quarter = (run.ideas["reached_embedded"] - (run.weeks - number * QUARTER)) // QUARTER
    late = _late(run)
    return np.bincount(quarter[late], run.natures["value"][late], number).astype(np.float64)


def _late(run: Run) -> NDArray[np.bool_]:
    """Which ideas became normal practice in the quarters of the second half."""
    first = run.weeks - run.weeks // 2 // QUARTER * QUARTER
    late: NDArray[np.bool_] = run.ideas["reached_embedded"] >= first
    return late


def inequality(run: Run) -> float:
    """Gini coefficient over organisations of the value per head that became normal practice.

    Each organisation weighs as many as it has people: sum over pairs of n_i n_j |x_i - x_j| over
    2 N^2 times the mean; 0 if all have the same per head, 1 - its share of people if one has all.
    Of the second half of the run, in whole quarters. Not a number without value, or with one
    organisation.
    """
    size = np.bincount(run.results.columns("posts", ["organisation"])["organisation"])
    late, own = _late(run), run.natures["organisation"]
    value = np.bincount(own[late], run.natures["value"][late], len(size))
    there = size > 0
    if there.sum() < 2 or not value.any():
        return float("nan")
    return gini(value[there] / size[there], size[there].astype(np.float64))


def gini(values: FloatArray, weights: FloatArray) -> float:
    """Gini coefficient of non-negative values with weights, not all values zero."""
    order = np.argsort(values, kind="stable")
    weight = weights[order] / weights.sum()
    held = weight * values[order]
    lorenz = np.concatenate([[0.0], np.cumsum(held)]) / held.sum()
    return float(1.0 - (weight * (lorenz[1:] + lorenz[:-1])).sum())


def value(run: Run) -> float:
    """Value for citizens of what became normal practice, per 100 staff and year."""
    return float(run.natures["value"].sum(dtype=np.float64)) / run.hundred_years


def own_origin(run: Run) -> float:
    """Of all ideas that became normal practice, the share that nobody outside had offered."""
    embedded = run.ideas["reached_embedded"] >= 0
    own = run.natures["driver"] != "external"
    return ratio((embedded & own).sum(), embedded.sum())


def lag(run: Run) -> float:
    """Years since the frontier was last where the service stands in the last recorded week.

    The service stands at frontier - gap, the gap being the mean over its people. 0 where there is
    no gap; at most the length of the run. With a frontier that rises evenly from 0 and a service
    that does not move, it is the time since the start. Not a number where it was not recorded.
    """
    if not {"frontier", "gap"} <= run.series.keys():
        return float("nan")
    recorded = np.flatnonzero(~np.isnan(run.series["frontier"]))
    if not len(recorded):
        return float("nan")
    frontier, gap = run.series["frontier"][recorded], run.series["gap"][recorded]
    if gap[-1] == 0:
        return 0.0
    reached = np.flatnonzero(frontier <= frontier[-1] - gap[-1])
    since = recorded[reached[-1]] if len(reached) else -1
    return float(recorded[-1] - since) / YEAR


def gap(run: Run) -> float:
    """Mean gap to what citizens expect over the last year, weighted by people."""
    late = run.series.get("gap", np.zeros(0))[-YEAR:]
    late = late[~np.isnan(late)]
    return float(late.mean()) if len(late) else float("nan")


def burden(run: Run) -> float:
    """Ideas carried per 100 people, weighted by lack of support; mean over the run."""
    return 100.0 * mean_of_weeks(run, "burden")


def side_of_desk(run: Run) -> float:
    """Unprotected share of the work on ideas; weeks count by their ideas in gates and pilots."""
    return _weighted(run, "side_of_desk", ("in_gates", "in_pilot"))


def feasible(run: Run) -> float:
    """Of all ideas conceived, the share whose novelty does not outrun capability.

    Weeks that are not recorded (see `record.every`) are left out.
    """
    return _weighted(run, "feasible", ("proposals",))


def _weighted(run: Run, metric: str, weights: tuple[str, ...]) -> float:
    """Mean of a metric over weeks, weighted by the sum of other metrics of the week."""
    if not {metric, *weights} <= run.series.keys():
        return float("nan")
    values = run.series[metric]
    weight = np.sum([run.series[name] for name in weights], axis=0)
    defined = ~(np.isnan(values) | np.isnan(weight))
    return ratio((values * weight)[defined].sum(), weight[defined].sum())


def normality_index(run: Run) -> float:
    """Of all branches, the share where a tenth newly used an idea in the last 104 weeks.

    In a shorter run: since its start.
    """
    if "branches" not in run.results.tables:
        return float("nan")
    rows = run.results.of_replicate("branches", run.replicate, ["innovated"])
    return ratio(rows["innovated"].sum(), len(rows["innovated"]))


OUTCOMES: tuple[Measure, ...] = (
    Measure(
        "reliability",
        "Reliability",
        "mean per deviation",
        "mean over standard deviation of the value that becomes normal practice in a quarter; "
        "second half of the run",
        reliability,
        rows=(1, 67),
    ),
    Measure(
        "inequality",
        "Inequality of organisations",
        "Gini, 0 to 1",
        "of value per head that became normal practice in the second half of the run; 0 is equal",
        inequality,
        rows=(1, 67),
        bounds=(0.0, 1.0),
    ),
    Measure(
        "value",
        "Value for citizens",
        "per 100 staff a year",
        "value of what became normal practice",
        value,
        rows=(81,),
    ),
    Measure(
        "gap",
        "Gap to citizens' expectations",
        "index",
        "how far the service lies behind what is possible and expected; mean of the last year",
        gap,
        rows=(22, 81),
    ),
    Measure(
        "lag",
        "Lag to the frontier",
        "years",
        "since what is possible outside was last where the service stands at the end",
        lag,
        rows=(41,),
    ),
    Measure(
        "own_origin",
        "Normal practices of own origin",
        "share",
        "shaper (1) or taker (0): of all ideas that became normal practice, those not from outside",
        own_origin,
        rows=(41,),
    ),
)

CONDITIONS: tuple[Measure, ...] = (
    Measure(
        "feasible",
        "Feasible share",
        "share",
        "of all ideas conceived, those whose novelty does not outrun what their post is capable of",
        feasible,
        rows=(40, 49),
    ),
    Measure(
        "normality_index",
        "Normality index",
        "share",
        "of all branches, those where a tenth newly used an idea in the last 104 weeks",
        normality_index,
        rows=(59,),
    ),
    Measure(
        "side_of_desk",
        "Side-of-desk share",
        "share",
        "of the work on ideas in gates and pilots, that for which no time is protected",
        side_of_desk,
        rows=(14,),
    ),
    Measure(
        "burden",
        "Burden",
        "ideas per 100 people",
        "ideas carried, weighted by lack of support; mean over the run",
        burden,
        rows=(20,),
    ),
)
