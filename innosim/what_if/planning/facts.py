"""What a search for plans found, as plain values for files, pages and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import combinations
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from innosim import __version__
from innosim.ensemble import YEAR
from innosim.paired import difference
from innosim.what_if.budget.costs import money
from innosim.what_if.comparison.quantities import quantities
from innosim.what_if.comparison.runs import chart_of
from innosim.what_if.planning.plans import Plan, in_words
from innosim.what_if.planning.regret import failing, near_best, regrets, scores
from innosim.what_if.planning.rules import rule
from innosim.what_if.planning.search import NOTHING

if TYPE_CHECKING:
    from innosim.what_if.planning.plan import Planning

Facts = dict[str, Any]
FloatArray = NDArray[np.float64]
ALPHA = 0.05


def facts(found: Planning) -> Facts:
    """All of it."""
    question, scenario = found.question, found.question.scenario
    people = chart_of(scenario.organisation).n
    metric = next(q for q in quantities() if q.name == question.metric)
    plans = list(_plans(found))
    return {
        "innosim": __version__,
        "title": scenario.title,
        "digest": scenario.digest(),
        "seed": scenario.seed,
        "people": people,
        "weeks": scenario.horizon,
        "start": question.start,
        "budget": _n(found.purse.limit),
        "currency": found.purse.before.money_unit,
        "before": {role: _n(taken) for role, taken in found.purse.before.by_role.items()},
        "metric": {"name": metric.name, "label": metric.label, "unit": metric.unit},
        "in_service": people / 100 * scenario.horizon / YEAR,
        "worlds": question.worlds,
        "runs": question.runs,
        "fresh_worlds": len(found.fresh),
        "fresh_runs": len(found.fresh[0].seeds),
        "doubts": [{"key": d.key, "low": d.low, "high": d.high} for d in found.doubts],
        "levers": sorted({step.kind for step in found.purse.steps}),
        "nothing": _n(found.values[0, :, 0].mean()),
        "nothing_first": found.tried.within(_last(found))[0] == NOTHING,
        "plans": plans,
        "pairs": list(_pairs(found)),
        "tried": list(_tried(found)),
    }


def _last(found: Planning) -> int:
    return len(found.tried.problem.rungs) - 1


def _plans(found: Planning) -> Iterator[Facts]:
    """The recommended plans, as they do in the fresh worlds."""
    values, burdens = found.values[:, :, 0], found.values[:, :, 1]
    fails = failing(values, values[0])
    short, near = regrets(values), near_best(values)
    for place, plan in enumerate(found.chosen, 1):
        gain = difference(values[place], values[0])
        low, high = gain.interval(ALPHA)
        yield {
            **_plan(found, plan),
            "number": place,
            "value": _n(values[place].mean()),
            "gain": _n(gain.mean),
            "low": _n(low),
            "high": _n(high),
            "helps": gain.rising,
            "harms": gain.falling,
            "chosen_gain": _n(_gain(found, plan)),
            "mean_regret": _n(short[place].mean()),
            "max_regret": _n(short[place].max()),
            "near_best": _n(near[place]),
            "burden": _n((burdens[place] - burdens[0]).mean()),
            "fails": int(fails[place].sum()),
            "rule": _rule(found, plan, fails[place]),
        }


def _plan(found: Planning, plan: Plan) -> Facts:
    by_role = found.purse.by_role(plan)
    return {
        "steps": [asdict(step) for step in plan],
        "words": in_words(plan),
        "hours": _n(found.purse.hours(plan)),
        "by_role": {role: _n(taken) for role, taken in by_role.items()},
        "money": _n(money(found.purse.before.budget, by_role)),
    }


def _rule(found: Planning, plan: Plan, fails: NDArray[np.bool_]) -> Facts | None:
    """When a plan fails; effects of levers that it does not pull tell nothing."""
    kinds = {step.kind for step in plan}
    keys = [
        key
        for key in found.fresh[0].settings
        if not key.startswith("assumptions.effects.") or key.rpartition(".")[2] in kinds
    ]
    table = {key: np.array([world.settings[key] for world in found.fresh]) for key in keys}
    told = rule(table, fails, found.question.scenario.seed)
    return None if told is None else asdict(told)


def _pairs(found: Planning) -> Iterator[Facts]:
    """The recommended plans held against each other in the fresh worlds."""
    values = found.values[:, :, 0]
    for one, other in combinations(range(1, len(values)), 2):
        apart = difference(values[one], values[other])
        low, high = apart.interval(ALPHA)
        yield {
            "one": one,
            "other": other,
            "difference": _n(apart.mean),
            "low": _n(low),
            "high": _n(high),
            "apart": bool(low > 0 or high < 0),
        }


def _tried(found: Planning) -> Iterator[Facts]:
    """All plans that were tried, in the worlds in which they were chosen."""
    whole = found.tried.within(_last(found))
    gains = np.array([_gain(found, plan) for plan in whole])
    score = dict(zip(whole, scores(_values(found, whole)), strict=True))
    hours = np.array([found.purse.hours(plan) for plan in whole])
    burden = np.array([_burden(found, plan) for plan in whole])
    front_hours = dict(zip(whole, non_dominated(gains, hours), strict=True))
    front_burden = dict(zip(whole, non_dominated(gains, burden), strict=True))
    numbers = {plan: number for number, plan in enumerate(found.chosen, 1)}
    rest = [plan for plan in found.tried.values if plan not in score]
    for plan in [*whole, *rest]:
        yield {
            **_plan(found, plan),
            "worlds": len(found.tried.values[plan]),
            "gain": _n(_gain(found, plan)),
            "burden": _n(_burden(found, plan)),
            "regret": _n(score.get(plan)),
            "best_for_hours": bool(front_hours.get(plan, False)),
            "best_for_burden": bool(front_burden.get(plan, False)),
            "number": numbers.get(plan),
        }


def non_dominated(gains: FloatArray, costs: FloatArray) -> NDArray[np.bool_]:
    """Where no other one brings as much and takes less, or brings more and takes as much."""
    more, less = gains[:, None] <= gains[None], costs[:, None] >= costs[None]
    strictly = (gains[:, None] < gains[None]) | (costs[:, None] > costs[None])
    return np.asarray(~(more & less & strictly).any(axis=1))


def _values(found: Planning, plans: Sequence[Plan]) -> FloatArray:
    return np.array([found.tried.values[plan] for plan in plans])


def _gain(found: Planning, plan: Plan) -> float:
    """Mean of what a plan brings, in the worlds in which it was tried."""
    values = found.tried.values[plan]
    return float((values - found.tried.values[NOTHING][: len(values)]).mean())


def _burden(found: Planning, plan: Plan) -> float:
    values = found.burden[plan]
    return float((values - found.burden[NOTHING][: len(values)]).mean())


def _n(value: float | None) -> float | None:
    return float(f"{float(value):.10g}") if value is not None and isfinite(value) else None
