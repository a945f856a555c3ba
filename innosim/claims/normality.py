"""Normality: innovation is integral and routine, not an accepted deviation."""

from __future__ import annotations

from innosim.claims._settings import FAST, acts, normality, signals, suitability
from innosim.validation import measures
from innosim.validation.band import Band
from innosim.validation.interaction import Interaction
from innosim.validation.readings import AtEnd, Weekly
from innosim.validation.same import Same
from innosim.validation.service import LONG
from innosim.validation.two_arms import TwoArms
from innosim.validation.within_run import WithinRun

TITLE = "Normality, success and failure"

LOW, HIGH = normality(0.2), normality(0.8)
ROUTINE = ("routinisation: normality makes routine",)
CORE = ("birth: core business", "pilots: existing process decides")
MANDATE = acts("experiment_mandate")
DELLAVIGNA = "DellaVigna, Kim and Linos 2024, Journal of Political Economy 132:2748"

CLAIMS = (
    TwoArms(
        name="normality makes pilots practice",
        statement="where innovation is routine, more of what was tried becomes normal practice",
        rows=(50,),
        known_as=("H7",),
        given=FAST,
        on=HIGH,
        off=LOW,
        reading=AtEnd(measures.embedded_of_pilots),
        sign=1,
        own=(*ROUTINE, "adoption: normality in use", "discontinuance: discontinuance"),
        size=LONG,
    ),
    TwoArms(
        name="normality keeps practices",
        statement="where innovation is routine, fewer practices fall out of use",
        rows=(50,),
        known_as=("H7",),
        given=FAST,
        on=HIGH,
        off=LOW,
        reading=AtEnd(measures.discontinued_of_continued),
        sign=-1,
        own=("discontinuance: discontinuance",),
        size=LONG,
    ),
    TwoArms(
        name="normality speeds use",
        statement="where innovation is routine, practices are taken up faster",
        rows=(50,),
        on=HIGH,
        off=LOW,
        reading=Weekly("adopters"),
        sign=1,
        own=("adoption: normality in use",),
    ),
    Band(
        name="without normality nothing becomes practice",
        statement="where difference cannot be integrated, nothing becomes normal practice however "
        "many pilots succeed",
        rows=(52,),
        given=FAST,
        where=normality(0.0),
        reading=Weekly("embedded"),
        least=0.0,
        most=0.0,
        own=ROUTINE,
        size=LONG,
    ),
    TwoArms(
        name="support for behaviours calls forth ideas",
        statement="support for behaviours beyond replication calls forth ideas",
        rows=(53,),
        on=acts("support_behaviours"),
        reading=Weekly("proposals"),
        sign=1,
    ),
    TwoArms(
        name="support for behaviours spreads ideas over people",
        statement="support for behaviours beyond replication makes more people innovate",
        rows=(53, 70),
        on=acts("support_behaviours"),
        reading=AtEnd(measures.gini_over_people),
        sign=-1,
    ),
    TwoArms(
        name="normality makes all innovate",
        statement="where innovation is integral, more branches innovate within two years",
        rows=(59, 50),
        on=HIGH,
        off=LOW,
        reading=AtEnd(measures.branches_that_innovated),
        sign=1,
        own=("adoption: normality in use",),
        size=LONG,
    ),
    Band(
        name="most branches innovate within two years",
        statement="some 80 % of workplaces innovate within two years (held against 60 to 86 %)",
        rows=(59,),
        known_as=("P4",),
        source="Innovation Barometer of Denmark, 2013 to 2014",
        reading=AtEnd(measures.branches_that_innovated),
        least=0.6,
        most=0.86,
        size=LONG,
    ),
    TwoArms(
        name="history makes novelty pass",
        statement="shown to be not foreign to the public service, novel ideas get through",
        rows=(30,),
        on=acts("history_story"),
        reading=AtEnd(measures.pass_of_novel),
        sign=1,
        own=("gates: penalty of novelty",),
    ),
    Same(
        name="history leaves the usual as it is",
        statement="connecting to history changes little for ideas of little novelty",
        rows=(30,),
        on=acts("history_story"),
        reading=AtEnd(measures.pass_of_usual),
        margin=0.02,
        own=("gates: penalty of novelty",),
    ),
    TwoArms(
        name="core business opens gates",
        statement="what is linked to the core business gets through",
        rows=(15, 54),
        on=acts("core_business"),
        reading=Weekly("gate_pass"),
        sign=1,
    ),
    TwoArms(
        name="core business keeps pilots going",
        statement="what is linked to the core business survives its pilot",
        rows=(15, 54),
        on=acts("core_business"),
        reading=Weekly("continued"),
        sign=1,
        own=("pilots: existing process decides",),
    ),
    WithinRun(
        name="what fits a process is continued twice as often",
        statement="after a pilot, what fits a process that exists is continued at least twice as "
        "often",
        rows=(15,),
        known_as=("H41", "P3"),
        source=DELLAVIGNA,
        reading=AtEnd(measures.continued_of_core),
        than=AtEnd(measures.continued_of_others),
        factor=2.0,
        own=CORE,
        size=LONG,
    ),
    WithinRun(
        name="process weighs more than merit after a pilot",
        statement="a process that exists predicts continuation better than merit does",
        rows=(10, 15),
        known_as=("H41", "P3"),
        source=DELLAVIGNA,
        reading=AtEnd(measures.continued_gap_of_core),
        than=AtEnd(measures.continued_gap_of_merit),
        own=(*CORE, "pilots: merit decides little", "pilots: merit in pilots"),
        size=LONG,
    ),
    Band(
        name="a quarter of pilots is continued",
        statement="some 27 % of what was tried is continued (held against 20 to 35 %)",
        known_as=("P3",),
        source=DELLAVIGNA,
        reading=Weekly("continued"),
        least=0.2,
        most=0.35,
        own=(
            *CORE,
            "pilots: retained champion",
            "pilots: alignment decides",
            "pilots: merit decides little",
            "pilots: mismatch with possibilities",
        ),
        size=LONG,
    ),
    Interaction(
        name="celebration needs success",
        statement="celebrating makes innovation normal if there is success to celebrate",
        rows=(55,),
        known_as=("H33",),
        parts=({"adoption.celebration": 1.0}, FAST),
        reading=Weekly("normality"),
        own=("success: success breeds normality",),
        size=LONG,
    ),
    Same(
        name="celebration without success does nothing",
        statement="celebrating makes nothing normal while nothing succeeds",
        rows=(55,),
        known_as=("H33",),
        given={"pilots.decision": -10.0},
        on=acts("celebrate"),
        reading=Weekly("normality"),
        margin=0.005,
        own=("success: success breeds normality",),
    ),
    Interaction(
        name="defence matters when things go wrong",
        statement="upholding and defending innovation keeps ideas coming the more goes wrong",
        rows=(56,),
        parts=({"generation.protection": 0.8}, suitability(0.1)),
        reading=Weekly("proposals"),
        own=("generation: silence", "blame: fear of blame"),
    ),
    Band(
        name="experiments fail at best",
        statement="experiments carry an inherent risk of failure, even at best",
        rows=(57, 6),
        where=signals(1.0),
        reading=AtEnd(measures.failure_of_pilots),
        least=0.01,
        most=0.99,
    ),
    TwoArms(
        name="a mandate brings failures",
        statement="an experimentation mandate brings more failed pilots",
        rows=(58,),
        known_as=("H22",),
        on=MANDATE,
        reading=Weekly("failed"),
        sign=1,
    ),
    TwoArms(
        name="a mandate brings practice",
        statement="an experimentation mandate brings more normal practices in the end",
        rows=(58,),
        known_as=("H22",),
        given=FAST,
        on=MANDATE,
        reading=Weekly("embedded"),
        sign=1,
    ),
    TwoArms(
        name="a mandate lets radical ideas through",
        statement="an experimentation mandate raises the share of radical pilots",
        rows=(58,),
        on=MANDATE,
        reading=Weekly("radical_pilots"),
        sign=1,
    ),
    TwoArms(
        name="outcomes instead of activity raise value",
        statement="a focus on outcomes continues pilots of more merit",
        rows=(62,),
        on={"pilots.outcome_focus": 1.0},
        reading=Weekly("merit_of_continued"),
        sign=1,
        size=LONG,
    ),
    TwoArms(
        name="outcomes instead of activity cut pilots",
        statement="a focus on outcomes means fewer pilots",
        rows=(62,),
        on={"pilots.outcome_focus": 1.0},
        reading=Weekly("pilots"),
        sign=-1,
    ),
    TwoArms(
        name="without novelty no value",
        statement="it had to be painfully uncomfortable, otherwise nothing was innovated: ideas "
        "without novelty bring less value",
        rows=(75,),
        given=FAST,
        on={"birth.novelty_a": 1.0, "birth.novelty_b": 20.0},
        reading=Weekly("value"),
        sign=-1,
        size=LONG,
    ),
)

UNTESTED: dict[str, str] = {
    "H21": "there is no shock of failures yet; that defence matters more where more goes wrong is "
    "tested",
    "H24": "there is no intervention of payment by outcome with suppliers who may stay away yet",
    "H26": "there is no story for one audience yet",
}
