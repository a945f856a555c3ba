"""Textbook mode: the model's own processes, only some of them on, on charts and graphs by hand.

Nothing in here replaces a rule of the model. Ideas are conceived by a request to the process
`birth` and moved by a request to the process `life_cycle`, as any process of the model does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.contracts import Driver, Stage
from innosim.engine import Simulation
from innosim.organisation.chart import Chart, Role
from innosim.organisation.nest import Posts, nest
from innosim.scenario.schema import Scenario, scenario_model
from innosim.streams import Streams
from innosim.world import use
from innosim.world.ideas import TEAM
from innosim.world.network import Network, from_arcs
from innosim.world.world import World

SIGMAS = 4.0
"""Bound of a stochastic check in standard errors: a right model fails one in 15,800 times."""

SURE = 1e6
"""A yearly rate so high that whoever meets it takes an idea up in the same week."""

_TERMS = ("merit", "novelty", "risk", "alignment", "champion", "bridging", "fit", "political_fit")
_RULES = (
    "convention",
    "hard_rule",
    "yes_and",
    "held_back",
    "appeal",
    "autonomy",
    "mandate",
    "risk_story",
    "priority_story",
)

NO_TERMS = dict.fromkeys((*_TERMS, "inaction", "crisis", "trust", *_RULES), 0.0)
"""Gates whose score is their base alone, without rules, conditions or loss of alignment."""

NO_LIMIT = {"capacity": 50.0, "capacity_below": 1.0}
"""Managers who have time for everything as long as many people are below them."""


@dataclass(frozen=True)
class Check:
    """One number of the model beside the exact one.

    Args:
        case: number of the case in the list of limiting cases.
        what: what is compared.
        exact: the exact answer.
        model: what the model gave.
        bound: largest difference that passes; 0 where the two must be equal.
        why: where the bound comes from.
    """

    case: str
    what: str
    exact: float
    model: float
    bound: float
    why: str

    @property
    def met(self) -> bool:
        """Whether the model is as near to the exact answer as it has to be."""
        return abs(self.model - self.exact) <= self.bound


def equal(case: str, what: str, exact: float, model: float) -> Check:
    """A check without any tolerance."""
    return Check(case, what, float(exact), float(model), 0.0, "equal")


def near(case: str, what: str, exact: float, model: float, bound: float) -> Check:
    """A check of numbers that the model holds in single precision."""
    return Check(case, what, float(exact), float(model), bound, "rounding")


def chance(case: str, what: str, exact: float, model: float, error: float) -> Check:
    """A check of a mean whose standard error is known."""
    return Check(case, what, float(exact), float(model), SIGMAS * float(error), "4 sigma")


def share(case: str, what: str, exact: float, hits: NDArray[np.bool_]) -> Check:
    """A check of the share of independent trials that succeed."""
    error = np.sqrt(exact * (1.0 - exact) / len(hits))
    return chance(case, what, exact, float(np.mean(hits)), float(error))


def logit(probability: float) -> float:
    """The score that is accepted with the given probability."""
    return float(np.log(probability / (1.0 - probability)))


def scenario(on: Iterable[str], **sections: dict[str, Any]) -> Scenario:
    """A scenario in which only the processes `on` run; `sections` as in a scenario file."""
    on = set(on)
    tables: dict[str, dict[str, bool]] = {"feedbacks": {}, "switches": {}}
    for name, module in catalogue.processes().items():
        table = "feedbacks" if getattr(module, "FEEDBACK", False) else "switches"
        tables[table][name] = name in on
    assert on <= {*tables["feedbacks"], *tables["switches"]}
    return scenario_model().model_validate(
        {
            "title": "textbook",
            "organisation": {"generate": {}},
            "record": {"gates": False, "events": False},
            **tables,
            **sections,
        }
    )


def chart_of(superior: Sequence[int] | NDArray[np.integer], organisations: int = 1) -> Chart:
    """A chart from the superior of each post (-1 for the head), each organisation one branch.

    Several organisations are copies of one another. The head is a leader, everybody else with
    subordinates a middle manager.
    """
    one = np.asarray(superior, np.int64)
    n = len(one)
    copy = np.repeat(np.arange(organisations), n)
    every = np.tile(one, organisations)
    every = np.where(every < 0, -1, every + n * copy)
    role = np.full(len(every), Role.INDIVIDUAL, np.int8)
    role[every[every >= 0]] = Role.MIDDLE_MANAGER
    role[every < 0] = Role.LEADER
    posts = Posts(
        superior=every.astype(np.int32),
        organisation=copy.astype(np.int32),
        role=role,
        fte=np.ones(len(every), np.float32),
        grade=("",) * len(every),
        organisation_names=tuple(f"organisation {k}" for k in range(organisations)),
    )
    return nest(posts, name="textbook", branch_size=max(n, 8))


def star(n: int, organisations: int = 1) -> Chart:
    """`n` people in each organisation: a head and all others below the head."""
    return chart_of([-1] + [0] * (n - 1), organisations)


def chain(gates: int, people: int) -> Chart:
    """A head, then managers one below the other (`gates` of them with the head), then people."""
    superior = [*range(-1, gates - 1), *[gates - 1] * people]
    return chart_of(superior)


def nobody_listens(n: int) -> Network:
    """No tie at all."""
    nothing = np.zeros(0, np.int64)
    return from_arcs(n, nothing, nothing)


def both_ways(n: int, one: NDArray[np.integer], other: NDArray[np.integer]) -> Network:
    """Ties that carry in both directions."""
    return from_arcs(n, np.concatenate([one, other]), np.concatenate([other, one]))


def complete(n: int, itself: bool = False) -> Network:
    """Everybody listens to everybody else, and to themselves if asked for."""
    listener, heard = np.divmod(np.arange(n * n), n)
    kept = (listener != heard) | itself
    return from_arcs(n, listener[kept], heard[kept])


def ring(n: int, each_side: int) -> Network:
    """Everybody knows `each_side` neighbours on each side of a ring."""
    one = np.tile(np.arange(n), each_side)
    step = np.repeat(np.arange(1, each_side + 1), n)
    return both_ways(n, one, (one + step) % n)


def erdos_renyi(n: int, mean_degree: float, seed: int) -> Network:
    """Each pair is tied with probability mean_degree / n, independently."""
    one, other = np.triu_indices(n, 1)
    luck = Streams([seed]).uniform("textbook/erdos_renyi", np.arange(len(one)))
    tied = luck < mean_degree / n
    return both_ways(n, one[tied], other[tied])


def random_regular(n: int, degree: int, seed: int) -> Network:
    """A random graph in which everybody has `degree` ties.

    Method: stubs are paired at random (configuration model); a pair that would be a loop or a
    double tie is exchanged with a random other one until there is none.
    """
    streams = Streams([seed])
    stub = np.argsort(streams.bits("textbook/stubs", np.arange(n * degree)), kind="stable")
    ends = np.sort((stub // degree).reshape(-1, 2), axis=1)
    for attempt in range(1000):
        key = ends[:, 0] * n + ends[:, 1]
        order = np.argsort(key, kind="stable")
        bad = ends[:, 0] == ends[:, 1]
        bad[order[1:]] |= key[order[1:]] == key[order[:-1]]
        if not bad.any():
            return both_ways(n, ends[:, 0], ends[:, 1])
        for pair in np.flatnonzero(bad):
            luck = float(streams.uniform("textbook/swap", [pair], attempt)[0])
            other = int(luck * len(ends))
            ends[pair, 1], ends[other, 1] = ends[other, 1], ends[pair, 1]
        ends = np.sort(ends, axis=1)
    raise AssertionError("the stubs cannot be paired")


def neighbours(network: Network) -> list[list[int]]:
    """Whom each person listens to, as plain lists for plain calculations."""
    edges = zip(network.start[:-1], network.start[1:], strict=True)
    return [network.heard[first:last].tolist() for first, last in edges]


def conceive(world: World, posts: NDArray[np.integer] | Sequence[int]) -> NDArray[np.int64]:
    """Let each of the posts conceive an idea in the coming week; the rows it will have.

    A post that is named several times conceives several ideas.
    """
    posts = np.sort(np.asarray(posts, np.int64))
    ordinal = np.arange(len(posts)) - np.searchsorted(posts, posts)
    world.requests.conceived.append((Driver.INDIVIDUAL, posts, ordinal))
    return world.ideas.n + np.arange(len(posts))


def diffuse(simulation: Simulation, seeds: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """One idea for each entry of `seeds`: the people who use it before anybody else may.

    Takes one week; in the next one the others may follow. Up to four users are the idea's team,
    whom the model brings home itself; more are made users by hand.
    """
    world = simulation.world
    rows = conceive(world, np.zeros(len(seeds), np.int64))
    world.requests.move("decided", rows, Stage.DIFFUSING, "textbook")
    simulation.step()
    world.ideas.members[rows] = -1
    for row, team in zip(rows, seeds, strict=True):
        if len(team) <= TEAM:
            world.ideas.members[row, : len(team)] = team
        else:
            _bring_home(simulation, row, np.asarray(team))
    return rows


def _bring_home(simulation: Simulation, row: int, team: NDArray[np.integer]) -> None:
    world, week = simulation.world, simulation.week
    branch = world.ideas.branch[row]
    site = use.open_sites(world, np.array([row]), np.array([branch]), week, home=True)
    use.start_using(world, world.sites.first[site] + team - world.branches.first[branch], week)
    world.ideas.reach[row] = 1


def users(simulation: Simulation, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """How many people use each of the ideas."""
    return simulation.world.ideas.users[rows].astype(float)


def binomial_chain(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Transition matrix of a count that grows: each of the n - k others joins with chances[k]."""
    n = len(chances) - 1
    matrix = np.zeros((n + 1, n + 1))
    for k, one in enumerate(chances):
        matrix[k, k:] = binomial(n - k, float(one))
    return matrix


def binomial(n: int, p: float) -> NDArray[np.float64]:
    """Probabilities of 0 to n successes."""
    j = np.arange(n + 1)
    if p <= 0.0 or p >= 1.0:
        return (j == (0 if p <= 0.0 else n)).astype(float)
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1.0, n + 1)))])
    log = logs[n] - logs[j] - logs[n - j] + j * np.log(p) + (n - j) * np.log1p(-p)
    return np.asarray(np.exp(log))
