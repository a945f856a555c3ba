"""The signal of the public sector is politics: changeable and noisy."""

from __future__ import annotations

from innosim.evidence.claims._settings import FAST, clarity
from innosim.evidence.validation import measures
from innosim.evidence.validation.readings import AtEnd, Weekly
from innosim.evidence.validation.service import LONG
from innosim.evidence.validation.two_arms import TwoArms

TITLE = "Politics"

NOISY = {"politics.drift": 0.08, "politics.shuffle_rate": 0.04, "politics.shuffle_shift": 0.5}
CALM = {
    "politics.drift": 0.0,
    "politics.election_shift": 0.0,
    "politics.shuffle_rate": 0.0,
    "politics.shuffle_shift": 0.0,
}
CANCELLED = ("cancellation: political cancellation",)

CLAIMS = (
    TwoArms(
        name="politics calls ideas off",
        statement="changing priorities call ideas off",
        rows=(24,),
        known_as=("H27", "P10"),
        on=NOISY,
        off=CALM,
        reading=Weekly("cancelled"),
        sign=1,
        own=CANCELLED,
        size=LONG,
    ),
    TwoArms(
        name="politics costs practices",
        statement="with changing priorities fewer ideas become normal practice",
        rows=(24,),
        known_as=("H27",),
        given=FAST,
        on=NOISY,
        off=CALM,
        reading=Weekly("embedded"),
        sign=-1,
        own=CANCELLED,
        size=LONG,
    ),
    TwoArms(
        name="politics makes results unsteady",
        statement="with changing priorities results vary more",
        rows=(24,),
        known_as=("H27",),
        given=FAST,
        on=NOISY,
        off=CALM,
        reading=AtEnd(measures.steadiness),
        sign=-1,
        own=CANCELLED,
        size=LONG,
    ),
    TwoArms(
        name="profit lets merit decide",
        statement="under the clear signal of profit merit decides what gets through more than "
        "under politics",
        rows=(25,),
        given=clarity(0.8),
        on={"politics.signal": "merit"},
        reading=AtEnd(measures.slope_of_merit),
        sign=1,
        own=("gates: fit at the gate", "gates: merit at the gate"),
    ),
    TwoArms(
        name="what fits passes the leader",
        statement="what fits the priorities of the Minister is accepted at the top",
        rows=(105,),
        off={"gates.political_fit": 0.0},
        reading=AtEnd(measures.slope_of_fit),
        sign=1,
    ),
    TwoArms(
        name="mandated ideas bring less",
        statement="the larger the share of ideas that the top calls forth, the less each is worth",
        known_as=("H42", "P7"),
        source="Arundel, Casali and Hollanders 2015, Research Policy 44:1271",
        given={"external.openness": 0.5},
        on={"generation.system": 0.012},
        reading=AtEnd(measures.merit_of_ideas),
        sign=-1,
        own=("external: external ideas", "birth: outside links"),
    ),
)
