"""Searches plans that do well in most assumed worlds.

Where few plans fit the budget, all of them are tried in all worlds. Else: single levers in few
worlds, and pairs of the best ones; then plans that grow from these lever by lever; the best of
what was tried in more worlds, and the best of these in all (successive halving: Jamieson and
Talwalkar 2016, AISTATS, PMLR 51:240); at last, steps of the best plan are dropped, added and
exchanged as long as that helps. No lot is drawn: the same values lead to the same plans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from innosim.what_if.planning.plans import Options, Plan, Step, plan_of
from innosim.what_if.planning.regret import scores

FloatArray = NDArray[np.float64]
NOTHING: Plan = ()

REFILLED = 3
"""Levers that are tried in the hours that a weaker or later step leaves, the best ones; assumed."""


class Allowance(Protocol):
    """Which plans are allowed and what they take; `innosim.what_if.planning.plans.Purse` is one."""

    def fits(self, plan: Plan) -> bool:
        """Whether a plan is allowed."""

    def hours(self, plan: Plan) -> float:
        """What it takes."""


@dataclass(frozen=True)
class Problem:
    """What is searched.

    Attributes:
        options: the steps that plans are made of.
        purse: which plans are allowed.
        value: the values of plans in the first so many worlds, by plan and world; more is better.
        rungs: numbers of worlds, rising; the last one is all of them.
    """

    options: Options
    purse: Allowance
    value: Callable[[Sequence[Plan], int], FloatArray]
    rungs: Sequence[int]


@dataclass(frozen=True)
class Effort:
    """How much is tried; all of it is assumed, set so that a small service takes minutes.

    Attributes:
        all: so many plans are all tried in all worlds.
        kinds: levers that plans are grown from, the best ones alone.
        beam: plans that are grown by one more lever.
        length: levers of a plan, before the exchange.
        promoted: plans that are tried in the worlds of each further rung.
        rounds: rounds of exchange at most.
        shifted: changed plans that are tried in all worlds in each round.
    """

    all: int = 64
    kinds: int = 10
    beam: int = 3
    length: int = 6
    promoted: Sequence[int] = (24, 12)
    rounds: int = 2
    shifted: int = 4


@dataclass
class Tried:
    """Plans and their values.

    Attributes:
        problem: what is searched.
        values: of each plan in the worlds that it was tried in.
    """

    problem: Problem
    values: dict[Plan, FloatArray] = field(default_factory=dict)

    def look(self, plans: Iterable[Plan], rung: int) -> None:
        """Try plans in the worlds of a rung."""
        worlds = self.problem.rungs[rung]
        new = [p for p in dict.fromkeys(plans) if len(self.values.get(p, ())) < worlds]
        if new:
            found = self.problem.value(new, worlds)
            self.values |= dict(zip(new, found, strict=True))

    def within(self, rung: int) -> list[Plan]:
        """The plans that were tried in the worlds of a rung, the best first.

        Of two that are as good, the one that takes fewer hours is the better one.
        """
        worlds = self.problem.rungs[rung]
        plans = [plan for plan, values in self.values.items() if len(values) >= worlds]
        found = scores(np.array([self.values[plan][:worlds] for plan in plans]))
        order = sorted(zip(found.round(12), map(self._hours, plans), plans, strict=True))
        return [plan for _, _, plan in order]

    def _hours(self, plan: Plan) -> float:
        return round(self.problem.purse.hours(plan), 6)


def search(problem: Problem, effort: Effort | None = None) -> Tried:
    """The plans that were tried; those in all worlds are the last rung of `Tried.within`."""
    effort = effort or Effort()
    tried, last = Tried(problem), len(problem.rungs) - 1
    few = all_plans(problem, effort.all)
    if few is not None:
        tried.look(few, last)
        return tried
    tried.look([NOTHING, *_singles(problem)], 0)
    kinds = _best_kinds(tried, effort.kinds)
    _grow(tried, kinds, effort)
    for rung, count in zip(range(1, last + 1), effort.promoted[-last:], strict=False):
        tried.look([NOTHING, *tried.within(rung - 1)[:count], *_cheap(tried, rung - 1)], rung)
    _exchange(tried, kinds, effort)
    return tried


def all_plans(problem: Problem, most: int) -> list[Plan] | None:
    """All plans that are allowed, to do nothing among them; None if there are more than `most`."""
    found: list[Plan] = [NOTHING]
    for steps in problem.options.variants.values():
        for plan in tuple(found):
            longer = (plan_of([*plan, step]) for step in steps)
            found += [wider for wider in longer if problem.purse.fits(wider)]
            if len(found) > most:
                return None
    return found


def _singles(problem: Problem) -> list[Plan]:
    """Each lever alone, as its first variant that is allowed."""
    return [p for kind in problem.options.variants if (p := _with(problem, NOTHING, kind))]


def _with(problem: Problem, plan: Plan, kind: str) -> Plan:
    """A plan and one more lever, as its first variant that is allowed; nothing if there is none."""
    for step in problem.options.variants[kind]:
        wider = plan_of([*plan, step])
        if problem.purse.fits(wider):
            return wider
    return NOTHING


def _best_kinds(tried: Tried, count: int) -> list[str]:
    """The levers that do best alone."""
    return [plan[0].kind for plan in tried.within(0) if len(plan) == 1][:count]


def _grow(tried: Tried, kinds: Sequence[str], effort: Effort) -> None:
    """Try all pairs, and add lever after lever to the best plans as long as that helps."""
    pairs = combinations(kinds, 2)
    tried.look(
        [p for one, other in pairs if (p := _pair(tried.problem, one, other))],
        0,
    )
    beam = tried.within(0)[: effort.beam]
    for _ in range(effort.length - 1):
        tried.look(
            [
                wider
                for plan in beam
                for kind in kinds
                if kind not in {step.kind for step in plan}
                and (wider := _with(tried.problem, plan, kind))
            ],
            0,
        )
        before, beam = beam, tried.within(0)[: effort.beam]
        if beam == before:
            return


def _pair(problem: Problem, one: str, other: str) -> Plan:
    """Two levers, each as its first variant with which both are allowed; nothing if none is."""
    both = ((v, w) for v in problem.options.variants[one] for w in problem.options.variants[other])
    return next((p for p in map(plan_of, both) if problem.purse.fits(p)), NOTHING)


def _cheap(tried: Tried, rung: int) -> list[Plan]:
    """The plans than which none was better and took fewer hours."""
    found, least = [], np.inf
    for plan in tried.within(rung):
        hours = tried.problem.purse.hours(plan)
        if hours < least:
            found.append(plan)
            least = hours
    return found


def _exchange(tried: Tried, kinds: Sequence[str], effort: Effort) -> None:
    """Drop, add and exchange steps of the best plan as long as it gets better."""
    last = len(tried.problem.rungs) - 1
    for _ in range(effort.rounds):
        best = tried.within(last)[0]
        shifted = list(dict.fromkeys(_neighbours(tried.problem, best, kinds)))
        tried.look(shifted, 0)
        known = set(shifted)
        tried.look([p for p in tried.within(0) if p in known][: effort.shifted], last)
        if tried.within(last)[0] == best:
            return


def _neighbours(problem: Problem, plan: Plan, kinds: Sequence[str]) -> Iterator[Plan]:
    """Plans with one step less, more or otherwise, and what gives way or comes in its place."""
    others = [kind for kind in kinds if kind not in {step.kind for step in plan}]
    found = [_with(problem, plan, kind) for kind in others]
    for step in plan:
        rest = plan_of([s for s in plan if s != step])
        found += [rest, *(_with(problem, rest, kind) for kind in others)]
        for variant in problem.options.variants[step.kind]:
            changed = plan_of([*rest, variant])
            if variant == step:
                continue
            if problem.purse.fits(changed):
                found += [changed, *(_with(problem, changed, k) for k in others[:REFILLED])]
            else:
                found += _making_room(problem, variant, rest)
    yield from (neighbour for neighbour in found if neighbour)


def _making_room(problem: Problem, wanted: Step, rest: Plan) -> list[Plan]:
    """A step and the rest, of which one step goes or becomes another variant so that both fit."""
    found = []
    for step in rest:
        kept = [s for s in rest if s != step]
        others = [[v] for v in problem.options.variants[step.kind] if v != step]
        found += [plan_of([wanted, *kept, *other]) for other in ([], *others)]
    return [plan for plan in found if problem.purse.fits(plan)]
