"""Reliance on individuals: determination, load, exhaustion, turnover."""

from __future__ import annotations

from innosim.evidence.claims._settings import FAST, STILL, acts, clarity, signals
from innosim.evidence.validation import measures
from innosim.evidence.validation.interaction import Interaction
from innosim.evidence.validation.interior import InteriorOptimum
from innosim.evidence.validation.readings import AtEnd, Weekly
from innosim.evidence.validation.service import LONG
from innosim.evidence.validation.two_arms import TwoArms
from innosim.evidence.validation.within_run import WithinRun

TITLE = "Reliance on individuals"

ALONE = {**clarity(0.0), "generation.system": 0.0, "switches.crises": False, "energy.cost": 0.06}
"""Individuals push against the system, at the side of their desk; nothing else drives ideas."""

BACKED = {**ALONE, "energy.support": 0.8, "energy.slack": 0.8}
SIDE_OF_DESK = ("energy: side of desk",)
KINGDON = "Kingdon 1984 (policy windows)"

CLAIMS = (
    WithinRun(
        name="individuals alone tire",
        statement="reliance on individuals is not sustainable: after years they raise fewer ideas",
        rows=(21,),
        known_as=("H28", "P8"),
        where=ALONE,
        reading=Weekly("proposals", 0, 52),
        than=Weekly("proposals", 156, 260),
        own=SIDE_OF_DESK,
        size=LONG,
    ),
    TwoArms(
        name="individuals alone leave",
        statement="where individuals push against a system, more people leave",
        rows=(21,),
        known_as=("H28",),
        on=ALONE,
        off=BACKED,
        reading=Weekly("exits"),
        sign=1,
        own=(*SIDE_OF_DESK, "turnover: turnover", "turnover: exhausted people leave"),
        size=LONG,
    ),
    TwoArms(
        name="clarity spares energy",
        statement="a clear signal of the system takes load off individuals",
        rows=(20,),
        on=clarity(0.8),
        off=clarity(0.2),
        reading=Weekly("energy"),
        sign=1,
        own=SIDE_OF_DESK,
    ),
    TwoArms(
        name="organisations can stand in for the system",
        statement="without the system, support of the organisation takes load off individuals",
        rows=(20,),
        given=clarity(0.0),
        on={"energy.support": 0.8},
        reading=Weekly("energy"),
        sign=1,
        own=SIDE_OF_DESK,
    ),
    TwoArms(
        name="protected time keeps ideas alive",
        statement="with protected time fewer champions withdraw exhausted",
        rows=(14,),
        known_as=("H29",),
        given={"energy.cost": 0.06},
        on=acts("protected_time"),
        reading=Weekly("withdrawn"),
        sign=-1,
        own=(*SIDE_OF_DESK, "exhaustion: exhaustion"),
    ),
    TwoArms(
        name="determination matters most where the system is weak",
        statement="individual determination overcomes systemic barriers: where signals are low a "
        "determined champion matters more than twice as much as where they are high",
        rows=(11, 9),
        given=STILL,
        on=signals(0.2),
        off=signals(0.8),
        reading=AtEnd(measures.slope_of_champion),
        sign=1,
        minimum=1.0,
        own=("gates: determined champions",),
    ),
    TwoArms(
        name="determined champions get through",
        statement="what gets through depends on the determination of the champion",
        rows=(9, 11),
        given=STILL,
        off={"gates.champion": 0.0},
        reading=AtEnd(measures.slope_of_champion),
        sign=1,
    ),
    TwoArms(
        name="individuals alone, few innovate",
        statement="where all rests on personal motivation, ideas come from fewer people",
        rows=(16,),
        on={"generation.system": 0.0, "switches.crises": False},
        reading=AtEnd(measures.gini_over_people),
        sign=1,
    ),
    TwoArms(
        name="crises make ideas come in bursts",
        statement="where organisations address crises, ideas come in bursts",
        rows=(17, 2),
        off={"switches.crises": False},
        reading=AtEnd(measures.burstiness),
        sign=1,
    ),
    WithinRun(
        name="normal practice survives its champion",
        statement="what is embedded survives the departure of its champion, what still spreads "
        "often does not",
        rows=(3, 9),
        known_as=("H40",),
        where={**FAST, "turnover.yearly": 0.3, "discontinuance.rate": 0.01},
        reading=AtEnd(measures.loss_after_departure_spreading),
        than=AtEnd(measures.loss_after_departure_embedded),
        own=(
            "turnover: turnover",
            "discontinuance: discontinuance",
            "discontinuance: lost champions",
        ),
        size=LONG,
    ),
    InteriorOptimum(
        name="some turnover is best",
        statement="moderate turnover serves innovation best",
        known_as=("H40",),
        source="March 1991 (exploration and exploitation)",
        with_it=FAST,
        key="turnover.yearly",
        levels=(0.0, 0.05, 0.1, 0.2, 0.4, 0.8),
        reading=Weekly("embedded"),
    ),
    Interaction(
        name="leaders' attention is finite",
        statement="leaders' hours do less where they sponsor many ideas at once",
        rows=(84,),
        known_as=("H38",),
        parts=({"alignment.hours": 4.0}, {"generation.scale": 5.0}),
        reading=Weekly("alignment"),
        sign=-1,
        own=("alignment: finite attention of leaders",),
    ),
    Interaction(
        name="windows open by coincidence",
        statement="ideas become practice where fit with politics, a sponsor and a crisis coincide: "
        "the three do more together",
        rows=(9,),
        known_as=("H45",),
        source=KINGDON,
        given=FAST,
        parts=({"birth.relating": 0.6}, {"alignment.hours": 4.0}, {"crises.rate": 0.1}),
        reading=Weekly("gate_pass"),
        own=("gates: fit at the gate", "gates: crisis bonus"),
    ),
)
