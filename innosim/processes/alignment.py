"""Alignment: leaders' hours make those concerned comfortable with an idea, and cost work time.

Each organisation that an idea concerns has its own stock of alignment, which hours raise with
diminishing returns and time erodes: al <- al + gain x hours x (1 - al) - decay x al. The hours
are shared among the organisations concerned, and a leader's hours among the ideas they sponsor.
Allies add to it, as far as those whom the reviewer listens to see innovation as normal; an idea
under the radar is aligned at half speed. Hours spent aligning are lost for the work on the pilot.

Source: K section 3 (align, align, and align again; it was dazzling; from the outside it looked
as if the project had stalled); O 00:37:16 (allies). Rates assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, lever, parameter
from innosim.world.ideas import CONCERNED, in_stage
from innosim.world.requests import gather
from innosim.world.world import World

PHASE = "effort"
READS = (
    "ideas.stage",
    "ideas.concerned",
    "ideas.organisation",
    "ideas.hidden_until",
    "ideas.origin",
    "ideas.reviewer",
    "people.normality",
)
WRITES = ("ideas.alignment", "ideas.hours", "organisations.sponsored", "organisations.hours")
COLUMNS = (
    Column(
        "ideas",
        "alignment",
        "f4",
        "share",
        "how comfortable each organisation concerned is with it",
        0,
        1,
        CONCERNED,
    ),
    Column("ideas", "hours", "f4", "hours per week", "hours of alignment it takes this week", 0),
    Column("organisations", "sponsored", "i4", "ideas", "live ideas its leader sponsors"),
    Column("organisations", "hours", "f8", "hours", "leaders' hours spent aligning this week", 0),
)


class Parameters(ParameterSet):
    """How alignment is gained and lost."""

    hours: float = lever(
        0.4,
        unit="hours per idea and week",
        low=0,
        high=20,
        source="K section 3; resting value assumed",
        meaning="hours that leaders spend aligning others with an idea (practice 3)",
    )
    gain: float = parameter(
        0.05,
        unit="per hour",
        low=0,
        high=1,
        meaning="alignment gained in an hour, of what is missing",
    )
    decay: float = parameter(
        0.02, unit="per week", low=0, high=1, meaning="alignment lost in a week"
    )
    attention: int = parameter(
        5,
        unit="ideas per 100 people",
        low=1,
        high=1000,
        source="K section 2 (leaders attended); size assumed",
        meaning="sponsored ideas at which a leader's hours for each are halved",
    )
    hidden: float = parameter(
        0.5,
        unit="factor",
        low=0,
        high=1,
        source="K section 5; size assumed",
        meaning="speed of aligning while an idea flies under the radar",
    )
    allies: float = lever(
        0.0,
        unit="per week",
        low=0,
        high=1,
        source="O 00:37:16",
        meaning="alignment that allies add each week, of what is missing, if all whom the reviewer "
        "listens to endorse the idea",
    )


MECHANISMS = (
    Mechanism(
        "alignment",
        "leaders' hours make those concerned comfortable",
        (85, 88, 89),
        {"alignment.hours": 0.0},
        "gate_pass",
        +1,
    ),
    Mechanism(
        "finite attention of leaders",
        "the more ideas a leader sponsors, the fewer hours for each",
        (84, 38),
        {"alignment.attention": 1000},
        "alignment",
        -1,
    ),
    Mechanism(
        "allies",
        "colleagues whom the reviewer listens to endorse the idea",
        (37,),
        {"alignment.allies": 0.0},
        "gate_pass",
        +1,
        {"alignment.allies": 0.2},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Raise and erode the alignment of everything before and in a pilot."""
    ideas, organisations = world.ideas, world.organisations
    _apply_losses(world)
    rows = in_stage(world, Stage.GATE, Stage.LEADER_GATE, Stage.STALLED, Stage.PILOT)
    own = ideas.organisation[rows]
    organisations.sponsored[:] = np.bincount(own, minlength=organisations.n)
    if not len(rows):
        organisations.hours[:] = 0.0
        return
    hours = _hours(world, p, rows)
    ideas.hours[rows] = hours
    organisations.hours[:] = np.bincount(own, hours, organisations.n)
    concerned = ideas.concerned[rows] >= 0
    each = hours / concerned.sum(axis=1)
    each = each * np.where(week < ideas.hidden_until[rows], p.hidden, 1.0)
    allies = _endorsement(world, rows)
    now = ideas.alignment[rows]
    raised = (p.gain * each + allies)[:, None] * (1.0 - now) - p.decay * now
    ideas.alignment[rows] = (now + raised * concerned).clip(0.0, 1.0)


def _hours(world: World, p: Parameters, rows: np.ndarray) -> np.ndarray:
    ideas, organisations = world.ideas, world.organisations
    wanted = world.levers.at("alignment.hours", ideas.origin[rows])
    leaders_reach = p.attention * np.maximum(organisations.size / 100.0, 1.0)
    crowding = organisations.sponsored / leaders_reach
    return wanted / (1.0 + crowding[ideas.organisation[rows]])


def _endorsement(world: World, rows: NDArray[np.int64]) -> NDArray[np.floating] | np.float32:
    """What allies add in a week; colleagues endorse an idea as far as it is normal to them."""
    allies = world.levers.at("alignment.allies", world.ideas.origin[rows])
    if not np.any(allies):
        return np.float32(0.0)
    reviewers, place = np.unique(world.ideas.reviewer[rows], return_inverse=True)
    endorsing = world.network.part(reviewers).mean(world.people.normality)
    return allies * endorsing[place]


def _apply_losses(world: World) -> None:
    ideas = world.ideas
    change = gather(world.requests.alignment, ideas.n)
    if change is not None:
        rows = (change != 0.0).nonzero()[0]
        ideas.alignment[rows] = (ideas.alignment[rows] + change[rows, None]).clip(0.0, 1.0)
