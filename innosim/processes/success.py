"""Success: what becomes normal practice makes innovation more normal.

Pilots that are continued make new options more equal. Celebration raises both gains.

Source: O 00:39:30 (socialise and celebrate), 00:27:51 (integral and routine). Rates assumed; both
gains are per 100 people, so that they do not grow with the size of an organisation.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, parameter
from innosim.world.world import World

PHASE = "learn"
FEEDBACK = True
READS = ("organisations.embedded", "organisations.continued")
WRITES = ("organisations.gain_normality", "organisations.gain_parity")
COLUMNS = (
    Column("organisations", "gain_normality", "f8", "share", "normality gained this week"),
    Column("organisations", "gain_parity", "f8", "share", "parity gained this week"),
)


class Parameters(ParameterSet):
    """What successes do to the signals."""

    normality: float = parameter(
        0.03,
        unit="per embedded idea per 100 people",
        low=0,
        high=5,
        meaning="normality gained with an embedded idea",
    )
    parity: float = parameter(
        0.02,
        unit="per continued pilot per 100 people",
        low=0,
        high=5,
        meaning="parity gained with a pilot that is continued",
    )
    seen: float = parameter(
        0.5,
        unit="factor",
        low=0,
        high=10,
        source="O 00:39:30; size assumed",
        meaning="how much celebration multiplies both gains",
    )


MECHANISMS = (
    Mechanism(
        "success breeds normality",
        "embedded ideas make innovation more normal",
        (55, 2),
        {"feedbacks.success": False},
        "normality",
        +1,
        {"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Turn the successes of the week into gains of normality and parity."""
    o = world.organisations
    celebrated = 1.0 + p.seen * world.levers.by_organisation("adoption.celebration")
    per_100 = 100.0 / np.maximum(o.size, 100)
    o.gain_normality[:] = p.normality * o.embedded * per_100 * celebrated
    o.gain_parity[:] = p.parity * o.continued * per_100 * celebrated
