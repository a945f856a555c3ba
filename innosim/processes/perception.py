"""Perception: what people believe about clarity and normality.

A person takes stock every four weeks (branches take turns) and moves towards a mixture of what
reaches their team and the mean of what those they listen to believe (DeGroot 1974, "Reaching a
consensus", JASA 69:118). What reaches the team is blurred: the less clear it is, the more a
person's own outlook colours it, and politics that suits the organisation's own theme makes it look
clearer. The outlook is a person's own and lasts (autoregressive, .98 a week; redrawn every quarter
with the matching coefficient).

Source: O 00:14:25 (fragmented understanding), O 00:24:24 (noisy signal); weights assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.processes._received import received
from innosim.world.network import Part
from innosim.world.people import holders
from innosim.world.world import QUARTER, World

PHASE = "perceive"
READS = (
    "teams.clarity",
    "teams.normality",
    "organisations.clarity",
    "organisations.normality",
    "organisations.fit",
    "organisations.theme",
)
WRITES = ("people.clarity", "people.normality", "people.outlook", "organisations.theme")
COLUMNS = (
    Column("people", "clarity", "f4", "share", "clarity as the person sees it", 0, 1),
    Column("people", "normality", "f4", "share", "normality as the person sees it", 0, 1),
    Column(
        "people", "outlook", "f4", "standard deviations", "lasting own reading of unclear signals"
    ),
    Column("organisations", "theme", "i1", "code", "theme the organisation works on"),
)


class Parameters(ParameterSet):
    """How fast and from whom people learn what is wanted."""

    every: int = parameter(
        4, unit="weeks", low=1, high=52, meaning="weeks between two times a person takes stock"
    )
    rate: float = parameter(
        0.1,
        unit="per week",
        low=0,
        high=1,
        meaning="step of a belief towards what was seen and heard",
    )
    colleagues: float = lever(
        0.5,
        unit="share",
        low=0,
        high=1,
        meaning="weight of colleagues beside what reaches the team",
    )
    blur: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        source="O 00:14:25; size assumed",
        meaning="standard deviation of readings of a wholly unclear signal",
    )
    politics: float = parameter(
        0.2,
        unit="share",
        low=0,
        high=1,
        meaning="how much clearer the signal seems where politics suits the organisation's theme",
    )
    spread: float = parameter(
        0.15, unit="share", low=0, high=1, meaning="standard deviation of beliefs at the start"
    )
    memory: float = parameter(
        0.98,
        unit="per week",
        low=0,
        high=1,
        meaning="share of a person's outlook that lasts a week",
    )


MECHANISMS = (
    Mechanism(
        "fragmented understanding",
        "unclear signals are read differently by different people",
        (7, 23),
        {"perception.blur": 0.0, "perception.spread": 0.0},
        "fragmentation",
        +1,
    ),
    Mechanism(
        "colleagues",
        "people also believe what those around them believe",
        (43,),
        {"perception.colleagues": 0.0},
        "fragmentation",
        -1,
    ),
)


def start(world: World, p: Parameters) -> None:
    """Draw outlooks and first beliefs."""
    people, organisations = world.people, world.organisations
    turn = world.branches.number[people.branch] % p.every
    world.turns = [world.network.part((turn == k).nonzero()[0]) for k in range(p.every)]
    everybody = np.arange(people.n)
    luck = world.streams.uniform("perception/theme", organisations.number, 0, organisations.service)
    organisations.theme[:] = (luck * organisations.fit.shape[1]).astype(np.int8)
    for name in ("outlook", "clarity", "normality"):
        drawn = world.streams.normal(f"perception/{name}", people.post, 0, people.service)
        getattr(people, name)[:] = drawn
    people.clarity *= p.spread
    people.clarity += received(world, "clarity", everybody)
    people.normality *= p.spread
    people.normality += received(world, "normality", everybody)
    people.clarity.clip(0.0, 1.0, out=people.clarity)
    people.normality.clip(0.0, 1.0, out=people.normality)


def step(world: World, p: Parameters, week: int) -> None:
    """Move beliefs about clarity and normality."""
    if week % QUARTER == QUARTER - 1:
        _renew_outlook(world, p, week)
    part = world.turns[week % p.every]
    people = world.people
    clarity = received(world, "clarity", part.rows)
    seen = p.blur * (1 - clarity) * people.outlook[part.rows]
    seen += clarity + _lift(world, p)[people.organisation[part.rows]]
    _move(world, part, people.clarity, seen, p)
    _move(world, part, people.normality, received(world, "normality", part.rows), p)


def _lift(world: World, p: Parameters) -> NDArray[np.float32]:
    """How much clearer the signal seems in each organisation because politics suits its theme."""
    organisations = world.organisations
    own_theme = organisations.fit[np.arange(organisations.n), organisations.theme]
    return (p.politics * (own_theme - 0.5)).astype(np.float32)


def _move(
    world: World,
    part: Part,
    belief: NDArray[np.float32],
    seen: NDArray[np.float32],
    p: Parameters,
) -> None:
    step = part.mean(belief)
    step -= seen
    step *= world.levers.at("perception.colleagues", part.rows)
    step += seen
    now = belief[part.rows]
    step -= now
    step *= 1.0 - (1.0 - p.rate) ** p.every
    step += now
    belief[part.rows] = step.clip(0.0, 1.0, out=step)


def _renew_outlook(world: World, p: Parameters, week: int) -> None:
    people = world.people
    kept = p.memory**QUARTER
    luck = world.streams.uniform("perception/renewal", people.post, week, people.service)
    people.outlook *= kept
    people.outlook += ((luck - 0.5) * np.sqrt(12.0 * (1.0 - kept**2))).astype(np.float32)


def arrive(world: World, p: Parameters, rows: np.ndarray, week: int) -> None:
    """Newcomers believe what reaches their team, and have an outlook of their own."""
    people = world.people
    who = holders(world, rows)
    people.outlook[rows] = world.streams.normal("perception/outlook", who, 0, people.service[rows])
    people.clarity[rows] = received(world, "clarity", rows)
    people.normality[rows] = received(world, "normality", rows)
