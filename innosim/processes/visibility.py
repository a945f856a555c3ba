"""Visibility: what succeeds in public becomes a little more of a priority.

Source: assumed (the model's reading of how politics follows visible results; O 00:24:24).
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "learn"
FEEDBACK = True
DEFAULT_ON = False
THEMES = 8
READS = (
    "ideas.stage",
    "ideas.since",
    "ideas.theme",
    "ideas.openness",
    "ideas.organisation",
)
WRITES = ("organisations.visible",)
COLUMNS = (
    Column(
        "organisations",
        "visible",
        "f8",
        "share",
        "added weight of themes that succeed in public",
        0,
        None,
        THEMES,
    ),
)


class Parameters(ParameterSet):
    """How politics follows visible success."""

    gain: float = parameter(
        0.1,
        unit="per open embedded idea per 100 people",
        low=0,
        high=10,
        meaning="added weight of a theme with a wholly open idea that became normal",
    )
    loss: float = parameter(
        0.02, unit="per week", low=0, high=1, meaning="share of the added weight lost in a week"
    )


MECHANISMS = (
    Mechanism(
        "political visibility",
        "what succeeds in public becomes a priority",
        (24,),
        {"feedbacks.visibility": False},
        "fit",
        +1,
        {"feedbacks.visibility": True},
        shown=False,
        note="themes that succeed gain weight, but fit is held against the heaviest theme: the "
        "mean fit of new ideas moves by less than .01, and rather down",
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Let old attention fade and new successes be seen."""
    ideas, o = world.ideas, world.organisations
    o.visible *= 1.0 - p.loss
    rows = in_stage(world, Stage.EMBEDDED)
    new = rows[ideas.since[rows] == week]
    if len(new):
        own = ideas.organisation[new]
        seen = p.gain * ideas.openness[new] * 100.0 / np.maximum(o.size[own], 100)
        np.add.at(o.visible, (own, ideas.theme[new]), seen)
