"""Discontinuance: people drop a practice, and practices fall out of use.

A user reconsiders once a quarter. The hazard is lower where innovation is normal, for good ideas,
and where others outside contribute; it is doubled for half a year after the champion has left,
unless the practice is embedded. Whoever takes over a post drops, at the end of a quarter of use,
the practices of their predecessor that are not embedded. An idea that hardly anybody at home uses
any more ends.

Source: Karsai et al. 2014 (constant rate of termination); O 00:27:51; K section 5 (a far better
chance of long lasting change). Rates assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import EMBEDDED, Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world import use
from innosim.world.ideas import in_stage
from innosim.world.use import Use
from innosim.world.world import QUARTER, World

PHASE = "befall"
READS = (
    "ideas.stage",
    "ideas.merit",
    "ideas.openness",
    "ideas.champion_left",
    "ideas.champion_left_in",
    "ideas.home_share",
    "ideas.reached_diffusion",
    "people.normality",
    "people.holder",
    "ideas.key",
    "sites.home",
    "sites.idea",
    "users.holder",
    "users.person",
    "users.since",
    "users.site",
    "users.met",
    "users.resistance",
    "ideas.origin",
)
WRITES = ("users.state", "users.heard", "users.met", "users.resistance", "sites.users")
COLUMNS = ()


class Parameters(ParameterSet):
    """How practices are dropped."""

    rate: float = parameter(
        0.002,
        unit="per week",
        low=0,
        high=1,
        meaning="rate at which a user who does not see innovation as normal drops a practice of "
        "middling merit",
    )
    champion_factor: float = parameter(
        2.0,
        unit="factor",
        low=1,
        high=20,
        meaning="factor on that rate after the champion has left",
    )
    champion_weeks: int = parameter(
        26, unit="weeks", low=0, high=260, meaning="how long that factor holds"
    )
    openness: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="K section 5; size assumed",
        meaning="how much full openness with full engagement lowers the rate",
    )
    patience: int = parameter(
        104,
        unit="weeks",
        low=1,
        high=1040,
        meaning="time after which an idea must have taken root at home",
    )
    root: float = parameter(
        0.1,
        unit="share",
        low=0,
        high=1,
        meaning="share of the home branch below which an idea ends",
    )


MECHANISMS = (
    Mechanism(
        "discontinuance",
        "people drop practices",
        (50, 101),
        {"discontinuance.rate": 0.0},
        "adopters",
        -1,
    ),
    Mechanism(
        "lost champions",
        "a practice that loses its champion is dropped faster",
        (3,),
        {"discontinuance.champion_factor": 1.0},
        "adopters",
        -1,
        {
            "adoption.innovation": 2.0,
            "adoption.imitation": 25.0,
            "turnover.yearly": 0.4,
            "discontinuance.rate": 0.02,
            "discontinuance.champion_factor": 5.0,
        },
    ),
    Mechanism(
        "lasting openness",
        "what others contribute to lasts longer",
        (101,),
        {"discontinuance.openness": 0.0},
        "adopters",
        +1,
        {"external.openness": 0.9, "external.engagement": 0.9},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Let users whose quarter is over reconsider, and end what nobody uses."""
    due = use.at_end_of_quarter(world, week)
    if len(due):
        _reconsider(world, p, due, week)
    _end(world, p, week)


def _reconsider(world: World, p: Parameters, rows: NDArray[np.int64], week: int) -> None:
    users, people, ideas = world.users, world.people, world.ideas
    who = use.hearers(world, rows)
    person, idea = who.person, world.sites.idea[who.site]
    hazard = QUARTER * rate(world, p, idea, people.normality[person], week)
    key = ideas.key[idea] + people.post[person].astype(np.uint64)
    luck = world.streams.uniform("discontinuance", key, week, people.service[person])
    gone = (people.holder[person] != users.holder[rows]) & (ideas.stage[idea] != EMBEDDED)
    drops = luck < 1.0 - np.exp(-hazard)
    use.stop_using(world, rows[drops & ~gone], Use.DROPPED)
    use.hand_over(world, rows[gone])


def rate(
    world: World,
    p: Parameters,
    idea: NDArray[np.integer],
    normality: NDArray[np.float32],
    week: int,
) -> NDArray[np.float64]:
    """Weekly rate at which users drop ideas."""
    ideas = world.ideas
    engaged = world.levers.at("external.engagement", ideas.origin[idea])
    lasting = 1.0 - p.openness * ideas.openness[idea] * engaged
    since = week - ideas.champion_left_in[idea]
    lost = ideas.champion_left[idea] & (since < p.champion_weeks)
    lost &= ideas.stage[idea] != EMBEDDED
    factor = np.where(lost, p.champion_factor, 1.0)
    return p.rate * (1.0 - normality) * (1.5 - ideas.merit[idea]) * lasting * factor


def _end(world: World, p: Parameters, week: int) -> None:
    ideas = world.ideas
    rows = in_stage(world, Stage.DIFFUSING, Stage.EMBEDDED)
    late = week - ideas.reached_diffusion[rows] >= p.patience
    gone = rows[late & (ideas.home_share[rows] < p.root)]
    world.requests.move("decided", gone, Stage.DISCONTINUED, "hardly anybody uses it")
