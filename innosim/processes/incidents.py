"""Incidents: a small issue backfires in public and hurts an idea that is being tried or spread.

The hazard grows with the risk of the idea and with how visible it is; alignment lets leaders
foresee it, an astute team avoids it, and engaging people throughout disarms it. What is under the
radar is not seen; what is kept closed is only found out now and then. An incident costs alignment
and trust and makes people around fear blame, unless leaders defend the idea; an undefended one may
be cancelled.

Source: K section 1 (small issues could backfire politically), section 3 (foresee, mitigate and
act), section 5 (they would criticise us; this never happened); O 00:39:33 (uphold and defend).
Rates assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world.draws import Draws
from innosim.world.events import note_event
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "befall"
READS = (
    "ideas.stage",
    "ideas.risk",
    "ideas.openness",
    "ideas.hidden_until",
    "ideas.alignment",
    "ideas.members",
    "people.astuteness",
    "ideas.key",
    "ideas.organisation",
    "ideas.service",
    "ideas.origin",
)
WRITES = ("ideas.incidents", "organisations.incidents")
COLUMNS = (
    Column("ideas", "incidents", "i2", "times", "times that it backfired in public"),
    Column("organisations", "incidents", "f4", "incidents", "incidents of this week"),
)


class Parameters(ParameterSet):
    """How often something backfires, and what that does."""

    rate: float = parameter(
        0.004,
        unit="per week",
        low=0,
        high=1,
        meaning="rate for a wholly risky, visible, unaligned idea of a team without political "
        "sense",
    )
    discovery: float = parameter(
        0.1, unit="share", low=0, high=1, meaning="visibility of what is kept closed"
    )
    alignment: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="K section 3; size assumed",
        meaning="share of incidents that full alignment averts",
    )
    astuteness: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="K section 1; size assumed",
        meaning="share of incidents that a wholly astute team avoids",
    )
    engagement: bool = parameter(
        True,
        unit="yes or no",
        source="K section 5",
        meaning="whether engaging people disarms criticism, by (1 - engagement) squared",
    )
    cancels: float = parameter(
        0.3,
        unit="probability",
        low=0,
        high=1,
        meaning="chance that an undefended incident ends an idea",
    )
    alignment_lost: float = parameter(
        0.2, unit="share", low=0, high=1, meaning="alignment that an incident costs"
    )
    trust_lost: float = parameter(
        0.1,
        unit="share",
        low=0,
        high=1,
        meaning="trust that an incident costs an organisation of 1,000 people",
    )


MECHANISMS = (
    Mechanism(
        "incidents",
        "small issues backfire in public",
        (78,),
        {"incidents.rate": 0.0},
        "incidents",
        +1,
        {"external.openness": 0.8, "incidents.rate": 0.05},
    ),
    Mechanism(
        "alignment averts incidents",
        "aligned leaders foresee what may happen",
        (88,),
        {"incidents.alignment": 0.0},
        "incidents",
        -1,
        {"external.openness": 0.8, "incidents.rate": 0.05},
    ),
    Mechanism(
        "astute teams",
        "teams with political sense avoid incidents",
        (78,),
        {"incidents.astuteness": 0.0},
        "incidents",
        -1,
        {"external.openness": 0.8, "incidents.rate": 0.05},
    ),
    Mechanism(
        "engagement disarms critics",
        "people who were engaged throughout do not attack",
        (99,),
        {"incidents.engagement": False},
        "incidents",
        -1,
        {"external.openness": 0.8, "incidents.rate": 0.05, "external.engagement": 0.8},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Draw the incidents of the week and ask for what follows from them."""
    ideas, organisations = world.ideas, world.organisations
    organisations.incidents[:] = 0
    rows = in_stage(world, Stage.PILOT, Stage.DIFFUSING)
    if not len(rows):
        return
    draws = Draws(world, rows, week)
    hit = draws.uniform("incidents") < 1.0 - np.exp(-_rate(world, p, rows, week))
    if not hit.any():
        return
    struck, ends = rows[hit], draws.uniform("incidents/ends")[hit]
    ideas.incidents[struck] += 1
    note_event(world, struck, week, "incident", np.full(len(struck), -1))
    own = ideas.organisation[struck]
    organisations.incidents[:] = np.bincount(own, minlength=organisations.n)
    defended = world.levers.at("generation.protection", ideas.origin[struck])
    cancelled = struck[ends < p.cancels * (1.0 - defended)]
    world.requests.move("cancelled", cancelled, Stage.CANCELLED, "an incident")
    world.requests.change("alignment", struck, np.full(len(struck), -p.alignment_lost))
    size = np.maximum(organisations.size[own] / 1000.0, 0.1)
    world.requests.change("trust", own, -p.trust_lost / size)


def _rate(world: World, p: Parameters, rows: NDArray[np.int64], week: int) -> NDArray[np.float64]:
    ideas = world.ideas
    shown = np.maximum(ideas.openness[rows], p.discovery)
    shown = np.where(week < ideas.hidden_until[rows], 0.0, shown)
    members = ideas.members[rows]
    astute = np.where(members >= 0, world.people.astuteness[members], 0.0).max(axis=1)
    rate = p.rate * ideas.risk[rows] * shown
    rate = rate * (1.0 - p.alignment * ideas.alignment[rows, 0]) * (1.0 - p.astuteness * astute)
    if p.engagement:
        rate = rate * (1.0 - world.levers.at("external.engagement", ideas.origin[rows])) ** 2
    return rate
