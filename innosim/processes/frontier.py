"""The outside world: what is possible and expected moves on, the service follows or lags.

The frontier drifts upwards with noise. The gap is how far the state of an organisation lies
behind it. Where leaders track changing expectations, the gap is felt: it makes people look for
ideas, and it counts at the gates.

Source: O 00:26:36 (the risk of being unsuited to its environment); O 00:38:37 (track changing
expectations to drive the appetite for change). Drift and noise assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.world import World

PHASE = "environment"
READS = ("organisations.state",)
WRITES = ("services.frontier", "organisations.gap")
COLUMNS = (
    Column("services", "frontier", "f8", "index", "what is possible and expected outside"),
    Column("organisations", "gap", "f8", "index", "how far the organisation lies behind", 0),
)


class Parameters(ParameterSet):
    """How fast the outside world moves, and how much of the gap is felt."""

    drift: float = parameter(
        0.002, unit="index per week", low=0, high=0.1, meaning="mean weekly rise of the frontier"
    )
    noise: float = parameter(
        0.005,
        unit="index",
        low=0,
        high=0.5,
        meaning="standard deviation of the weekly change of the frontier",
    )
    tracking: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:38:37",
        meaning="share of the gap that people and gatekeepers feel",
    )


MECHANISMS = (
    Mechanism(
        "moving frontier",
        "expectations outside move on and leave a gap",
        (22, 81),
        {"switches.frontier": False},
        "gap",
        +1,
    ),
    Mechanism(
        "tracking expectations",
        "the gap, where it is felt, drives ideas",
        (46,),
        {"frontier.tracking": 0.0},
        "proposals",
        +1,
        {"frontier.tracking": 1.0},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Move the frontier and measure each organisation's gap to it."""
    services, organisations = world.services, world.organisations
    noise = world.streams.normal("frontier", np.zeros(services.n), week, np.arange(services.n))
    services.frontier += p.drift + p.noise * noise
    behind = services.frontier[organisations.service] - organisations.state
    organisations.gap[:] = np.maximum(behind, 0.0)
