"""Descent: how the signals of the top reach the teams, layer by layer.

A team receives part of the signal directly (forums, declarations, stories) and the rest from
its superior, who passes on their own share of what they received themselves. The clay layer so
acts a second time: it stops ideas on their way up and thins the signals on their way down.

Source: O 01:03:12 (the clay layer), O 00:21:24 (what the system does not supply falls to
organisations, then to individuals); O 01:25:01 (stories told to each audience directly). A
modelling interpretation; shares assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.world import World

PHASE = "descend"
READS = (
    "organisations.clarity",
    "organisations.normality",
    "people.passing_on",
    "people.team",
    "teams.organisation",
    "teams.superior",
)
WRITES = ("teams.clarity", "teams.normality")
COLUMNS = (
    Column("teams", "clarity", "f4", "share", "clarity that reaches the team", 0, 1),
    Column("teams", "normality", "f4", "share", "normality that reaches the team", 0, 1),
)


class Parameters(ParameterSet):
    """How much of a signal goes round the layers and how much through them."""

    direct: float = lever(
        0.3,
        unit="share",
        low=0,
        high=1,
        source="O 01:23:45 for the channels; size assumed",
        meaning="share of a signal that reaches every team directly",
    )
    layered: bool = parameter(
        True,
        unit="yes or no",
        source="O 01:03:12",
        meaning="whether managers thin the rest; if not, every team receives the full signal",
    )


MECHANISMS = (
    Mechanism(
        "descent of signals",
        "each manager passes on a share of what they receive",
        (35, 36),
        {"descent.layered": False},
        "clarity_received",
        -1,
    ),
)


def start(world: World, p: Parameters) -> None:
    """Work out what reaches each team at the start."""
    step(world, p, 0)


def step(world: World, p: Parameters, week: int) -> None:
    """Hand the signals down, level by level."""
    teams, organisations = world.teams, world.organisations
    set_clarity = organisations.clarity[teams.organisation].astype(np.float32)
    set_normality = organisations.normality[teams.organisation].astype(np.float32)
    teams.clarity[:], teams.normality[:] = set_clarity, set_normality
    if not p.layered:
        return
    by_organisation = world.levers.by_organisation("descent.direct")
    direct = np.broadcast_to(by_organisation, organisations.n)[teams.organisation]
    for level in world.depths[1:]:
        superior = teams.superior[level]
        above = world.people.team[superior]
        passed = world.people.passing_on[superior]
        share = direct[level]
        teams.clarity[level] = (
            share * set_clarity[level] + (1 - share) * passed * teams.clarity[above]
        )
        teams.normality[level] = (
            share * set_normality[level] + (1 - share) * passed * teams.normality[above]
        )
