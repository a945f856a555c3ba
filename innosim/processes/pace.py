"""Keeping pace: embedded ideas of value bring an organisation closer to what is expected.

The value of an embedded idea for citizens is its merit x (1 - novelty + novelty (1 + gap)) x
fit: novel ideas are worth more, the further the organisation lies behind. The state of an
organisation rises with the value embedded per 100 people.

Source: O 00:26:36 (taker instead of shaper; unsuited to its environment); K section 2 (outcomes
for citizens). Sizes assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "learn"
FEEDBACK = True
READS = (
    "ideas.stage",
    "ideas.since",
    "ideas.merit",
    "ideas.novelty",
    "ideas.fit",
    "organisations.gap",
    "ideas.organisation",
)
WRITES = ("organisations.state", "ideas.value")
COLUMNS = (
    Column("organisations", "state", "f8", "index", "how far the organisation has come"),
    Column("ideas", "value", "f4", "value", "value for citizens when it became normal", 0),
)


class Parameters(ParameterSet):
    """What embedded ideas do for the state of an organisation."""

    gain: float = parameter(
        0.3,
        unit="index per value per 100 people",
        low=0,
        high=50,
        meaning="rise of the state with an embedded idea of value 1",
    )


MECHANISMS = (
    Mechanism(
        "keeping pace",
        "embedded ideas close the gap to what is expected",
        (22, 41),
        {"feedbacks.pace": False},
        "gap",
        -1,
        {"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Count what was embedded this week."""
    ideas, o = world.ideas, world.organisations
    rows = in_stage(world, Stage.EMBEDDED)
    new = rows[ideas.since[rows] == week]
    if not len(new):
        return
    own = ideas.organisation[new]
    novelty = ideas.novelty[new]
    worth = 1.0 - novelty + novelty * (1.0 + o.gap[own])
    ideas.value[new] = ideas.merit[new] * worth * ideas.fit[new]
    total = np.bincount(own, ideas.value[new], o.n)
    o.state += p.gain * total * 100.0 / np.maximum(o.size, 100)
