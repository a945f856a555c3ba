"""Learning: those who try things learn, also from failure, and units that watch the outside do.

Members of a pilot's team gain capability. The mean gain of an organisation lifts its skills.
Learning units lift capability of everybody a little. At the end of each quarter, a share of the
staff comes back from an innovation lab with more capability and method; without this rotation a
lab teaches nobody outside it. Where technology is socialised, those who lag behind the mean of the
colleagues they listen to then move towards it (after DeGroot 1974, JASA 69:118, but nobody
unlearns).

Source: O 00:37:47 (learn from and keep pace with external change), 00:33:26 (labs, hands-on
experience), 00:38:03 (how technology is socialised). Rates assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.ideas import in_stage
from innosim.world.rows import distinct
from innosim.world.world import QUARTER, World

PHASE = "learn"
FEEDBACK = True
READS = ("ideas.stage", "ideas.members")
WRITES = ("people.capability", "people.method", "organisations.gain_skills")
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
    labs: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:33:26",
        meaning="how far there are innovation labs in which staff can work",
    )
    lab_rotation: float = parameter(
        0.02,
        unit="share per quarter",
        low=0,
        high=1,
        meaning="share of the staff that labs at full strength take in for a quarter",
    )
    lab_gain: float = parameter(
        0.2,
        unit="share",
        low=0,
        high=1,
        source="assumed (about what a quarter in a pilot's team gives)",
        meaning="capability and method that a quarter in a lab gives, of what is missing",
    )
    socialising: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:38:03",
        meaning="how far colleagues show each other new tools and methods",
    )
    social_rate: float = parameter(
        0.01,
        unit="per week",
        low=0,
        high=1,
        meaning="step of a person's capability towards the mean of colleagues who know more, where "
        "technology is fully socialised",
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
    Mechanism(
        "rotation through labs",
        "hands-on experience in a lab spreads with those who come back",
        (29,),
        {"learning.labs": 0.0},
        "skills",
        +1,
        {"learning.labs": 1.0},
    ),
    Mechanism(
        "socialised technology",
        "people learn from colleagues who know more",
        (43,),
        {"learning.socialising": 0.0},
        "skills",
        +1,
        {"learning.socialising": 1.0},
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
        _raise(world, learners, p.pilot, p)
    units = world.levers.of_all("learning.units")
    if units.any():
        everybody = np.arange(people.n)
        _raise(world, everybody, p.unit_rate * units, p)
    if week % QUARTER == QUARTER - 1:
        _rotate(world, p, week)
        _socialise(world, p)


def _rotate(world: World, p: Parameters, week: int) -> None:
    """Bring back those who spent the quarter in a lab."""
    people = world.people
    labs = world.levers.of_all("learning.labs")
    if not np.any(labs):
        return
    luck = world.streams.uniform("learning/lab", people.post, week, people.service)
    back = np.flatnonzero(luck < p.lab_rotation * labs)
    people.method[back] += p.lab_gain * (1.0 - people.method[back])
    _raise(world, back, p.lab_gain, p)


def _socialise(world: World, p: Parameters) -> None:
    """Move those who know less than the colleagues they listen to towards their mean."""
    people = world.people
    socialising = world.levers.of_all("learning.socialising")
    if not np.any(socialising):
        return
    ahead = np.maximum(world.network.mean(people.capability) - people.capability, 0.0)
    step = 1.0 - (1.0 - p.social_rate) ** QUARTER
    _gain(world, np.arange(people.n), step * socialising * ahead, p)


def _raise(
    world: World, rows: np.ndarray, rate: float | np.floating | NDArray[np.floating], p: Parameters
) -> None:
    """Give people a share of the capability that they lack."""
    _gain(world, rows, rate * (1.0 - world.people.capability[rows]), p)


def _gain(world: World, rows: np.ndarray, gained: NDArray[np.floating], p: Parameters) -> None:
    people, organisations = world.people, world.organisations
    people.capability[rows] += gained
    total = np.bincount(people.organisation[rows], gained, organisations.n)
    organisations.gain_skills += p.to_skills * total / organisations.size
