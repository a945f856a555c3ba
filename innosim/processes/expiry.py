"""Expiry: an idea that has not reached a pilot in three years is over.

Source: assumed.
"""

from __future__ import annotations

from innosim.contracts import Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "befall"
READS = ("ideas.stage", "ideas.born")
WRITES = ()
COLUMNS = ()


class Parameters(ParameterSet):
    """How long an idea can wait for its pilot."""

    weeks: int = parameter(
        156, unit="weeks", low=1, high=5200, meaning="age at which an idea without a pilot is over"
    )


MECHANISMS = (
    Mechanism(
        "expiry",
        "ideas do not wait for ever",
        (36,),
        {"expiry.weeks": 5200},
        "expired",
        +1,
        {"expiry.weeks": 78},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Ask to end what is too old."""
    rows = in_stage(world, Stage.GATE, Stage.LEADER_GATE, Stage.STALLED)
    old = rows[week - world.ideas.born[rows] >= p.weeks]
    world.requests.move("expired", old, Stage.EXPIRED, "too old")
