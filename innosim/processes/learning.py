"""Learning: those who try things learn, also from failure, and units that watch the outside do.

Members of a pilot's team gain capability. The mean gain of an organisation lifts its skills.
Learning units lift capability of everybody a little.

Source: O 00:37:47 (learn from and keep pace with external change), 00:33:26 (hands-on
experience). Rates assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.ideas import in_stage
from innosim.world.rows import distinct
from innosim.world.world import World

PHASE = "learn"
FEEDBACK = True
READS = ("ideas.stage", "ideas.members")
WRITES = ("people.capability", "organisations.gain_skills")
COLUMNS = (Column("organisations", "gain_skills", "f8", "share", "skills gained this week"),)


class Parameters(ParameterSet):
    """How fast people learn."""

    pilot: float = parameter(
        0.02,
        unit="per week",
        low=0,
        high=1,
        meaning="capability that a member of a pilot's team gains in a week, of what is missing",
    )
    to_skills: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=10,
        meaning="how much of the mean gain in capability lifts the skills of the organisation",
    )
    units: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:37:47",
        meaning="strength of units that learn from outside",
    )
    unit_rate: float = parameter(
        0.002,
        unit="per week",
        low=0,
        high=1,
        meaning="capability that everybody gains in a week from learning units at full strength, "
        "of what is missing",
    )


MECHANISMS = (
    Mechanism(
        "learning by trying",
        "pilots teach, also those that fail",
        (29, 42),
        {"feedbacks.learning": False},
        "skills",
        +1,
    ),
    Mechanism(
        "learning units",
        "units learn from outside for the rest",
        (42,),
        {"learning.units": 0.0},
        "skills",
        +1,
        {"learning.units": 1.0},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Raise the capability of those who try things."""
    ideas, people, organisations = world.ideas, world.people, world.organisations
    organisations.gain_skills[:] = 0.0
    rows = in_stage(world, Stage.PILOT)
    members = ideas.members[rows]
    learners = distinct(members[members >= 0])
    if len(learners):
        _raise(world, p.pilot, learners, p)
    units = world.levers.of_all("learning.units")
    if np.any(units):
        everybody = np.arange(people.n)
        _raise(world, p.unit_rate * units, everybody, p)


def _raise(
    world: World, rate: float | np.floating | NDArray[np.floating], rows: np.ndarray, p: Parameters
) -> None:
    people, organisations = world.people, world.organisations
    gained = rate * (1.0 - people.capability[rows])
    people.capability[rows] += gained
    total = np.bincount(people.organisation[rows], gained, organisations.n)
    organisations.gain_skills += p.to_skills * total / organisations.size
