"""Plans within a budget that do well in most assumed worlds, and when each of them fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.analysis import parts
from innosim.errors import InputError
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.quantities import HEADLINE_NUMBER, quantities
from innosim.what_if.comparison.runs import chart_of
from innosim.what_if.planning import page
from innosim.what_if.planning.bench import Bench
from innosim.what_if.planning.facts import Facts, facts
from innosim.what_if.planning.plans import Options, Plan, Purse, options, purse
from innosim.what_if.planning.search import NOTHING, Effort, Problem, Tried, search
from innosim.what_if.planning.worlds import Range, World, ranges, worlds

FloatArray = NDArray[np.float64]

WORLDS, RUNS = 12, 4
"""Assumed worlds in which plans are chosen, and runs of each plan in each of them; assumed."""

FRESH = 2
"""Times as many worlds, and runs in each, for the estimate of the chosen plans; assumed."""

RECOMMENDED = 3
_PARTS = 3


@dataclass(frozen=True)
class Question:
    """What is planned, and how much is tried.

    Attributes:
        scenario: the service as it is; what it does itself goes on beside a plan.
        budget: hours of a plan, of all roles and over the run; None: what the scenario's own limit
            leaves.
        levers: names of those that a plan may pull; none named: all.
        start: first week in which a plan acts.
        metric: a weekly metric of which more is better.
        assume: ranges as "key=low..high", in addition to or in place of the usual ones.
        worlds: assumed worlds in which plans are chosen.
        runs: runs of a plan in each of them.
        effort: how much the search tries.
    """

    scenario: Scenario
    budget: float | None = None
    levers: Sequence[str] = ()
    start: int = 0
    metric: str = HEADLINE_NUMBER
    assume: Sequence[str] = ()
    worlds: int = WORLDS
    runs: int = RUNS
    effort: Effort = field(default_factory=Effort)


@dataclass(frozen=True)
class Planning:
    """What came out of a search for plans; a notebook shows it as tables.

    Attributes:
        question: what was planned.
        purse: what plans take.
        doubts: what differs between the assumed worlds.
        tried: all plans that were tried, with their values in the worlds of the choice.
        burden: of each plan that was tried, by world.
        chosen: the plans recommended, the least regret first.
        fresh: other worlds, in which the chosen plans are estimated.
        values: metric and burden in these, by plan (to do nothing first), world and quantity.
    """

    question: Question
    purse: Purse
    doubts: Sequence[Range]
    tried: Tried
    burden: dict[Plan, FloatArray]
    chosen: Sequence[Plan]
    fresh: Sequence[World]
    values: FloatArray

    @cached_property
    def facts(self) -> Facts:
        """All of it as plain values, such as JSON has."""
        return facts(self)

    def scenario(self, number: int = 1) -> Scenario:
        """The scenario with a recommended plan, counted from 1.

        Raises:
            InputError: if there is no such plan.
        """
        if not 1 <= number <= len(self.chosen):
            raise InputError(f"there is no plan {number}; there are {len(self.chosen)}, from 1")
        base = self.question.scenario
        steps = tuple(step.delivery for step in self.chosen[number - 1])
        changed = {"interventions": base.interventions + steps, "title": f"Plan {number}"}
        return base.model_copy(update=changed)

    def figure(self) -> Any:
        """What plans bring, against hours and burden; of matplotlib."""
        from innosim.figures.frontier import draw

        return draw(self.facts)

    def __str__(self) -> str:
        return parts.text(page.parts(self.facts))

    def _repr_html_(self) -> str:
        return parts.html(page.parts(self.facts))


def plan(
    scenario: Scenario | str | Path,
    budget: float | None = None,
    *,
    levers: Sequence[str] = (),
    start: int = 0,
    metric: str = HEADLINE_NUMBER,
    assume: Sequence[str] = (),
    worlds: int = WORLDS,
    pairs: int = RUNS,
    jobs: int = 1,
) -> Planning:
    """Search plans within a budget of hours that do well in most assumed worlds.

    Args:
        scenario: a scenario, a file, or the name of a shipped one.
        budget: hours that a plan may take, of all roles and over the run; by default what the
            scenario's own limit leaves.
        levers: names of those that a plan may pull; by default all.
        start: first week in which a plan acts.
        metric: what a plan should raise, a weekly metric of which more is better.
        assume: ranges of assumptions as "key=low..high".
        worlds: assumed worlds in which plans are chosen; the chosen ones are then estimated in
            twice as many others.
        pairs: runs of each plan in each of these worlds, with the same luck for all plans.
        jobs: processes side by side; they change no number. Where it is above 1, a script needs
            the usual `if __name__ == "__main__":`.

    Raises:
        InputError: what is wrong with the scenario, the budget, the levers or the ranges.

    Example:
        >>> from innosim import load, plan
        >>> today = load("small-service", ["horizon=20", "organisation.generate.headcount=300"])
        >>> found = plan(today, 400, levers=["yes_and", "forums"], worlds=2, pairs=2)
        >>> all(one["hours"] <= 400 for one in found.facts["plans"])
        True
    """
    loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
    question = Question(loaded, budget, levers, start, metric, assume, worlds, pairs)
    return planned(question, Bench(loaded, metric, jobs=jobs))


def planned(question: Question, bench: Bench) -> Planning:
    """Answer a question on a bench of the same scenario and metric.

    Raises:
        InputError: what is wrong with the question.
    """
    choice, of, doubts = ready(question)
    scenario, count = question.scenario, question.worlds
    training = worlds(scenario, doubts, count, question.runs, "choice")
    rungs = sorted({-(-count * part // _PARTS) for part in range(1, _PARTS + 1)})
    burden: dict[Plan, FloatArray] = {}

    def value(plans: Sequence[Plan], first: int) -> FloatArray:
        found = bench.measure(plans, training[:first])
        burden.update(zip(plans, found[:, :, 1], strict=True))
        return np.asarray(found[:, :, 0])

    tried = search(Problem(choice, of, value, rungs), question.effort)
    chosen = recommended(tried, of)
    fresh = worlds(scenario, doubts, FRESH * count, FRESH * question.runs, "estimate")
    values = bench.measure([NOTHING, *chosen], fresh)
    return Planning(question, of, doubts, tried, burden, chosen, fresh, values)


def ready(question: Question) -> tuple[Options, Purse, list[Range]]:
    """What a question allows: steps, what they take, and what is doubtful.

    Raises:
        InputError: what is wrong with the question.
    """
    scenario = question.scenario
    check_metric(question.metric)
    choice = options(scenario, question.levers, question.start)
    doubts = ranges(scenario, list(choice.variants), question.assume)
    of = purse(scenario, choice, 0.0, chart_of(scenario.organisation))
    within = Purse(_hours(question, of), of.before, of.steps)
    if not any(within.fits((step,)) for step in choice):
        least = min(of.hours((step,)) for step in choice)
        raise InputError(
            f"no lever fits a budget of {within.limit:,.6g} hours and the limits of the scenario; "
            f"the one that takes least takes {least:,.4g} hours over the run"
        )
    return choice, within, doubts


def check_metric(name: str) -> None:
    """Refuse what is no weekly metric of which more is better.

    Raises:
        InputError: which there are.
    """
    known = [q.name for q in quantities() if q.wanted > 0 and q.name in catalogue.metrics()]
    if name not in known:
        raise InputError(f"a plan cannot be made for {name!r}; there are {', '.join(known)}")


def recommended(tried: Tried, of: Purse) -> list[Plan]:
    """A few plans: least regret, the best with at most half of its hours, then the next best."""
    ordered = [plan for plan in tried.within(len(tried.problem.rungs) - 1) if plan]
    cheap = [plan for plan in ordered if of.hours(plan) <= of.hours(ordered[0]) / 2]
    return list(dict.fromkeys([ordered[0], *cheap[:1], *ordered[1:]]))[:RECOMMENDED]


def _hours(question: Question, of: Purse) -> float:
    """Hours of a plan at most."""
    if question.budget is not None:
        if not 0 <= question.budget < np.inf:
            raise InputError(
                f"--budget {question.budget:g}: it must be a number of hours, 0 or more"
            )
        return question.budget
    limit = of.before.budget.run.all
    if limit is None:
        raise InputError(
            "say how many hours a plan may take, with --budget HOURS, or in the scenario as "
            "budget.run.all"
        )
    return limit - of.before.total
