"""Energy: pushing an idea at the side of one's desk wears people out.

Energy recovers towards 1 and is drawn down by a person's own ideas in gates and pilots. The load
of an idea weighs less where the system is clear and leaders support it, and time that is protected
for it costs no energy. The members of the core team carry a smaller part. What is strange to do
weighs more on those to whom innovation is not normal (off by default). Who carries ideas and is
looked after, or recognised for more than replication, recovers faster. With a constant load L
energy settles at 1 - (cost / recovery) L (1 - protected time).

Source: O 00:20:30 and 00:17:39 (side of desk), 00:21:43 (above and beyond), 00:22:06 (not
sustainable), 00:39:12 (behaviours beyond replication); K section 4 (are you ok, do you need
anything?), introduction (painfully uncomfortable; a modelling interpretation). Rates assumed
(recovery .03 and cost .016 a week keep one live idea bearable).
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "effort"
READS = (
    "ideas.stage",
    "ideas.members",
    "ideas.organisation",
    "ideas.strangeness",
    "people.normality",
    "organisations.clarity",
    "organisations.normality",
    "ideas.origin",
)
WRITES = ("people.energy", "people.load")
COLUMNS = (
    Column(
        "people", "energy", "f4", "share", "what is left for going above and beyond", 0, 1, fill=1
    ),
    Column("people", "load", "f4", "ideas", "ideas carried, weighted by lack of support", 0),
)


class Parameters(ParameterSet):
    """How fast energy is spent and recovered."""

    initial: float = parameter(
        0.8, unit="share", low=0, high=1, meaning="energy at the start and of newcomers"
    )
    recovery: float = parameter(
        0.03, unit="per week", low=0, high=1, meaning="rate at which energy recovers"
    )
    cost: float = parameter(
        0.016,
        unit="per idea and week",
        low=0,
        high=1,
        meaning="energy that a wholly unsupported idea costs its champion",
    )
    member_share: float = parameter(
        0.2,
        unit="share",
        low=0,
        high=1,
        meaning="part of the champion's load that each other member of the team carries",
    )
    discomfort: float = parameter(
        0.0,
        unit="factor",
        low=0,
        high=10,
        source="K introduction; off by default, see docs/mechanisms.md; 1 assumed where it is on",
        meaning="rise of the load of a wholly strange idea for those to whom innovation is not "
        "normal at all",
    )
    recognised: float = parameter(
        0.03,
        unit="per week",
        low=0,
        high=1,
        source="O 00:39:12; size assumed (as much as energy recovers by itself)",
        meaning="energy that full recognition gives back in a week to those who carry ideas, of "
        "what is missing",
    )
    care_rate: float = parameter(
        0.05,
        unit="per week",
        low=0,
        high=1,
        source="K section 4; size assumed",
        meaning="energy that full care gives back in a week, of what is missing",
    )
    support: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="K section 4",
        meaning="how far leaders lift the load off people with ideas",
    )
    slack: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:20:30",
        meaning="working time protected for ideas, as far as that is normal",
    )
    recognition: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:39:12",
        meaning="how far those who carry ideas are recognised for more than replication",
    )
    care: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="K section 4",
        meaning="how far leaders look after those who carry ideas (yes-and)",
    )


MECHANISMS = (
    Mechanism(
        "side of desk",
        "ideas cost their people energy",
        (14, 20, 21),
        {"energy.cost": 0.0},
        "energy",
        -1,
    ),
    Mechanism(
        "protected time",
        "protected time costs no energy",
        (14, 29),
        {"energy.slack": 0.0},
        "energy",
        +1,
        {"energy.slack": 1.0},
    ),
    Mechanism(
        "leaders' support",
        "support lifts the load",
        (20,),
        {"energy.support": 0.0},
        "energy",
        +1,
        {"energy.support": 0.8},
    ),
    Mechanism(
        "discomfort",
        "what is new is uncomfortable for those who do it",
        (75,),
        {"energy.discomfort": 0.0},
        "energy",
        -1,
        {"energy.discomfort": 1.0},
    ),
    Mechanism(
        "recognition restores",
        "people who are recognised for more than replication recover faster",
        (53,),
        {"energy.recognition": 0.0},
        "energy",
        +1,
        {"energy.recognition": 1.0},
    ),
    Mechanism(
        "care",
        "people who are looked after recover faster",
        (91, 93, 94),
        {"energy.care": 0.0},
        "energy",
        +1,
        {"energy.care": 1.0},
    ),
)


def start(world: World, p: Parameters) -> None:
    """Everybody starts rested."""
    world.people.energy[:] = p.initial


def step(world: World, p: Parameters, week: int) -> None:
    """Spend and recover energy."""
    people = world.people
    _set_load(world, p)
    energy = people.energy
    change = 1.0 - energy
    change *= p.recovery
    loaded = (people.load > 0.0).nonzero()[0]
    if len(loaded):
        change[loaded] += _spent(world, p, loaded)
    energy += change
    energy.clip(0.0, 1.0, out=energy)


def _set_load(world: World, p: Parameters) -> None:
    people, ideas = world.people, world.ideas
    rows = in_stage(world, Stage.GATE, Stage.LEADER_GATE, Stage.PILOT)
    people.load[:] = 0.0
    if not len(rows):
        return
    organisation = ideas.organisation[rows]
    weight = 1.0 - world.organisations.clarity[organisation]
    weight = weight * (1.0 - world.levers.at("energy.support", ideas.origin[rows]))
    members = ideas.members[rows]
    share = np.full(members.shape[1], p.member_share)
    share[0] = 1.0
    weights = weight[:, None] * share
    filled = members >= 0
    foreign = ideas.strangeness[rows][:, None] * (1.0 - people.normality[members])
    weights *= 1.0 + p.discomfort * foreign
    people.load[:] = np.bincount(members[filled], weights[filled], people.n)


def _spent(world: World, p: Parameters, rows: np.ndarray) -> np.ndarray:
    people = world.people
    organisation = people.organisation[rows]
    slack = world.levers.at("energy.slack", rows)
    time = world.organisations.normality[organisation].astype(np.float32) * slack
    care = world.levers.at("energy.care", rows)
    spent = -p.cost * people.load[rows] * (1.0 - time)
    recognition = world.levers.at("energy.recognition", rows)
    given = p.care_rate * care + p.recognised * recognition
    return spent + given * (1.0 - people.energy[rows])


def arrive(world: World, p: Parameters, rows: np.ndarray, week: int) -> None:
    """Newcomers come rested."""
    world.people.energy[rows] = p.initial
