"""Blame: failures nearby make people expect to be blamed, successes half as much the contrary.

The belief of everybody in an organisation moves with its failures and incidents per 100 people and
with a failure that the public sees (leaders who defend those concerned shield it from both), and
relaxes to its resting value.

Source: O 00:39:33 (uphold and defend); Detert and Edmondson 2011 and Morrison and Milliken 2000
for silence; the asymmetry of 2 to 1 and all sizes assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.world import World

PHASE = "learn"
FEEDBACK = True
READS = ("organisations.failures", "organisations.incidents", "organisations.continued")
WRITES = ("people.blame",)
COLUMNS = (
    Column("people", "blame", "f4", "share", "believed chance of being blamed", 0, 1, fill=0.3),
)


class Parameters(ParameterSet):
    """How fear of blame comes and goes."""

    resting: float = parameter(
        0.3, unit="share", low=0, high=1, meaning="belief without news, and of newcomers"
    )
    failure: float = parameter(
        0.15,
        unit="per failure per 100 people",
        low=0,
        high=5,
        meaning="rise of the belief with a failed pilot",
    )
    incident: float = parameter(
        0.6,
        unit="per incident per 100 people",
        low=0,
        high=5,
        meaning="rise of the belief with an incident in public",
    )
    success: float = parameter(
        0.075,
        unit="per success per 100 people",
        low=0,
        high=5,
        meaning="fall of the belief with a pilot that is continued",
    )
    relaxation: float = parameter(
        0.01,
        unit="per week",
        low=0,
        high=1,
        meaning="share of the distance to the resting value made good in a week",
    )
    public_failure: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:39:33",
        meaning="rise of the belief in this week by a failure that the public sees",
    )


MECHANISMS = (
    Mechanism(
        "fear of blame",
        "failures silence people more than successes encourage them",
        (56,),
        {"feedbacks.blame": False},
        "blame",
        +1,
        {"signals.base_skills": 0.1, "signals.base_data": 0.1, "signals.base_infrastructure": 0.1},
    ),
    Mechanism(
        "shocks of failures",
        "a failure that the public sees makes people fear blame",
        (56,),
        {"blame.public_failure": 0.0},
        "blame",
        +1,
        {"blame.public_failure": 0.01},
    ),
)


def start(world: World, p: Parameters) -> None:
    """Begin at the resting value."""
    world.people.blame[:] = p.resting


def step(world: World, p: Parameters, week: int) -> None:
    """Move the belief with the news of the week."""
    people, o = world.people, world.organisations
    blame = people.blame
    blame += p.relaxation * (p.resting - blame)
    per_100 = 100.0 / np.maximum(o.size, 100)
    bad = (p.failure * o.failures + p.incident * o.incidents) * per_100
    bad += world.levers.by_organisation("blame.public_failure")
    good = p.success * o.continued * per_100
    news = (bad + good).nonzero()[0]
    if not len(news):
        return
    protection = world.levers.by_organisation("generation.protection")
    change = bad * (1.0 - protection) - good
    for organisation in news:
        first = o.first[organisation]
        there = slice(first, first + o.size[organisation])
        blame[there] = np.clip(blame[there] + change[organisation], 0.0, 1.0)


def arrive(world: World, p: Parameters, rows: np.ndarray, week: int) -> None:
    """Newcomers have no experience of blame yet."""
    world.people.blame[rows] = p.resting
