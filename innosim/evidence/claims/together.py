"""The four determinants together: a systemic, repeatable and consistent environment."""

from __future__ import annotations

from innosim.evidence.claims._settings import FAST, SIGNALS, signals
from innosim.evidence.validation import measures
from innosim.evidence.validation.band import Band
from innosim.evidence.validation.interaction import Interaction
from innosim.evidence.validation.readings import AtEnd, Weekly
from innosim.evidence.validation.service import LONG
from innosim.evidence.validation.two_arms import TwoArms

TITLE = "The determinants together"


def weakest(signal: str, strong: str) -> TwoArms:
    """Raising the lowest signal does more than raising one that is high already."""
    base = {**signals(0.7), **SIGNALS[signal](0.2)}
    return TwoArms(
        name=f"the weakest limits: {signal}",
        statement=f"while {signal} is lowest, raising it by .3 brings more normal practices than "
        f"raising {strong}, which is high",
        rows=(68,),
        known_as=("H9",),
        given={**FAST, **base},
        on=SIGNALS[signal](0.5),
        off=SIGNALS[strong](1.0),
        reading=Weekly("embedded"),
        sign=1,
    )


CLAIMS = (
    Interaction(
        name="the determinants need each other",
        statement="a collective effort: all four signals together bring more normal practices than "
        "the sum of each alone",
        rows=(68,),
        known_as=("H8",),
        given={**FAST, **signals(0.2)},
        parts=tuple(raised(0.8) for raised in SIGNALS.values()),
        reading=Weekly("embedded"),
    ),
    weakest("clarity", "parity"),
    weakest("parity", "suitability"),
    weakest("suitability", "normality"),
    weakest("normality", "clarity"),
    TwoArms(
        name="the determinants make innovation reliable",
        statement="with all four signals innovation becomes a consistent, reliable resource",
        rows=(1, 67),
        given=FAST,
        on=signals(0.7),
        off=signals(0.3),
        reading=AtEnd(measures.steadiness),
        sign=1,
        size=LONG,
    ),
    TwoArms(
        name="the determinants even organisations out",
        statement="with all four signals organisations innovate more alike",
        rows=(1, 67),
        given=FAST,
        on=signals(0.7),
        off=signals(0.3),
        reading=AtEnd(measures.gini_over_organisations),
        sign=-1,
        size=LONG,
    ),
    Band(
        name="no government has mastered it",
        statement="innovation is difficult: even with all signals at their highest most ideas die",
        rows=(6,),
        given=FAST,
        where=signals(1.0),
        reading=AtEnd(measures.embedded_of_ideas),
        least=0.0,
        most=0.6,
        size=LONG,
    ),
    Band(
        name="few ideas become practice",
        statement="fewer than 8 % of ideas become normal practice",
        known_as=("P4",),
        source="assumed from what is known of funnels",
        reading=AtEnd(measures.embedded_of_ideas),
        least=0.0,
        most=0.08,
        size=LONG,
    ),
)
