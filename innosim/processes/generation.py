"""Generation: who conceives an idea this week.

A person's rate is the sum of three levels: their own urge, while they have energy left; the
pressure of a crisis in their organisation; and the signal from the system, as clear as they see
it. Normality raises it, fear of blame silences it (unless leaders defend those who fail), and a
felt gap to what is expected outside raises it. A story of purpose strengthens the urge of staff,
for whom it is meant, and puts off managers and leaders a little. The number of ideas in a week is
Poisson.

Source: O 00:22:57, 00:23:11, 00:23:32 (three levels); O 00:21:43 (above and beyond); Dutton and
Ashford 1993 (image cost of raising an issue), Academy of Management Review 18:397; O 01:25:01
(stories; that purpose is what staff hear best is an interpretation). Level of the
rate: 3.9 suggestions per 100 federal employees a year, 30 in private firms (GAO GGD-89-71).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Driver, Mechanism
from innosim.organisation.chart import Role
from innosim.parameters import ParameterSet, lever, parameter
from innosim.streams import poisson_counts
from innosim.world.world import World

PHASE = "conceive"
READS = (
    "people.innovativeness",
    "people.energy",
    "people.clarity",
    "people.normality",
    "people.blame",
    "organisations.crisis",
    "organisations.clarity",
    "organisations.gap",
)
WRITES = ()
COLUMNS = ()


class Parameters(ParameterSet):
    """Rates at which ideas are conceived."""

    scale: float = parameter(
        1.0,
        unit="factor",
        low=0,
        high=20,
        meaning="common factor of all rates; calibrated on 4 to 12 proposals per 100 staff a year",
    )
    individual: float = parameter(
        5e-4,
        unit="ideas per person and week",
        low=0,
        high=0.1,
        meaning="rate from a person's own urge, at mean innovativeness",
    )
    crisis: float = parameter(
        4e-3,
        unit="ideas per person and week",
        low=0,
        high=0.1,
        meaning="rate from a crisis at pressure 1",
    )
    system: float = parameter(
        3e-3,
        unit="ideas per person and week",
        low=0,
        high=0.1,
        meaning="rate from a wholly clear signal",
    )
    energy_needed: float = parameter(
        0.2, unit="share", low=0, high=1, meaning="energy below which nobody goes above and beyond"
    )
    silence: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="Dutton and Ashford 1993 for the mechanism; size assumed",
        meaning="share of ideas that certain blame would silence",
    )
    readiness: float = parameter(
        0.5,
        unit="factor",
        low=0,
        high=2,
        meaning="factor on all rates for people who see innovation as not normal at all; full "
        "normality adds 1",
    )
    appetite: float = parameter(
        1.0, unit="per index", low=0, high=10, meaning="rise of the rate with the felt gap"
    )
    misframed: float = parameter(
        0.25,
        unit="share",
        low=0,
        high=1,
        meaning="share of a story's effect that it has the other way on those it is not framed for",
    )
    purpose_story: float = lever(
        0.0,
        unit="share",
        low=0,
        high=2,
        source="O 01:25:01",
        meaning="rise of people's own rate by a story of purpose, for staff",
    )
    recognition: float = lever(
        0.0,
        unit="share",
        low=0,
        high=2,
        source="O 00:39:12",
        meaning="rise of people's own rate where behaviours beyond replication are supported",
    )
    protection: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:39:33",
        meaning="how far leaders defend those with whom something went wrong",
    )


MECHANISMS = (
    Mechanism(
        "individual level",
        "people conceive ideas from their own urge",
        (16, 9, 20),
        {"generation.individual": 0.0},
        "proposals",
        +1,
    ),
    Mechanism(
        "system level",
        "a clear signal calls forth ideas everywhere",
        (18, 19, 23),
        {"generation.system": 0.0},
        "proposals",
        +1,
    ),
    Mechanism(
        "silence",
        "fear of blame keeps ideas back",
        (56,),
        {"generation.silence": 0.0},
        "proposals",
        -1,
    ),
    Mechanism(
        "recognition",
        "people conceive more where more than replication is recognised",
        (53,),
        {"generation.recognition": 0.0},
        "proposals",
        +1,
        {"generation.recognition": 1.0},
    ),
    Mechanism(
        "protection",
        "leaders defend those with whom something went wrong",
        (56,),
        {"generation.protection": 0.0},
        "proposals",
        +1,
        {"generation.protection": 0.8},
    ),
    Mechanism(
        "stories of purpose",
        "a story of purpose strengthens the urge of staff",
        (66,),
        {"generation.purpose_story": 0.0},
        "proposals",
        +1,
        {"generation.purpose_story": 0.3},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Draw who conceives an idea, and what it came from."""
    people = world.people
    own = _own_rate(world, p)
    crisis = (p.crisis * world.organisations.crisis.astype(np.float32))[people.organisation]
    system = (p.system * world.organisations.clarity.astype(np.float32))[people.organisation]
    system *= people.clarity
    rate = (own + crisis + system) * _readiness(world, p)
    luck = world.streams.uniform("generation", people.post, week, people.service)
    rows = (luck < rate).nonzero()[0]  # the chance of an idea is never above its rate
    if not len(rows):
        return
    number = poisson_counts(luck[rows], rate[rows])
    rows, number = rows[number > 0], number[number > 0]
    levels = np.array([own[rows], crisis[rows], system[rows]], np.float64).T
    _conceive(world, week, (rows, number), levels)


def _own_rate(world: World, p: Parameters) -> NDArray[np.float32]:
    people = world.people
    mean = people_mean(world)
    recognition = world.levers.of_all("generation.recognition")
    awake = people.energy > p.energy_needed
    rate = (p.individual / mean) * people.innovativeness * awake
    rate = rate * (1.0 + recognition)
    told = world.levers.of_all("generation.purpose_story")
    if np.any(told):
        rate = rate * (1.0 + told * _for_staff(world, p))
    return np.asarray(rate, np.float32)


def _for_staff(world: World, p: Parameters) -> NDArray[np.float32]:
    """How what is framed for staff is heard: 1 by them, the other way by everybody else."""
    staff = world.people.role == Role.INDIVIDUAL
    return np.where(staff, 1.0, -p.misframed).astype(np.float32)


def people_mean(world: World) -> float:
    """Mean innovativeness that the distribution of the trait implies."""
    a, b = world.people_parameters.innovativeness_a, world.people_parameters.innovativeness_b
    return a / (a + b)


def _readiness(world: World, p: Parameters) -> NDArray[np.float32]:
    people = world.people
    protection = world.levers.of_all("generation.protection")
    ready = people.blame * (1.0 - protection)
    ready *= -p.silence
    ready += 1.0
    ready *= p.readiness + people.normality
    tracking = world.levers.of_all("frontier.tracking")
    if tracking.any():
        gap = world.organisations.gap[people.organisation].astype(np.float32)
        ready = ready * (1.0 + p.appetite * tracking * gap)
    ready *= p.scale
    return np.asarray(ready, np.float32)


def _conceive(
    world: World,
    week: int,
    drawn: tuple[NDArray[np.int64], NDArray[np.int64]],
    levels: NDArray[np.float64],
) -> None:
    rows, number = drawn
    if not len(rows):
        return
    posts = np.repeat(rows, number)
    ordinal = np.arange(len(posts)) - np.repeat(np.cumsum(number) - number, number)
    shares = np.cumsum(np.repeat(levels, number, axis=0), axis=1)
    people = world.people
    who = people.post[posts] * 64 + ordinal
    luck = world.streams.uniform("generation/driver", who, week, people.service[posts])
    driver = (luck[:, None] * shares[:, -1:] >= shares[:, :2]).sum(axis=1)
    for kind in (Driver.INDIVIDUAL, Driver.CRISIS, Driver.SYSTEM):
        of_kind = driver == int(kind)
        if of_kind.any():
            world.requests.conceived.append((kind, posts[of_kind], ordinal[of_kind]))
