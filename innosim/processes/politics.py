"""Politics: the changeable, noisy signal of what is wanted.

Each service has weights on eight themes that drift every week, jump at elections, and start
from their long-run distribution. Each organisation sees them bent by its minister, who is
replaced now and then, and by what has lately succeeded in public. The fit of an idea is the
weight of its theme relative to the heaviest one. With `signal = "merit"` (the counterpart of
profit in a market) the signal is steady and an idea fits as well as it is good. A task force at the
top takes the theme that weighs most in the service when it starts, and keeps it while it lasts.

Source: O 00:24:24 (the signal is politics, changeable and noisy); O 00:23:32 (fit with other
priorities), 01:18:19 (task forces of deputy ministers). Tenure of ministers: 2.1 years in the
United Kingdom 1974 to 2023 (Institute for Government); elections every four years (Canada, British
Columbia).
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.ideas import in_stage
from innosim.world.world import World

THEMES = 8
_CYCLES_BEFORE = 6

Week = Annotated[int, Field(ge=0, le=5200)]

PHASE = "environment"
READS = (
    "organisations.visible",
    "ideas.theme",
    "ideas.organisation",
    "ideas.stage",
    "ideas.merit",
)
WRITES = (
    "services.priorities",
    "services.elections",
    "organisations.minister",
    "organisations.fit",
    "organisations.shuffles",
    "organisations.task_theme",
    "ideas.fit",
)
COLUMNS = (
    Column("services", "priorities", "f8", "share", "political weight of each theme", 0, 1, THEMES),
    Column("services", "elections", "i4", "number", "elections held so far"),
    Column(
        "organisations",
        "minister",
        "f8",
        "share",
        "weights the present minister adds",
        0,
        1,
        THEMES,
    ),
    Column(
        "organisations",
        "fit",
        "f4",
        "share",
        "weight of each theme over the heaviest",
        0,
        1,
        THEMES,
    ),
    Column("organisations", "shuffles", "i4", "number", "changes of minister so far"),
    Column("organisations", "task_theme", "i1", "code", "theme of the present or next task force"),
    Column("ideas", "fit", "f4", "share", "fit with the priorities of its organisation", 0, 1),
)


class Parameters(ParameterSet):
    """What politics wants, and how often that changes."""

    signal: Literal["politics", "merit"] = parameter(
        "politics",
        unit="choice",
        source="O 00:24:24",
        meaning="what an idea is held against: priorities of the day, or its merit (the profit "
        "signal of a market)",
    )
    drift: float = parameter(
        0.02,
        unit="per week",
        low=0,
        high=0.5,
        meaning="standard deviation of the weekly change of the logarithm of a weight",
    )
    election_every: int = parameter(
        208,
        unit="weeks",
        low=0,
        high=1040,
        source="four-year terms in Canada and British Columbia",
        meaning="weeks between elections; 0 for none",
    )
    first_election: int = parameter(
        104,
        unit="week",
        low=0,
        high=5200,
        meaning="first of the elections that are held `election_every` so many weeks; may be a "
        "date",
    )
    elections: tuple[Week, ...] = parameter(
        (),
        unit="week",
        source="set by the user",
        meaning="weeks or dates of all elections; if any are given, `first_election` and "
        "`election_every` count for nothing",
    )
    election_shift: float = parameter(
        0.6, unit="share", low=0, high=1, meaning="share of the weights that an election draws anew"
    )
    shuffle_rate: float = parameter(
        0.0,
        unit="per week",
        low=0,
        high=1,
        source="off by default, see docs/mechanisms.md; tenure of 2.1 years, UK 1974-2023, is "
        "0.0092",
        meaning="chance that an organisation gets another minister",
    )
    shuffle_shift: float = parameter(
        0.25,
        unit="share",
        low=0,
        high=1,
        meaning="share of an organisation's weights that its minister sets",
    )
    shuffle: float = lever(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="O 00:24:24",
        meaning="added chance that an organisation gets another minister in this week",
    )
    task_force: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:18:19",
        meaning="how far a task force at the top sponsors the ideas of its theme",
    )


MECHANISMS = (
    Mechanism(
        "political noise",
        "priorities drift and jump at elections",
        (24,),
        {"politics.drift": 0.0, "politics.election_shift": 0.0},
        "fit_of_pilots",
        -1,
        {
            "birth.relating": 0.8,
            "cancellation.rate": 0.3,
            "cancellation.fit": 0.5,
            "politics.drift": 0.06,
            "politics.election_every": 26,
            "politics.first_election": 13,
            "politics.election_shift": 0.9,
        },
    ),
    Mechanism(
        "ministers",
        "a new minister shifts an organisation's priorities",
        (24,),
        {"politics.shuffle_rate": 0.0},
        "fit_of_pilots",
        -1,
        {"birth.relating": 0.8, "politics.shuffle_shift": 0.8, "politics.shuffle_rate": 0.04},
    ),
    Mechanism(
        "shocks of ministers",
        "a change of minister redraws an organisation's priorities",
        (24,),
        {"politics.shuffle": 0.0},
        "fit_of_pilots",
        -1,
        {"birth.relating": 0.8, "politics.shuffle_shift": 0.8, "politics.shuffle": 0.04},
    ),
    Mechanism(
        "politics instead of a profit signal",
        "fit follows priorities, not merit",
        (25,),
        {"politics.signal": "merit"},
        "merit_of_pilots",
        -1,
        {
            "signals.base_clarity_what": 0.8,
            "signals.base_clarity_why": 0.8,
            "signals.base_clarity_who": 0.8,
            "gates.fit": 2.0,
        },
    ),
)


def start(world: World, p: Parameters) -> None:
    """Draw the weights from where they settle after several elections."""
    services, organisations = world.services, world.organisations
    weights = _flat_draw(world, "politics/first", len(services.people), 0, None)
    for cycle in range(1, _CYCLES_BEFORE):
        drawn = _flat_draw(world, "politics/first", len(services.people), cycle, None)
        weights = (1.0 - p.election_shift) * weights + p.election_shift * drawn
    services.priorities[:] = weights
    rows = np.arange(organisations.n)
    organisations.minister[:] = _ministers(world, rows)
    _set_fit(world, p)
    organisations.task_theme[:] = _heaviest(world)


def step(world: World, p: Parameters, week: int) -> None:
    """Drift, elections, new ministers; then the fit of everything that is alive."""
    if p.signal == "politics":
        _drift(world, p, week)
        _elect(world, p, week)
        _shuffle(world, p, week)
        _set_fit(world, p)
    _set_fit_of_ideas(world, p)
    _set_task_theme(world)


def _flat_draw(
    world: World, decision: str, n: int, when: int, service: NDArray[np.integer] | None
) -> NDArray[np.float64]:
    """Points spread evenly over all possible weights (a flat Dirichlet distribution)."""
    who = np.arange(THEMES)[None, :] + np.zeros((n, 1), np.int64)
    at = np.arange(n)[:, None] + np.zeros((1, THEMES), np.int64) if service is None else service
    drawn = world.streams.exponential(decision, who, when, at)
    return drawn / drawn.sum(axis=1, keepdims=True)


def _drift(world: World, p: Parameters, week: int) -> None:
    if p.drift == 0:
        return
    services = world.services
    who = np.arange(THEMES)[None, :].repeat(services.n, axis=0)
    service = np.arange(services.n)[:, None].repeat(THEMES, axis=1)
    moved = services.priorities * np.exp(
        p.drift * world.streams.normal("politics/drift", who, week, service)
    )
    services.priorities[:] = moved / moved.sum(axis=1, keepdims=True)


def _elect(world: World, p: Parameters, week: int) -> None:
    if not _is_election(p, week):
        return
    services = world.services
    drawn = _flat_draw(world, "politics/election", services.n, week, None)
    services.priorities *= 1.0 - p.election_shift
    services.priorities += p.election_shift * drawn
    services.elections += 1


def _is_election(p: Parameters, week: int) -> bool:
    if p.elections:
        return week in p.elections
    since = week - p.first_election
    return p.election_every > 0 and since >= 0 and since % p.election_every == 0


def _shuffle(world: World, p: Parameters, week: int) -> None:
    organisations = world.organisations
    luck = world.streams.uniform(
        "politics/shuffle", organisations.number, week, organisations.service
    )
    added = np.asarray(world.levers.by_organisation("politics.shuffle"), np.float64)
    changed = (luck < p.shuffle_rate + added).nonzero()[0]
    if len(changed):
        organisations.shuffles[changed] += 1
        organisations.minister[changed] = _ministers(world, changed)


def _ministers(world: World, rows: NDArray[np.integer]) -> NDArray[np.float64]:
    organisations = world.organisations
    spell = organisations.shuffles[rows] * 65536 + organisations.number[rows]
    who = spell[:, None] * THEMES + np.arange(THEMES)
    service = np.repeat(organisations.service[rows], THEMES).reshape(-1, THEMES)
    drawn = world.streams.exponential("politics/minister", who, 0, service)
    return drawn / drawn.sum(axis=1, keepdims=True)


def _set_fit(world: World, p: Parameters) -> None:
    organisations = world.organisations
    weights = (1.0 - p.shuffle_shift) * world.services.priorities[organisations.service]
    weights += p.shuffle_shift * organisations.minister
    weights *= 1.0 + organisations.visible
    organisations.fit[:] = weights / weights.max(axis=1, keepdims=True)


def _heaviest(world: World) -> NDArray[np.integer]:
    """The theme that weighs most in the service of each organisation."""
    heaviest: NDArray[np.integer] = world.services.priorities.argmax(axis=1)
    return heaviest[world.organisations.service]


def _set_task_theme(world: World) -> None:
    """Where no task force is at work, the next one would take what weighs most."""
    theme = world.organisations.task_theme
    at_work = np.asarray(world.levers.by_organisation("politics.task_force")) > 0
    theme[:] = np.where(at_work, theme, _heaviest(world))


def _set_fit_of_ideas(world: World, p: Parameters) -> None:
    ideas = world.ideas
    rows = in_stage(
        world, Stage.GATE, Stage.LEADER_GATE, Stage.STALLED, Stage.PILOT, Stage.DIFFUSING
    )
    if p.signal == "merit":
        ideas.fit[rows] = ideas.merit[rows]
    else:
        ideas.fit[rows] = world.organisations.fit[ideas.organisation[rows], ideas.theme[rows]]
