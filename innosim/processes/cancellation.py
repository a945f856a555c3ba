"""Political cancellation: what no longer fits the priorities is called off.

Source: O 00:24:24 (politics is changeable and noisy). Rate and threshold assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world.draws import Draws
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "befall"
READS = (
    "ideas.stage",
    "ideas.fit",
    "ideas.key",
    "ideas.service",
)
WRITES = ()
COLUMNS = ()


class Parameters(ParameterSet):
    """When ideas are called off."""

    rate: float = parameter(
        0.02, unit="per week", low=0, high=1, meaning="rate for an idea that does not fit at all"
    )
    fit: float = parameter(
        0.3, unit="share", low=0.01, high=1, meaning="fit below which an idea is in danger"
    )


MECHANISMS = (
    Mechanism(
        "political cancellation",
        "what no longer fits is called off",
        (24,),
        {"cancellation.rate": 0.0},
        "cancelled",
        +1,
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Ask to cancel some of what does not fit any more."""
    ideas = world.ideas
    rows = in_stage(world, Stage.GATE, Stage.LEADER_GATE, Stage.STALLED, Stage.PILOT)
    rows = rows[ideas.fit[rows] < p.fit]
    if not len(rows):
        return
    rate = p.rate * (p.fit - ideas.fit[rows]) / p.fit
    luck = Draws(world, rows, week).uniform("cancellation")
    called_off = rows[luck < 1.0 - np.exp(-rate)]
    world.requests.move("cancelled", called_off, Stage.CANCELLED, "no longer a priority")
