"""Exhaustion: people without energy withdraw their ideas.

Source: O 00:22:06 (reliance on individuals is not sustainable). Rate and threshold assumed.
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
    "ideas.members",
    "people.energy",
    "ideas.key",
    "ideas.service",
)
WRITES = ()
COLUMNS = ()


class Parameters(ParameterSet):
    """When people give up."""

    energy: float = parameter(
        0.2,
        unit="share",
        low=0,
        high=1,
        meaning="energy below which a champion may withdraw an idea",
    )
    rate: float = parameter(
        0.1,
        unit="probability per week",
        low=0,
        high=1,
        meaning="chance that such a champion withdraws it",
    )


MECHANISMS = (
    Mechanism(
        "exhaustion",
        "champions without energy withdraw their ideas",
        (14, 21),
        {"exhaustion.rate": 0.0},
        "withdrawn",
        +1,
        {"energy.cost": 0.06},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Ask to withdraw ideas whose champions are worn out."""
    rows = in_stage(world, Stage.GATE, Stage.LEADER_GATE, Stage.STALLED, Stage.PILOT)
    champion = world.ideas.members[rows, 0]
    rows = rows[(champion >= 0) & (world.people.energy[champion] < p.energy)]
    if len(rows):
        luck = Draws(world, rows, week).uniform("exhaustion")
        world.requests.move("exhausted", rows[luck < p.rate], Stage.WITHDRAWN, "exhaustion")
