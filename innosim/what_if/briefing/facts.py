"""All that a note says, as plain values: what its words, tables and picture are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from innosim.contracts import Intervention
from innosim.ensemble import YEAR
from innosim.limits import LIMITS
from innosim.odd import sizes
from innosim.what_if.briefing import plans
from innosim.what_if.briefing.causes import CAUSES, Cause
from innosim.what_if.briefing.settings import Settings, code
from innosim.what_if.comparison.arms import ASSUMED, PLAN, Arm, Contrast
from innosim.what_if.comparison.compare import Comparison
from innosim.what_if.comparison.effects import Effect, effect
from innosim.what_if.comparison.facts import Facts, contrast_facts
from innosim.what_if.comparison.quantities import HEADLINE_NUMBER, HOURS, quantities
from innosim.what_if.comparison.runs import Found
from innosim.what_if.comparison.stopping import FIXED

CHANCE = 0.05
"""The chance of missing that is taken where no world does harm."""


def facts_of(
    settings: Settings,
    found: Comparison,
    halves: Mapping[str, Found],
    stories: Mapping[str, Facts],
) -> Facts:
    """The facts of a note.

    Args:
        settings: what it was made from.
        found: the comparison, with the causes of each world.
        halves: what came out of each plan at half of its assumed effects, by name of the arm.
        stories: what is told of each plan's idea, by name of the arm.
    """
    main = [contrast for contrast, _ in found.contrasts if is_main(contrast, found.arms)]
    return {
        **found.facts,
        "question": settings.question,
        "code": code(),
        "years": None if found.facts["weeks"] % YEAR else found.facts["weeks"] // YEAR,
        "headline_quantity": _headline(),
        "plans": [_plan(one, found, halves, stories) for one in main],
        "numbers": dict(zip(("all", "assumed"), sizes(), strict=False)),
        "limits": [limit.plain for limit in LIMITS if limit.plain],
    }


def is_main(contrast: Contrast, arms: Sequence[Arm]) -> bool:
    """Whether a contrast says what a plan, or else an assumption, brings."""
    kinds = [arm.kind for arm in arms]
    if PLAN not in kinds:
        return contrast.arm.kind == ASSUMED
    base = ASSUMED if ASSUMED in kinds else kinds[0]
    return contrast.arm.kind == PLAN and contrast.against.kind == base


def _headline() -> Facts:
    one = next(quantity for quantity in quantities() if quantity.name == HEADLINE_NUMBER)
    return {"label": one.label, "unit": one.unit, "meaning": one.meaning}


def _plan(
    contrast: Contrast,
    found: Comparison,
    halves: Mapping[str, Found],
    stories: Mapping[str, Facts],
) -> Facts:
    """What is said of one plan."""
    outcomes = {arm.name: one for arm, one in zip(found.arms, found.found, strict=True)}
    one, other = outcomes[contrast.arm.name], outcomes[contrast.against.name]
    half = halves.get(contrast.arm.name)
    place = [c for c, _ in found.contrasts].index(contrast)
    effects = found.contrasts[place][1]
    head = effects[HEADLINE_NUMBER]
    return {
        "arm": contrast.arm.name,
        "against": contrast.against.name,
        "title": contrast.arm.scenario.title,
        "contrast": place,
        "by_world": [_n(x) for x in one[HEADLINE_NUMBER][:, 0] - other[HEADLINE_NUMBER][:, 0]],
        "causes": [_cause(cause, one, other, found) for cause in CAUSES],
        "cost": _cost(effects, found.facts["people"], found.facts["contrasts"][place]["money"]),
        "in_all": _in_all(head, found.facts),
        "harmed": round(head.harms * head.difference.pairs) if head.difference.pairs else None,
        "harm_at_most": _harm_at_most(head),
        "does": [_does(kind, what) for kind, what in _added(contrast).items()],
        "half": None if half is None else _half(contrast, half, other, found),
        "story": stories.get(contrast.arm.name),
    }


def _added(contrast: Contrast) -> dict[str, Intervention]:
    return plans.added(contrast.arm.scenario, contrast.against.scenario)


def _does(kind: str, what: Intervention) -> Facts:
    return {
        "kind": kind,
        "title": what.title,
        "pulled_by": what.pulled_by,
        "message": what.message,
        "fails_when": what.fails_when,
        "note": "" if what.shown else what.note,
    }


def _cause(cause: Cause, one: Found, other: Found, found: Comparison) -> Facts:
    here = effect(one[cause.name][:, 0], other[cause.name][:, 0], cause.wanted, FIXED)
    return {
        "family": cause.family,
        "name": cause.name,
        "label": cause.label,
        "unit": cause.unit,
        "meaning": cause.meaning,
        "of_reference": _n(here.difference.reference),
        "of_arm": _n(here.mean),
        "difference": _n(here.difference.mean),
        "low": _n(here.low),
        "high": _n(here.high),
        "verdict": here.verdict,
    }


def _cost(effects: Mapping[str, Effect], people: int, priced: Facts | None) -> Facts:
    """Hours and money a year of the whole service, and hours for each further practice.

    The latter only if there surely are more practices; `priced` is money per 100 staff a year.
    """
    per_hundred = sum(effects[name].difference.mean for name in HOURS)
    head = effects[HEADLINE_NUMBER]
    surely = head.low > 0 and per_hundred > 0
    return {
        "hours_a_year": _n(per_hundred * people / 100),
        "hours_for_each": _n(per_hundred / head.difference.mean) if surely else None,
        "money_a_year": None if priced is None else _n(priced["more"] * people / 100),
        "currency": None if priced is None else priced["currency"],
        "rates": None if priced is None else priced["rates"],
    }


def _in_all(head: Effect, study: Facts) -> Facts:
    """New normal practices of the whole service in the whole time; means over the worlds."""
    size = study["people"] / 100 * study["weeks"] / YEAR
    return {"of_arm": _n(head.mean * size), "of_reference": _n(head.difference.reference * size)}


def _harm_at_most(head: Effect) -> float | None:
    """Where no world does harm: the share of all worlds that may, with 95 % confidence."""
    pairs = head.difference.pairs
    return _n(1 - CHANCE ** (1 / pairs)) if pairs and head.harms == 0 else None


def _half(contrast: Contrast, half: Found, other: Found, found: Comparison) -> Facts:
    effects = {
        name: effect(half[name][:, 0], other[name][:, 0], wanted, FIXED)
        for name, wanted in {HEADLINE_NUMBER: 1, **dict.fromkeys(HOURS, -1)}.items()
    }
    told: Facts = contrast_facts(contrast, effects, found.seeds, found.facts["people"])
    told = told["effects"][HEADLINE_NUMBER]
    return {"part": plans.HALF, **told}


def _n(value: Any) -> float | None:
    return float(f"{float(value):.10g}") if isfinite(value) else None
