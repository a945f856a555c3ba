"""Routinisation: what enough people use for long enough becomes normal practice.

The routine grows with the share of the home branch that uses the idea and with normality. An
idea is embedded once at least half of its home branch uses it and the routine is strong enough;
it then no longer depends on its champion.

Source: O 00:07:56 (embedding as a core competency), 00:17:55 (hard to integrate difference into
core practices); Rogers 2003 (routinising as the last stage). Rate and levels assumed.
"""

from __future__ import annotations

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "befall"
READS = ("ideas.stage", "ideas.home_share", "ideas.organisation", "organisations.normality")
WRITES = ("ideas.routine",)
COLUMNS = (Column("ideas", "routine", "f4", "share", "how far it has become routine", 0, 1),)


class Parameters(ParameterSet):
    """How use becomes routine."""

    rate: float = parameter(
        0.02,
        unit="per week",
        low=0,
        high=1,
        meaning="rate at which full use in a wholly normal setting becomes routine",
    )
    normality: bool = parameter(
        True,
        unit="yes or no",
        source="O 00:17:55",
        meaning="whether normality multiplies that rate",
    )
    share: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        meaning="share of the home branch that must use an idea that is embedded",
    )
    routine: float = parameter(
        0.6, unit="share", low=0, high=1, meaning="routine that an embedded idea must have reached"
    )


MECHANISMS = (
    Mechanism(
        "normality makes routine",
        "without normality use does not become routine",
        (3, 52),
        {"routinisation.normality": False},
        "embedded",
        -1,
        {"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Let routine grow, and embed what has enough of it."""
    ideas = world.ideas
    rows = in_stage(world, Stage.DIFFUSING)
    if not len(rows):
        return
    rate = p.rate * ideas.home_share[rows]
    if p.normality:
        rate = rate * world.organisations.normality[ideas.organisation[rows]]
    ideas.routine[rows] += rate * (1.0 - ideas.routine[rows])
    ready = (ideas.home_share[rows] >= p.share) & (ideas.routine[rows] >= p.routine)
    world.requests.move("decided", rows[ready], Stage.EMBEDDED, "became normal practice")
