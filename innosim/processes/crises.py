"""Crises: problems that strike an organisation and make it look for ideas for a while.

Crises arrive at random in each organisation; the pressure of one decays with a half-life of
eight weeks. A shock adds to the pressure in the week in which it comes.

Source: O 00:23:11 (organisations innovate to address particular problems or crises); K
introduction (the opioid crisis). Rate and half-life assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.world import World

PHASE = "environment"
READS = ()
WRITES = ("organisations.crisis",)
COLUMNS = (Column("organisations", "crisis", "f8", "pressure", "pressure of present crises", 0),)


class Parameters(ParameterSet):
    """How often crises come and how fast their pressure fades."""

    rate: float = parameter(
        0.02, unit="per week", low=0, high=1, meaning="crises that strike an organisation in a week"
    )
    half_life: float = parameter(
        8.0,
        unit="weeks",
        low=0.5,
        high=520,
        meaning="time in which the pressure of a crisis halves",
    )
    strike: float = lever(
        0.0,
        unit="pressure",
        low=0,
        high=5,
        source="K introduction",
        meaning="pressure that a shock adds in this week",
    )


MECHANISMS = (
    Mechanism(
        "crises",
        "a crisis makes an organisation look for ideas",
        (2, 17, 104),
        {"switches.crises": False},
        "proposals",
        +1,
    ),
    Mechanism(
        "shocks of crises",
        "a crisis that breaks out calls forth ideas for a while",
        (17, 104),
        {"crises.strike": 0.0},
        "proposals",
        +1,
        {"crises.strike": 0.05},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Let old crises fade and new ones strike."""
    organisations = world.organisations
    luck = world.streams.uniform("crises", organisations.number, week, organisations.service)
    organisations.crisis *= 0.5 ** (1.0 / p.half_life)
    organisations.crisis += luck < 1.0 - np.exp(-p.rate)
    organisations.crisis += world.levers.by_organisation("crises.strike")
