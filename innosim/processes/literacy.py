"""Literacy: how well people know the foundational documents.

Knowledge of what the rules really say comes from leaders who point to the documents, and from
leaders who say yes-and with the right form at hand. Without practice it fades towards its resting
value.

Source: O 01:09:27 (risk aversion by convention rather than policy); K section 4 (did you look at
the forms?). Rates assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.world import World

PHASE = "learn"
READS = ()
WRITES = ("people.literacy",)
COLUMNS = (
    Column(
        "people",
        "literacy",
        "f4",
        "share",
        "knowledge of the foundational documents",
        0,
        1,
        fill=0.3,
    ),
)


class Parameters(ParameterSet):
    """How knowledge of the documents spreads."""

    resting: float = parameter(
        0.3, unit="share", low=0, high=1, meaning="knowledge at the start and of newcomers"
    )
    teaching: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:09:27",
        meaning="how far leaders refer staff to the documents",
    )
    rate: float = parameter(
        0.02,
        unit="per week",
        low=0,
        high=1,
        source="assumed",
        meaning="knowledge gained in a week of full teaching, of what is missing",
    )
    yes_and: float = parameter(
        0.005,
        unit="per week",
        low=0,
        high=1,
        source="K section 4; size assumed",
        meaning="knowledge gained in a week under leaders who always say yes-and, of what is "
        "missing",
    )
    fading: float = parameter(
        0.005,
        unit="per week",
        low=0,
        high=1,
        meaning="share of the distance to the resting value lost in a week",
    )


MECHANISMS = (
    Mechanism(
        "foundational documents",
        "who knows the documents stops ideas by convention no more",
        (64, 65, 69),
        {"literacy.teaching": 0.0},
        "gate_pass",
        +1,
        {"literacy.teaching": 1.0, "gates.convention": 0.3},
    ),
)


def start(world: World, p: Parameters) -> None:
    """Begin at the resting value."""
    world.people.literacy[:] = p.resting


def step(world: World, p: Parameters, week: int) -> None:
    """Teach and forget."""
    people = world.people
    teaching = world.levers.of_all("literacy.teaching")
    yes_and = world.levers.of_all("gates.yes_and")
    gained = p.rate * teaching + p.yes_and * yes_and
    literacy = people.literacy
    change = 1.0 - literacy
    change *= gained
    change += p.fading * (p.resting - literacy)
    literacy += change
    literacy.clip(0.0, 1.0, out=literacy)


def arrive(world: World, p: Parameters, rows: np.ndarray, week: int) -> None:
    """Newcomers know what newcomers know."""
    world.people.literacy[rows] = p.resting
