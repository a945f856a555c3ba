"""How practices spread: what is known of diffusion in general."""

from __future__ import annotations

from innosim.evidence.claims._settings import FAST, TRAVEL, acts
from innosim.evidence.validation import measures
from innosim.evidence.validation.readings import AtEnd, Weekly
from innosim.evidence.validation.service import LONG
from innosim.evidence.validation.two_arms import TwoArms
from innosim.evidence.validation.within_run import WithinRun

TITLE = "Spread of practices"

CENTOLA = "Centola and Macy 2007, American Journal of Sociology 113:702"
LATTICE, RANDOM = {"network.rewiring": 0.0}, {"network.rewiring": 1.0}
RIPE = {**FAST, "adoption.attention": 1e9}

CLAIMS = (
    WithinRun(
        name="spread begins slowly",
        statement="use spreads along an S: more begin in the middle third of it than at first",
        known_as=("P1",),
        source="Rogers 2003; Bass 1969",
        where={"adoption.innovation": 0.3, "adoption.imitation": 8.0, "routinisation.rate": 0.1},
        reading=AtEnd(measures.use_in_the_middle),
        than=AtEnd(measures.use_at_first),
        size=LONG,
    ),
    WithinRun(
        name="spread ends slowly",
        statement="use spreads along an S: more begin in the middle third of it than at last",
        known_as=("P1",),
        source="Rogers 2003; Bass 1969",
        where={"adoption.innovation": 0.3, "adoption.imitation": 8.0, "routinisation.rate": 0.1},
        reading=AtEnd(measures.use_in_the_middle),
        than=AtEnd(measures.use_at_last),
        size=LONG,
    ),
    TwoArms(
        name="conventions carry practices across",
        statement="a conference of 400 people makes practices known across organisations",
        rows=(103,),
        given=TRAVEL,
        on=acts("convening"),
        reading=AtEnd(measures.use_in_other_organisations),
        sign=1,
    ),
    TwoArms(
        name="long ties speed simple practices",
        statement="ties across a network speed the spread of what one user can convince of",
        known_as=("H36",),
        source=CENTOLA,
        given=RIPE,
        on=RANDOM,
        off=LATTICE,
        reading=Weekly("adopters"),
        sign=1,
    ),
    TwoArms(
        name="long ties slow complex practices",
        statement="ties across a network slow the spread of what needs two users to convince",
        known_as=("H36",),
        source=CENTOLA,
        given={**RIPE, "adoption.response": "count", "adoption.innovation": 0.05},
        on=RANDOM,
        off=LATTICE,
        reading=Weekly("adopters"),
        sign=-1,
    ),
    TwoArms(
        name="spread of thresholds decides",
        statement="where people wait for others, use at least doubles as thresholds become varied "
        "enough for a chain",
        known_as=("H37",),
        source="Granovetter 1978 (threshold models)",
        given={**RIPE, "adoption.response": "threshold", "adoption.innovation": 0.05},
        on={"people.threshold_sd": 0.25},
        off={"people.threshold_sd": 0.05},
        reading=Weekly("adopters"),
        sign=1,
        minimum=1.0,
    ),
)
