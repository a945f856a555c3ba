"""Plans: some levers, each with a strength and a start; what they take, and which are allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.errors import InputError, InputErrors
from innosim.organisation.chart import Chart
from innosim.scenario.schema import Budget, Delivery, Practices, Scenario
from innosim.what_if.budget.costs import ROLES, Costs, costs

FloatArray = NDArray[np.float64]

HALF = 0.5
"""The weaker strength that is tried beside full strength; assumed."""

LATER = 26
"""Weeks after the first start at which a lever may start instead; assumed, half a year."""

SHOCKS = "shocks"
"""The group of what nobody pulls."""

_ROUNDING = 1 + 1e-9


@dataclass(frozen=True, order=True)
class Step:
    """A lever of a plan: it acts everywhere from its start to the end of the run.

    Attributes:
        kind: name of the intervention.
        strength: share of full strength.
        start: first week.
    """

    kind: str
    strength: float = 1.0
    start: int = 0

    @property
    def delivery(self) -> Delivery:
        """The same as a scenario has it."""
        return Delivery(kind=self.kind, strength=self.strength, start=self.start)

    @property
    def words(self) -> str:
        """Title, strength and start."""
        title = catalogue.intervention(self.kind).title
        details = [] if self.strength == 1.0 else [f"at {100 * self.strength:g} %"]
        details += [] if self.start == 0 else [f"from week {self.start}"]
        return f"{title} ({', '.join(details)})" if details else title


Plan = tuple[Step, ...]
"""Steps of different kinds, in order; none is to do nothing."""


def plan_of(steps: Sequence[Step]) -> Plan:
    """The plan that some steps make, whatever their order."""
    return tuple(sorted(steps))


def in_words(plan: Plan) -> str:
    """All its steps."""
    return "; ".join(step.words for step in plan) or "nothing"


@dataclass(frozen=True)
class Options:
    """What plans may be made of.

    Attributes:
        variants: for each kind of lever its steps, the one that is tried first before others.
    """

    variants: Mapping[str, tuple[Step, ...]]

    def __iter__(self) -> Iterator[Step]:
        for steps in self.variants.values():
            yield from steps


def options(scenario: Scenario, levers: Sequence[str], start: int) -> Options:
    """The steps that levers allow: full strength, half of it, and full strength later.

    Args:
        scenario: levers that it pulls itself are not tried again.
        levers: names; none named: all that somebody can pull.
        start: first week in which a plan acts.

    Raises:
        InputError: for names that are no levers, and a start after the end of the run.
    """
    if not 0 <= start < scenario.horizon:
        raise InputError(f"--start {start}: the run has the weeks 0 to {scenario.horizon - 1}")
    pulled = {delivery.kind for delivery in scenario.deliveries()}
    kinds = _named(levers) if levers else _usual()
    left = [kind for kind in kinds if kind not in pulled]
    if not left:
        raise InputError("the scenario pulls all of these levers itself: there is nothing to plan")
    return Options({kind: _variants(kind, start, scenario.horizon) for kind in left})


def _usual() -> list[str]:
    return [k for k in catalogue.interventions() if catalogue.intervention(k).group != SHOCKS]


def _named(levers: Sequence[str]) -> list[str]:
    known, errors = _usual(), []
    for name in levers:
        if name not in known:
            near = get_close_matches(name, known, 1, 0.0)
            errors.append(
                InputError(
                    f"there is no lever {name!r} that somebody can pull; did you mean "
                    f"{near[0]!r}? (`innosim levers` lists them)"
                )
            )
    if errors:
        raise InputErrors(errors)
    return list(dict.fromkeys(levers))


def _variants(kind: str, start: int, horizon: int) -> tuple[Step, ...]:
    later = start + LATER
    first = (Step(kind, 1.0, start), Step(kind, HALF, start))
    return (*first, Step(kind, 1.0, later)) if later < horizon else first


@dataclass(frozen=True)
class Purse:
    """What plans take, and whether they stay within the budget.

    Attributes:
        limit: hours that a plan may take, of all roles and over the run.
        before: what the scenario takes by itself, and the limits it states.
        steps: hours of each step, by role and month.
    """

    limit: float
    before: Costs
    steps: Mapping[Step, FloatArray]

    def taken(self, plan: Plan) -> FloatArray:
        """Hours of a plan, by role and month."""
        return sum((self.steps[step] for step in plan), np.zeros_like(self.before.by_month))

    def by_role(self, plan: Plan) -> dict[str, float]:
        """Hours of a plan over the run, by role."""
        return dict(zip(ROLES, map(float, self.taken(plan).sum(axis=1)), strict=True))

    def hours(self, plan: Plan) -> float:
        """Hours of a plan, of all roles and over the run."""
        return float(sum(self.steps[step].sum() for step in plan))

    def fits(self, plan: Plan) -> bool:
        """Whether a plan keeps within the hours, and within the limits of the scenario."""
        if self.hours(plan) > self.limit * _ROUNDING:
            return False
        return self._keeps(self.before.by_month + self.taken(plan), self.before.budget)

    @staticmethod
    def _keeps(taken: FloatArray, budget: Budget) -> bool:
        whole, monthly = taken.sum(axis=1), taken.max(axis=1)
        ends = ((budget.run, whole, whole.sum()), (budget.month, monthly, taken.sum(axis=0).max()))
        for limits, of_role, of_all in ends:
            found = zip(("all", *ROLES), (of_all, *of_role), strict=True)
            if any(value > _most(getattr(limits, name)) for name, value in found):
                return False
        return True


def _most(limit: float | None) -> float:
    return np.inf if limit is None else limit * _ROUNDING


def purse(scenario: Scenario, choice: Options, limit: float, chart: Chart) -> Purse:
    """What each step takes, within so many hours.

    Raises:
        InputError: if the scenario is over its own limits before anything is added.
    """
    before = costs(scenario, chart)
    if before.overruns:
        raise InputError(
            "the scenario is beyond its own budget before anything is added: "
            f"{before.overruns[0].words}"
        )
    deliveries = tuple(step.delivery for step in choice)
    empty = scenario.model_copy(update={"interventions": deliveries, "practices": Practices()})
    of = {row.delivery: row.hours for row in costs(empty, chart).rows}
    return Purse(limit, before, {step: of[step.delivery] for step in choice})
