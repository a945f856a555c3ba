"""What a comparison found, as plain values for files, pages and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np

from innosim import __version__
from innosim.what_if.budget.costs import ROLES, money
from innosim.what_if.comparison.arms import Arm, Contrast
from innosim.what_if.comparison.effects import Effect
from innosim.what_if.comparison.quantities import (
    HEADLINE_NUMBER,
    HOURS,
    SERIES,
    Quantity,
    quantities,
    series_weeks,
)
from innosim.what_if.comparison.runs import Found
from innosim.what_if.comparison.stopping import BATCH, LEAST, Until

Facts = dict[str, Any]
Effects = Mapping[str, Effect]

MISSED = 0.05
"""Chance that none of the worlds differs where as large a share as is stated does."""


def study_facts(
    arms: Sequence[Arm],
    seeds: Sequence[int],
    people: int,
    measured: Sequence[Quantity] | None = None,
) -> Facts:
    """What was run, and what was measured: all quantities unless some are named."""
    scenario = arms[0].scenario
    return {
        "innosim": __version__,
        "headline": HEADLINE_NUMBER,
        "people": people,
        "weeks": scenario.horizon,
        "start": scenario.start.isoformat(),
        "seed": scenario.seed,
        "pairs": len(seeds),
        "seeds": list(seeds),
        "quantities": [_quantity(quantity) for quantity in measured or quantities()],
    }


def stopping_facts(until: Until | None, reached: bool) -> Facts | None:
    """The rule by which pairs were added, and whether it was met; None for a fixed number."""
    if until is None:
        return None
    return {
        "metric": until.metric,
        "half_width": until.half,
        "reached": reached,
        "least": LEAST,
        "batch": BATCH,
        "most": until.most,
    }


def arm_facts(arm: Arm, found: Found, measured: Sequence[Quantity] | None = None) -> Facts:
    """An arm by itself: what it is and what comes out of it over the worlds."""
    return {
        "name": arm.name,
        "title": arm.scenario.title,
        "kind": arm.kind,
        "digest": arm.scenario.digest(),
        "outcomes": {q.name: _outcome(found[q.name][:, 0]) for q in measured or quantities()},
    }


def contrast_facts(
    contrast: Contrast, effects: Effects, seeds: Sequence[int], people: int
) -> Facts:
    """Two arms held against each other; `people` are those of the service."""
    head = effects[HEADLINE_NUMBER]
    pairs = head.difference.pairs
    hours = sum(effects[name].difference.mean for name in HOURS)
    more = head.low > 0
    return {
        "arm": contrast.arm.name,
        "against": contrast.against.name,
        "changed": contrast.kind,
        "same": contrast.same,
        "levers": list(contrast.changed.levers),
        "assumptions": list(contrast.changed.assumptions),
        "worlds_apart": worlds_apart(head),
        "apart_at_most": 1 - MISSED ** (1 / pairs) if pairs else None,
        "hours_a_year": _n(hours * people / 100),
        "hours_each": _n(hours / head.difference.mean) if more else None,
        "budget": budget.more_a_year if (budget := contrast.arm.scenario.budget) else None,
        "money": _money(contrast, effects),
        "effects": {name: _effect(found, seeds) for name, found in effects.items()},
    }


def worlds_apart(found: Effect) -> int:
    """In how many worlds two arms differ."""
    pairs = found.difference.pairs
    return round((found.helps + found.harms) * pairs) if pairs else 0


def _money(contrast: Contrast, effects: Effects) -> Facts | None:
    """What the hours cost more per 100 staff a year, at the rates of either scenario."""
    budget = contrast.arm.scenario.budget or contrast.against.scenario.budget
    more = {role: effects[f"cost_{role}"].difference.mean for role in ROLES}
    amount = money(budget, more)
    if budget is None or amount is None:
        return None
    rates = budget.rates.model_dump(exclude_none=True)
    return {"currency": budget.currency or "money", "more": _n(amount), "rates": rates}


def series_facts(arms: Sequence[Arm], found: Sequence[Found]) -> Facts:
    """New normal practices so far of each arm: median and middle 80 % of the worlds."""
    rows = {arm.name: _bands(one) for arm, one in zip(arms, found, strict=True)}
    return {"weeks": series_weeks(arms[0].scenario.horizon), "unit": "per 100 staff", "arms": rows}


def _bands(found: Found) -> Facts:
    low, median, high = np.quantile(found[SERIES], (0.1, 0.5, 0.9), axis=0)
    return {"low": _list(low), "median": _list(median), "high": _list(high)}


def _quantity(quantity: Quantity) -> Facts:
    return {
        "name": quantity.name,
        "label": quantity.label,
        "unit": quantity.unit,
        "meaning": quantity.meaning,
        "wanted": quantity.wanted,
    }


def _outcome(values: np.ndarray) -> Facts:
    defined = values[~np.isnan(values)]
    if not len(defined):
        return {"mean": None, "low": None, "high": None, "worlds": 0}
    low, high = np.quantile(defined, (0.1, 0.9))
    mean = defined.mean()
    return {"mean": _n(mean), "low": _n(low), "high": _n(high), "worlds": len(defined)}


def _effect(found: Effect, seeds: Sequence[int]) -> Facts:
    worst = found.worst_world
    return {
        "verdict": found.verdict,
        "pairs": found.difference.pairs,
        "difference": _n(found.difference.mean),
        "low": _n(found.low),
        "high": _n(found.high),
        "half_width": _n(found.half),
        "of_arm": _n(found.mean),
        "of_reference": _n(found.difference.reference),
        "helps": _n(found.helps),
        "harms": _n(found.harms),
        "worst": _n(found.worst),
        "worst_seed": None if worst is None else seeds[worst],
        "unpaired_runs": _n(found.unpaired),
    }


def _list(values: np.ndarray) -> list[float | None]:
    return [_n(value) for value in values]


def _n(value: float) -> float | None:
    return float(f"{float(value):.10g}") if isfinite(value) else None
