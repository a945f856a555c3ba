"""Familiarity: what a service invests in becomes understood, and what is understood gets in.

Each organisation has a familiarity with five degrees of novelty. Pilots raise the familiarity of
their own degree, by their share among all pilots; without practice it fades. Familiar ideas are
born with more evidence (the competence trap).

Source: O 00:16:41 (feedback loops favour clearly understood options); Levitt and March 1988,
Annual Review of Sociology 14:319. Rates assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "learn"
FEEDBACK = True
BINS = 5
READS = ("ideas.stage", "ideas.novelty", "ideas.organisation")
WRITES = ("organisations.familiarity",)
COLUMNS = (
    Column(
        "organisations",
        "familiarity",
        "f8",
        "share",
        "familiarity with five degrees of novelty",
        0,
        1,
        BINS,
    ),
)


class Parameters(ParameterSet):
    """How familiarity comes and goes."""

    initial: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        meaning="familiarity at the start with the least novel degree; it falls evenly to "
        "nothing for the most novel one",
    )
    gain: float = parameter(
        0.01,
        unit="per week",
        low=0,
        high=1,
        meaning="familiarity gained in a week by the degree that all pilots belong to",
    )
    loss: float = parameter(
        0.005, unit="per week", low=0, high=1, meaning="share of familiarity lost in a week"
    )
    exponent: float = parameter(
        1.0,
        unit="exponent",
        low=0.1,
        high=5,
        source="Arthur 1989 (increasing returns); 1 assumed",
        meaning="power of the share; above 1 the leading degree takes all",
    )


MECHANISMS = (
    Mechanism(
        "competence trap",
        "what is understood gets in and becomes better understood",
        (13, 41),
        {"feedbacks.familiarity": False},
        "radical_pilots",
        -1,
        {
            "familiarity.initial": 0.0,
            "familiarity.gain": 0.1,
            "familiarity.loss": 0.02,
            "familiarity.exponent": 2.0,
            "birth.evidence_familiar": 0.8,
            "generation.scale": 6.0,
            "gates.capacity": 2.0,
        },
    ),
)


def start(world: World, p: Parameters) -> None:
    """Begin with the usual better known than the new."""
    world.organisations.familiarity[:] = p.initial * np.linspace(1.0, 0.0, BINS)


def step(world: World, p: Parameters, week: int) -> None:
    """Learn what is being tried."""
    ideas, organisations = world.ideas, world.organisations
    familiarity = organisations.familiarity
    familiarity *= 1.0 - p.loss
    rows = in_stage(world, Stage.PILOT)
    if not len(rows):
        return
    bins = np.minimum((ideas.novelty[rows] * BINS).astype(np.int64), BINS - 1)
    place = ideas.organisation[rows].astype(np.int64) * BINS + bins
    number = np.bincount(place, minlength=organisations.n * BINS).reshape(-1, BINS)
    share = number / np.maximum(number.sum(axis=1, keepdims=True), 1)
    familiarity += p.gain * share**p.exponent
    familiarity.clip(0.0, 1.0, out=familiarity)
