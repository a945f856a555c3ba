"""Re-use elsewhere: other jurisdictions build on what is shared openly.

Source: K section 5 (so that other jurisdictions can look at our work and build on it). The rate
is assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world.draws import Draws
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "befall"
READS = (
    "ideas.stage",
    "ideas.openness",
    "ideas.merit",
    "ideas.alignment",
    "ideas.risk",
    "ideas.key",
    "ideas.service",
)
WRITES = ("ideas.reused",)
COLUMNS = (Column("ideas", "reused", "i4", "times", "times that others outside took it up"),)


class Parameters(ParameterSet):
    """How often others outside take up what is shared."""

    rate: float = parameter(
        0.0,
        unit="per week",
        low=0,
        high=1,
        source="off by default, see docs/mechanisms.md; 0.004 assumed where it is on",
        meaning="re-uses of a wholly open idea of full merit in a week",
    )

    comfort: float = parameter(
        4.0,
        unit="logit",
        low=0,
        high=50,
        source="K section 3; size assumed",
        meaning="how sharply publishing depends on alignment being above risk",
    )


MECHANISMS = (
    Mechanism(
        "re-use elsewhere",
        "others build on what is shared openly",
        (82, 90, 98),
        {"reuse.rate": 0.0},
        "reused",
        +1,
        {"external.openness": 0.8, "reuse.rate": 0.2},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Draw which open practices are taken up elsewhere this week."""
    rows = in_stage(world, Stage.DIFFUSING, Stage.EMBEDDED)
    if not len(rows):
        return
    ideas = world.ideas
    comfortable = 1.0 / (1.0 + np.exp(-p.comfort * (ideas.alignment[rows, 0] - ideas.risk[rows])))
    rate = p.rate * ideas.openness[rows] * ideas.merit[rows] * comfortable
    ideas.reused[rows] += Draws(world, rows, week).uniform("reuse") < 1.0 - np.exp(-rate)
