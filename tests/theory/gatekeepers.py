"""Limiting cases of gates and pilots: L7 to L10 and L18."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Stage
from innosim.engine import Simulation
from innosim.organisation.chart import Chart, Role
from innosim.streams import Streams
from tests.theory.textbook import (
    NO_LIMIT,
    NO_TERMS,
    Check,
    binomial,
    chain,
    chance,
    conceive,
    equal,
    logit,
    nobody_listens,
    scenario,
    share,
    star,
)

ON = ("birth", "life_cycle", "gates")
PEOPLE = 1000
IDEAS = 20_000
NOT_BY_CHANCE = 6.3e-5
"""Error rate of a check at 4 sigma."""

SLOW = {"base": logit(1 / 3), "rejection": 0.25, "attention": 0.3}
"""A manager who accepts an idea with chance .10 a week and rejects it with chance .05."""


def _simulation(chart: Chart, on: tuple[str, ...] = ON, **sections: dict[str, Any]) -> Simulation:
    gates = {**NO_TERMS, **NO_LIMIT, **sections.pop("gates", {})}
    what = scenario(on, gates=gates, **sections)
    return Simulation(what, [1], chart, nobody_listens(chart.n))


def _submit(simulation: Simulation, ideas: int = IDEAS) -> NDArray[np.int64]:
    """Ideas of the people at the bottom, as many from each."""
    posts = np.flatnonzero(simulation.world.people.role == Role.INDIVIDUAL)
    return conceive(simulation.world, np.resize(posts, ideas))


@cache
def gate_chain() -> list[Check]:
    """L7: four managers who accept with .10 and reject with .05 a week; a leader above them."""
    simulation = _simulation(chain(5, PEOPLE), gates=SLOW)
    rows = _submit(simulation)
    for _ in range(200):
        simulation.step()
    ideas = simulation.world.ideas
    waiting = (ideas.stage[rows] == Stage.GATE).sum()
    checks = [equal("L7", "ideas still with a manager after 200 weeks", 0, waiting)]
    for k in range(1, 5):
        passed = ideas.gate[rows] >= k
        checks.append(share("L7", f"share that passes {k} of 4 gates", (2 / 3) ** k, passed))
    through = rows[ideas.reached_leader[rows] >= 0]
    weeks = ideas.reached_leader[through] + 1.0
    error = sqrt(4 * 0.85 / 0.15**2 / len(weeks))
    checks.append(
        chance("L7", "weeks of an idea that passes 4 gates", 4 / 0.15, weeks.mean(), error)
    )
    return [*checks, _distribution(weeks)]


def _distribution(weeks: NDArray[np.float64]) -> Check:
    """Greatest distance from the negative binomial; bound of Dvoretzky, Kiefer and Wolfowitz."""
    late = np.arange(1, 201)
    exact = np.array([1.0 - binomial(week, 0.15)[:4].sum() for week in late.tolist()])
    found = (weeks[:, None] <= late).mean(axis=0)
    bound = sqrt(log(2 / NOT_BY_CHANCE) / (2 * len(weeks)))
    what = "those weeks, greatest distance from the negative binomial distribution"
    return Check("L7", what, 0.0, float(np.abs(found - exact).max()), bound, "DKW, 4 sigma")


@cache
def same_luck() -> list[Check]:
    """L7: whoever accepts more lets the same ideas through, and further ones."""
    passed = []
    for accepted in (1 / 3, 1 / 2):
        simulation = _simulation(chain(5, PEOPLE), gates={**SLOW, "base": logit(accepted)})
        rows = _submit(simulation)
        for _ in range(200):
            simulation.step()
        passed.append(simulation.world.ideas.reached_leader[rows] >= 0)
    lost = (passed[0] & ~passed[1]).sum()
    return [equal("L7", "ideas lost when every manager accepts 1/2 instead of 1/3", 0, lost)]


@cache
def bypass(probability: float) -> list[Check]:
    """L7: the same chain with a way round each gate: (b + (1 - b) 2/3)^4 get through."""
    simulation = _simulation(chain(5, PEOPLE), gates={**SLOW, "bypass": probability})
    rows = _submit(simulation)
    for _ in range(200):
        simulation.step()
    passed = simulation.world.ideas.reached_leader[rows] >= 0
    exact = (probability + (1 - probability) * 2 / 3) ** 4
    return [share("L7", f"share that passes 4 gates, bypass {probability:g}", exact, passed)]


@cache
def hierarchy(n: int) -> list[Check]:
    """L8: n reviewers one after the other pass p^n of the ideas that each passes with p."""
    return _good_and_bad(f"hierarchy of {n}", chain(n, PEOPLE), lambda p: p**n)


@cache
def polyarchy(n: int) -> list[Check]:
    """L8: n reviewers side by side pass 1 - (1 - p)^n."""
    return _good_and_bad(f"polyarchy of {n}", chain(1, PEOPLE), lambda p: 1 - (1 - p) ** n, panel=n)


def _good_and_bad(
    name: str, chart: Chart, passes: Callable[[float], float], **gates: Any
) -> list[Check]:
    """Good ideas pass a reviewer with .7, bad ones with .3, by the term for merit."""
    rules = {"base": 0.0, "merit": 3.0, "rejection": 1.0, "attention": 1.0, "first_week": 1}
    simulation = _simulation(chart, gates={**rules, **gates})
    rows = _submit(simulation)
    simulation.step()
    ideas, good = simulation.world.ideas, np.arange(IDEAS) % 2 == 0
    ideas.evidence[rows] = 1.0
    ideas.merit[rows] = 0.5 + np.where(good, 1, -1) * logit(0.7) / 3.0
    for _ in range(chart.layer.max() + 1):
        simulation.step()
    passed = ideas.reached_pilot[rows] >= 0
    assert np.isin(ideas.stage[rows], (Stage.PILOT, Stage.REJECTED)).all()
    return [
        share("L8", f"{name}: share of good ideas passed", passes(0.7), passed[good]),
        share("L8", f"{name}: share of bad ideas passed", passes(0.3), passed[~good]),
    ]


@cache
def small_asks(yes: float, asks: int) -> list[Check]:
    """L9: all of n small permissions are given with probability y^n."""
    simulation = _simulation(
        chain(1, PEOPLE), ("birth", "life_cycle", "pilots"), pilots={"yes": yes, "asks": asks}
    )
    rows = _submit(simulation)
    simulation.world.requests.move("decided", rows, Stage.PILOT, "textbook")
    simulation.step()
    simulation.step()
    granted = simulation.world.ideas.delay[rows] == 0
    return [share("L9", f"{asks} permissions, each given with {yes:g}", yes**asks, granted)]


@cache
def funnel() -> list[Check]:
    """L10: gates and pilots with constant probabilities are an absorbing Markov chain."""
    accept, reject, gates, weeks, success, go_on = 0.10, 0.05, 3, 4, 0.6, 0.3
    pilots = {
        "weeks": weeks,
        "asks": 0,
        "base": logit(success),
        "decision": logit(go_on),
        **dict.fromkeys(["merit", "mismatch", "capability", "autonomy"], 0.0),
        **{f"decision_{name}": 0.0 for name in ["core", "merit", "champion", "alignment"]},
    }
    simulation = _simulation(chain(gates, PEOPLE), (*ON, "pilots"), gates=SLOW, pilots=pilots)
    rows = _submit(simulation)
    for _ in range(250):
        simulation.step()
    ends = (Stage.REJECTED, Stage.FAILED, Stage.NOT_CONTINUED, Stage.DIFFUSING)
    stays = np.zeros((gates + weeks, gates + weeks))
    leaves = np.zeros((gates + weeks, len(ends)))
    for state in range(gates):
        stays[state, state], stays[state, state + 1] = 1 - accept - reject, accept
        leaves[state, 0] = reject
    for state in range(gates, gates + weeks - 1):
        stays[state, state + 1] = 1.0
    leaves[-1] = 0.0, 1 - success, success * (1 - go_on), success * go_on
    spent = np.linalg.inv(np.eye(gates + weeks) - stays)
    shares, time = (spent @ leaves)[0], spent.sum(axis=1)
    ideas = simulation.world.ideas
    stage = ideas.stage[rows]
    checks = [
        share("L10", f"share that ends {end.name.lower().replace('_', ' ')}", exact, stage == end)
        for end, exact in zip(ends, shares.tolist(), strict=True)
    ]
    took = np.where(stage == Stage.DIFFUSING, ideas.reached_diffusion[rows], ideas.ended[rows]) + 1
    square = ((2 * spent - np.eye(len(spent))) @ time - time**2)[0]
    error = sqrt(square / IDEAS)
    return [*checks, chance("L10", "weeks to the end", time[0], took.mean(), error)]


@cache
def queue() -> list[Check]:
    """L18: one reviewer, arrivals .10 and reviews .15 a week, against the exact weekly chain."""
    rate, capacity, reviewers, weeks, most = 0.10, 0.15, 400, 400, 120
    counts = _queues(rate, capacity, reviewers, weeks)
    state = np.eye(most + 1)[0]
    review = np.zeros((most + 1, most + 1))
    for n in range(most + 1):
        review[n, n::-1] = binomial(n, min(1.0, capacity / max(n, 1)))
    average = np.zeros(most + 1)
    for _ in range(weeks):
        arrived = (1 - rate) * state
        arrived[1:] += rate * state[:-1]
        state = arrived @ review
        average += state / weeks
    exact = float(average @ np.arange(most + 1))
    by_reviewer = counts.mean(axis=0)
    error = by_reviewer.std(ddof=1) / sqrt(reviewers)
    idle = (counts == 0).mean(axis=0)
    return [
        chance("L18", "mean queue of a reviewer", exact, by_reviewer.mean(), error),
        chance(
            "L18",
            "share of weeks with an empty queue",
            average[0],
            idle.mean(),
            idle.std(ddof=1) / sqrt(reviewers),
        ),
    ]


@cache
def overload() -> list[Check]:
    """L18: with arrivals .30 and reviews .15 a week the queue grows by .15 a week."""
    reviewers, weeks, warm = 200, 200, 50
    counts = _queues(0.30, 0.15, reviewers, weeks)
    growth = (counts[-1] - counts[warm]) / (weeks - 1 - warm)
    error = growth.std(ddof=1) / sqrt(reviewers)
    return [chance("L18", "growth of an overloaded queue in a week", 0.15, growth.mean(), error)]


def _queues(rate: float, capacity: float, reviewers: int, weeks: int) -> NDArray[np.int64]:
    """Ideas with each of many heads of organisations at the end of each week."""
    gates = {"capacity": capacity, "capacity_below": 0.0, "attention": 1.0, "rejection": 1.0}
    chart = star(8, reviewers)
    simulation = _simulation(chart, gates={**gates, "base": 5.0})
    world, luck = simulation.world, Streams([5])
    person = np.flatnonzero(world.people.layer == 1)[:: 8 - 1]
    counts = []
    for week in range(weeks):
        comes = luck.uniform("textbook/arrivals", np.arange(reviewers), week) < rate
        if comes.any():
            conceive(world, person[comes])
        simulation.step()
        at = world.ideas.organisation[world.ideas.stage == Stage.LEADER_GATE]
        counts.append(np.bincount(at, minlength=reviewers))
    return np.array(counts)


GATEKEEPERS: tuple[Callable[[], list[Check]], ...] = (
    gate_chain,
    same_luck,
    lambda: bypass(0.2),
    lambda: bypass(0.5),
    lambda: hierarchy(2),
    lambda: hierarchy(3),
    lambda: hierarchy(5),
    lambda: polyarchy(2),
    lambda: polyarchy(3),
    lambda: polyarchy(5),
    lambda: small_asks(0.8, 10),
    lambda: small_asks(0.95, 10),
    lambda: small_asks(0.9, 5),
    funnel,
    queue,
    overload,
)
