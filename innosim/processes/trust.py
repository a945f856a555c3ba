"""Trust: the public trusts an organisation that works openly and engages people.

Incidents cost trust; without news it drifts back to its resting value.

Source: K section 5 (being open is an effective way to build trust). Rates assumed.
"""

from __future__ import annotations

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, parameter
from innosim.world.requests import gather
from innosim.world.world import World

PHASE = "learn"
FEEDBACK = True
READS = ()
WRITES = ("organisations.trust",)
COLUMNS = (Column("organisations", "trust", "f8", "share", "trust of the public", 0, 1, fill=0.5),)


class Parameters(ParameterSet):
    """How trust comes and goes."""

    resting: float = parameter(0.5, unit="share", low=0, high=1, meaning="trust without news")
    gain: float = parameter(
        0.02,
        unit="per week",
        low=0,
        high=1,
        meaning="trust gained in a week of full openness with full engagement, of what is missing",
    )
    relaxation: float = parameter(
        0.005,
        unit="per week",
        low=0,
        high=1,
        meaning="share of the distance to the resting value made good in a week",
    )


MECHANISMS = (
    Mechanism(
        "open builds trust",
        "openness with engagement builds trust, incidents cost it",
        (100,),
        {"feedbacks.trust": False},
        "trust",
        +1,
        {"external.openness": 0.8, "external.engagement": 0.8},
    ),
)


def start(world: World, p: Parameters) -> None:
    """Begin at the resting value."""
    world.organisations.trust[:] = p.resting


def step(world: World, p: Parameters, week: int) -> None:
    """Move trust with openness and the incidents of the week."""
    trust = world.organisations.trust
    openness = world.levers.by_organisation("external.openness")
    engagement = world.levers.by_organisation("external.engagement")
    trust += p.relaxation * (p.resting - trust)
    trust += p.gain * openness * engagement * (1.0 - trust)
    lost = gather(world.requests.trust, len(trust))
    if lost is not None:
        trust += lost
    trust.clip(0.0, 1.0, out=trust)
