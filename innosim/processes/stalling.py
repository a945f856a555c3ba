"""Stalling: an idea that waits too long at a gate drops out of the queue, and may come back.

Links to the outside bring stalled ideas back.

Source: K section 2 (relationships in society help to drive change when a project stalls).
Rates assumed.
"""

from __future__ import annotations

from innosim.contracts import Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world.draws import Draws
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "befall"
READS = (
    "ideas.stage",
    "ideas.gate_since",
    "ideas.outside",
    "ideas.reviewer",
    "ideas.organisation",
    "ideas.key",
    "ideas.service",
)
WRITES = ()

COLUMNS = ()


class Parameters(ParameterSet):
    """When ideas stall and come back."""

    weeks: int = parameter(
        26, unit="weeks", low=1, high=5200, meaning="time at one gate after which an idea stalls"
    )
    revival: float = parameter(
        0.02,
        unit="probability per week",
        low=0,
        high=1,
        meaning="chance that a stalled idea comes back",
    )
    outside: float = parameter(
        0.05,
        unit="probability per week",
        low=0,
        high=1,
        source="K section 2; size assumed",
        meaning="what full links to the outside add to that chance",
    )


MECHANISMS = (
    Mechanism(
        "stalling",
        "ideas that wait too long drop out of the queue",
        (36,),
        {"stalling.weeks": 5200},
        "stalled",
        +1,
    ),
    Mechanism(
        "revival from outside",
        "outside links bring stalled ideas back",
        (82,),
        {"stalling.outside": 0.0},
        "stalled",
        -1,
        {"birth.outside": 1.0},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Ask to stall what has waited too long and to bring back what is revived."""
    ideas = world.ideas
    waiting = in_stage(world, Stage.GATE, Stage.LEADER_GATE)
    late = waiting[week - ideas.gate_since[waiting] >= p.weeks]
    world.requests.move("stalled", late, Stage.STALLED, "waited too long at a gate")
    stalled = in_stage(world, Stage.STALLED)
    if not len(stalled):
        return
    chance = p.revival + p.outside * ideas.outside[stalled]
    back = stalled[Draws(world, stalled, week).uniform("stalling") < chance]
    head = world.organisations.head[ideas.organisation[back]]
    at_top = ideas.reviewer[back] == head
    world.requests.move("stalled", back[at_top], Stage.LEADER_GATE, "revived")
    world.requests.move("stalled", back[~at_top], Stage.GATE, "revived")
