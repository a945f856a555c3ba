"""Planted problems: what each plan is worth is known, so the best one can be counted out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from innosim.what_if.planning.plans import Options, Plan, Step, plan_of
from innosim.what_if.planning.regret import scores
from innosim.what_if.planning.search import Problem

FloatArray = NDArray[np.float64]
WORLDS = 6


@dataclass(frozen=True)
class Cost:
    """Hours of each lever, in proportion to its strength, up to a limit."""

    limit: float
    of: dict[str, float]

    def hours(self, plan: Plan) -> float:
        return sum(step.strength * self.of[step.kind] for step in plan)

    def fits(self, plan: Plan) -> bool:
        return self.hours(plan) <= self.limit


class Planted:
    """Levers with effects that differ between worlds, and pairs of levers that need each other."""

    def __init__(self, levers: int, limit: float, seed: int) -> None:
        draw = np.random.default_rng(seed)
        self.kinds = [f"lever_{i}" for i in range(levers)]
        self.effects = draw.normal(0.5, 0.6, (levers, WORLDS))
        self.together = np.triu(draw.normal(0.0, 0.5, (levers, levers)), 1)
        self.cost = Cost(limit, dict(zip(self.kinds, draw.uniform(1, 5, levers), strict=True)))
        self.asked: list[Plan] = []

    def value(self, plans: Sequence[Plan], worlds: int) -> FloatArray:
        self.asked += plans
        return np.array([self._value(plan)[:worlds] for plan in plans])

    def _value(self, plan: Plan) -> FloatArray:
        pulled = np.zeros(len(self.kinds))
        for step in plan:
            pulled[self.kinds.index(step.kind)] = step.strength
        return np.asarray(pulled @ self.effects + pulled @ self.together @ pulled)

    @property
    def problem(self) -> Problem:
        variants = {kind: (Step(kind), Step(kind, 0.5)) for kind in self.kinds}
        return Problem(Options(variants), self.cost, self.value, (2, 4, WORLDS))

    def every(self) -> list[Plan]:
        """All plans that are allowed."""
        strengths = product((0.0, 0.5, 1.0), repeat=len(self.kinds))
        plans = (
            plan_of([Step(k, s) for k, s in zip(self.kinds, row, strict=True) if s])
            for row in strengths
        )
        return [plan for plan in plans if self.cost.fits(plan)]

    def best(self) -> tuple[Plan, float]:
        """The plan with the least regret of all that are allowed, and its score."""
        plans = self.every()
        found = scores(np.array([self._value(plan) for plan in plans]))
        place = int(found.argmin())
        return plans[place], float(found[place])
