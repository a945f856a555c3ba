"""Descent: how the four signals of the top reach the teams, layer by layer.

A team receives part of a signal directly and the rest from its superior, who passes on their own
share of what they received themselves. The clay layer so acts a second time: it stops ideas on
their way up and thins the signals on their way down. What is said (clarity, parity, normality)
goes round the layers through forums, declarations and stories. What is provided (suitability:
skills, data, infrastructure) goes round them as far as a team may use it without asking for leave.
Where the layer just below the head is taken out, it thins nothing. A reviewer goes by what reached
them, a pilot uses what reached the person it began with, and people take a practice up with what
reached their branch.

Source: O 01:03:12 (the clay layer), O 00:21:24 (what the system does not supply falls to
organisations, then to individuals); O 01:25:01 (stories told to each audience directly). A
modelling interpretation; shares assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.world import World

SIGNALS = {
    "clarity": "direct",
    "parity": "direct",
    "suitability": "shared",
    "normality": "direct",
}
"""The signals that descend, and the parameter that leads part of each round the layers."""

CHANNELS = tuple(dict.fromkeys(SIGNALS.values()))

PHASE = "descend"
READS = (
    *(f"organisations.{signal}" for signal in SIGNALS),
    "people.passing_on",
    "teams.organisation",
    "teams.branch",
    "teams.size",
    "branches.size",
)
WRITES = (*(f"teams.{signal}" for signal in SIGNALS), "branches.suitability")
COLUMNS = (
    *(
        Column("teams", signal, "f4", "share", f"{signal} that reaches the team", 0, 1)
        for signal in SIGNALS
    ),
    Column(
        "branches",
        "suitability",
        "f4",
        "share",
        "mean of what reaches its teams, by their people",
        0,
        1,
    ),
)


class Parameters(ParameterSet):
    """How much of a signal goes round the layers and how much through them."""

    direct: float = lever(
        0.3,
        unit="share",
        low=0,
        high=1,
        source="O 01:23:45 for the channels; size assumed",
        meaning="share of clarity, parity and normality that reaches every team directly",
    )
    shared: float = lever(
        0.7,
        unit="share",
        low=0,
        high=1,
        meaning="share of suitability that every team may use without asking for leave",
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
    portions = {channel: _portion(world, p, channel) for channel in CHANNELS}
    for signal, channel in SIGNALS.items():
        received = getattr(teams, signal)
        received[:] = getattr(organisations, signal)[teams.organisation]
        received *= portions[channel]
    world.branches.suitability[:] = _by_branch(world, teams.suitability)


def _portion(world: World, p: Parameters, channel: str) -> NDArray[np.float32]:
    """What share of a signal reaches each team: all of it at the head, less at each level."""
    portion = np.ones(world.teams.n, np.float32)
    if not p.layered:
        return portion
    own = world.teams.organisation
    lever = world.levers.by_organisation(f"descent.{channel}")
    for teams, superior, above in world.depths:
        around = lever if isinstance(lever, np.float32) else lever[own[teams]]
        portion[teams] = around + (1 - around) * _passed_on(world, superior) * portion[above]
    return portion


def _passed_on(world: World, superior: NDArray[np.int64]) -> NDArray[np.float32]:
    """Share that each superior passes on: all of it where their layer is taken out."""
    share = world.people.passing_on[superior]
    out = world.levers.at("gates.flatter", superior) * (world.people.layer[superior] == 1)
    return np.asarray(share + out * (1 - share), np.float32)


def _by_branch(world: World, of_teams: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mean over the people of each branch."""
    teams, branches = world.teams, world.branches
    total = np.bincount(teams.branch, of_teams * teams.size, branches.n)
    return total / branches.size
