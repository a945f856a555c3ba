"""External actors: citizens, experts and other jurisdictions offer ideas of their own.

They do so where they know what is wanted (the organisation's clarity), where the process is
open to them, and as far as they trust the organisation. Payment by outcome, which leaves them with
part of the loss of what fails, keeps some of them away. Their ideas are taken up by a post of
the organisation, drawn at random.

Source: O 00:35:31 (do external actors know how they can contribute?), K sections 2 and 5; O
01:08:09 (paying for outcomes). Modelling interpretations of one sentence each; sizes assumed.
"""

from __future__ import annotations

import numpy as np

from innosim.contracts import Driver, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.streams import poisson_counts
from innosim.world.world import World

PHASE = "conceive"
READS = ("organisations.clarity", "organisations.trust")
WRITES = ()
COLUMNS = ()


class Parameters(ParameterSet):
    """How outsiders contribute, and how open the organisation is to them."""

    rate: float = parameter(
        2e-3,
        unit="ideas per post and week",
        low=0,
        high=0.1,
        meaning="ideas from outside with full clarity, openness and trust",
    )
    deterred: float = parameter(
        0.4,
        unit="share",
        low=0,
        high=1,
        source="O 01:08:09 for the mechanism, an interpretation; size assumed",
        meaning="share of the ideas from outside that full payment by outcome keeps away",
    )
    openness: float = lever(
        0.05,
        unit="share",
        low=0,
        high=1,
        source="K section 5 for the practice; resting value assumed",
        meaning="how openly process and knowledge are shared (practice 5)",
    )
    engagement: float = lever(
        0.2,
        unit="share",
        low=0,
        high=1,
        source="K section 5 for the mechanism; resting value assumed",
        meaning="how far citizens and experts are engaged throughout",
    )


MECHANISMS = (
    Mechanism(
        "external ideas",
        "outsiders offer ideas where they know what is wanted and are let in",
        (31,),
        {"external.rate": 0.0},
        "proposals",
        +1,
        {"external.openness": 0.8},
    ),
    Mechanism(
        "offers under payment by outcome",
        "outsiders who would bear the loss offer less",
        (63,),
        {"gates.outcome_payment": 0.0},
        "proposals",
        -1,
        {"external.openness": 0.8, "gates.outcome_payment": 1.0},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Draw how many ideas outsiders bring to each organisation, and to whom."""
    organisations = world.organisations
    openness = world.levers.by_organisation("external.openness")
    rate = p.rate * organisations.size * organisations.clarity * organisations.trust * openness
    luck = world.streams.uniform("external", organisations.number, week, organisations.service)
    rate = rate * (1.0 - p.deterred * world.levers.by_organisation("gates.outcome_payment"))
    number = poisson_counts(luck, rate)
    if not number.any():
        return
    rows = np.repeat(np.arange(organisations.n), number)
    ordinal = np.arange(len(rows)) - np.repeat(np.cumsum(number) - number, number)
    who = organisations.number[rows] * 4096 + ordinal
    place = world.streams.uniform("external/post", who, week, organisations.service[rows])
    posts = organisations.first[rows] + (place * organisations.size[rows]).astype(np.int64)
    world.requests.conceived.append((Driver.EXTERNAL, posts, 1024 + ordinal))
