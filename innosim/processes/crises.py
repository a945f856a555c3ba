"""Crises: problems that strike an organisation and make it look for ideas for a while.

Crises arrive at random in each organisation; the pressure of one decays with a half-life of
eight weeks.

Source: O 00:23:11 (organisations innovate to address particular problems or crises); K
introduction (the opioid crisis). Rate and half-life assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, parameter
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


MECHANISMS = (
    Mechanism(
        "crises",
        "a crisis makes an organisation look for ideas",
        (2, 17, 104),
        {"switches.crises": False},
        "proposals",
        +1,
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Let old crises fade and new ones strike."""
    organisations = world.organisations
    luck = world.streams.uniform("crises", organisations.number, week, organisations.service)
    organisations.crisis *= 0.5 ** (1.0 / p.half_life)
    organisations.crisis += luck < 1.0 - np.exp(-p.rate)
