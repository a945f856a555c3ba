"""At most three moves: levers that address the weakest signals, tried in the same worlds.

The worlds are drawn evenly over the ranges of the answers, all parts of a signal together. Moves
are chosen in some of them and estimated in others, so that luck does not flatter them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.paired import difference
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.quantities import quantities
from innosim.what_if.comparison.runs import chart_of
from innosim.what_if.planning.plans import Options, Plan, Purse, Step, purse
from innosim.what_if.planning.search import NOTHING
from innosim.what_if.planning.worlds import Range, World, worlds
from innosim.what_if.prompting.portrait import STAFF_OF_ONE, Portrait, Service

FloatArray = NDArray[np.float64]
Facts = dict[str, Any]

METRIC = "adopters"
"""What moves should raise: in three years hardly any idea becomes normal practice."""

WEAKEST = 2
"""Signals, the weakest first, whose levers are tried; assumed."""

CHOICE, ESTIMATE = 6, 16
"""Worlds in which moves are chosen, and others in which they are estimated; assumed."""

MOST_MOVES = 3
MOST_TRIED = 2 * STAFF_OF_ONE
"""People of the service on which moves are tried, at most: outcomes are per 100 staff."""

WIDE = 0.4
"""Width of a range from which it is asked what knowing more would change; assumed: two answers."""

ALPHA = 0.05


@dataclass(frozen=True)
class Trial:
    """What is tried for a portrait, and in which worlds.

    Attributes:
        portrait: the service as it is described.
        metric: a weekly metric of which more is better.
    """

    portrait: Portrait
    metric: str = METRIC

    @cached_property
    def scenario(self) -> Scenario:
        """The service as described, smaller where it is large."""
        service = self.portrait.service
        return replace(service, headcount=min(service.headcount, MOST_TRIED)).scenario

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """To do nothing, and each lever that addresses one of the weakest signals."""
        weak = [said.question.signal for said in self.portrait.weakest[:WEAKEST]]
        found = [
            (Step(kind),)
            for signal in weak
            for kind in catalogue.interventions()
            if catalogue.intervention(kind).group == signal
        ]
        return (NOTHING, *found)

    @cached_property
    def choice(self) -> list[World]:
        """Worlds in which moves are chosen."""
        return self._worlds(CHOICE, "choice")

    @cached_property
    def estimate(self) -> list[World]:
        """Other worlds, in which the chosen moves are estimated."""
        return self._worlds(ESTIMATE, "estimate")

    def best(self, values: FloatArray) -> tuple[Plan, ...]:
        """To do nothing, and the moves that bring most on average.

        Args:
            values: by plan and world of the choice.
        """
        gains = (values[1:] - values[0]).mean(axis=1)
        order = np.argsort(-gains, kind="stable")[:MOST_MOVES]
        return (NOTHING, *(self.plans[1 + place] for place in order))

    def variants(self, plans: Sequence[Plan], world: World) -> list[Scenario]:
        """The scenario of each plan in a world; they differ in interventions only."""
        base = world.of(self.scenario)
        return [
            base.model_copy(
                update={"interventions": base.interventions + tuple(s.delivery for s in plan)}
            )
            for plan in plans
        ]

    def _worlds(self, count: int, purpose: str) -> list[World]:
        spread = [Range(said.question.signal, said.low, said.high) for said in self.portrait.said]
        drawn = worlds(self.scenario, spread, count, 1, f"prompting/{purpose}")
        keys = {said.question.signal: said.question.keys for said in self.portrait.said}
        return [
            replace(
                world,
                settings={
                    key: value for name, value in world.settings.items() for key in keys[name]
                },
            )
            for world in drawn
        ]


def moves_facts(trial: Trial, plans: Sequence[Plan], values: FloatArray) -> Facts:
    """What came of a trial, as plain values.

    Args:
        trial: what was tried.
        plans: to do nothing, and the chosen moves.
        values: the metric of these by world of the estimate.
    """
    metric = next(q for q in quantities() if q.name == trial.metric)
    taken = _purse(trial.portrait.service, plans)
    found = [_move(plan, values[n], values[0], taken) for n, plan in enumerate(plans) if plan]
    kept = [move for move in found if move["verdict"] != HARMS]
    kept.sort(key=lambda move: -move["gain"])
    rows = {plan[0].kind: values[n] for n, plan in enumerate(plans) if plan}
    kinds = [str(move["kind"]) for move in kept]
    return {
        "metric": {"name": metric.name, "label": metric.label, "unit": metric.unit},
        "tried": [plan[0].kind for plan in trial.plans if plan],
        "signals": [said.question.signal for said in trial.portrait.weakest[:WEAKEST]],
        "people": chart_of(trial.scenario.organisation).n,
        "headcount": trial.portrait.service.headcount,
        "weeks": trial.scenario.horizon,
        "choice_worlds": len(trial.choice),
        "worlds": len(trial.estimate),
        "nothing": _n(values[0].mean()),
        "moves": kept,
        "left_out": [move["kind"] for move in found if move["verdict"] == HARMS],
        "pairs": list(_pairs(kinds, rows)),
        "asking": list(_asking(trial, kinds, rows)) if kinds else [],
    }


HELPS, HARMS, NOT_APART = "helps", "harms", "cannot be told apart from doing nothing"


def _move(plan: Plan, values: FloatArray, nothing: FloatArray, taken: Purse) -> Facts:
    declared = catalogue.intervention(plan[0].kind)
    gain = difference(values, nothing)
    low, high = gain.interval(ALPHA)
    return {
        "kind": plan[0].kind,
        "title": declared.title,
        "message": declared.message,
        "signal": declared.group,
        "fails_when": declared.fails_when,
        "gain": _n(gain.mean),
        "low": _n(low),
        "high": _n(high),
        "share": _n(gain.mean / nothing.mean()) if nothing.mean() else None,
        "helps": _n(gain.rising),
        "verdict": HELPS if low > 0 else HARMS if high < 0 else NOT_APART,
        "hours": _n(taken.hours(plan)),
        "by_role": {role: _n(hours) for role, hours in taken.by_role(plan).items()},
    }


def _purse(service: Service, plans: Sequence[Plan]) -> Purse:
    """What the moves take in the whole service as described."""
    scenario = service.scenario
    choice = Options({plan[0].kind: plan for plan in plans if plan})
    return purse(scenario, choice, np.inf, chart_of(scenario.organisation))


def _pairs(kinds: Sequence[str], rows: Mapping[str, FloatArray]) -> Iterator[Facts]:
    """Each move held against the next one."""
    for one, other in pairwise(kinds):
        apart = difference(rows[one], rows[other])
        low, high = apart.interval(ALPHA)
        told = {"difference": _n(apart.mean), "low": _n(low), "high": _n(high)}
        yield {"one": one, "other": other, **told, "apart": bool(low > 0 or high < 0)}


def _asking(trial: Trial, kinds: Sequence[str], rows: Mapping[str, FloatArray]) -> Iterator[Facts]:
    """Of each wide range: in which half of it another move than the first brings more."""
    first = kinds[0]
    for said in trial.portrait.said:
        if said.high - said.low < WIDE:
            continue
        places = np.array([world.settings[said.question.keys[0]] for world in trial.estimate])
        middle = float(np.median(places))
        changes = [
            {"half": half, "kind": kind, "more": _n(apart.mean)}
            for half, inside in (("low", places <= middle), ("high", places > middle))
            for kind in kinds[1:]
            if (apart := difference(rows[kind][inside], rows[first][inside])).interval(ALPHA)[0] > 0
        ]
        yield {
            "signal": said.question.signal,
            "unknown": said.unknown,
            "middle": _n(middle),
            "changes": changes,
        }


def _n(value: float) -> float:
    return float(f"{float(value):.10g}")
