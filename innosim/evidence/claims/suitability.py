"""Suitability: capability and infrastructure fit the options, and keep pace with them."""

from __future__ import annotations

from innosim.evidence.claims._settings import FAST, acts, parity, suitability
from innosim.evidence.validation import measures
from innosim.evidence.validation.interaction import Interaction
from innosim.evidence.validation.readings import AtEnd, Weekly
from innosim.evidence.validation.same import Same
from innosim.evidence.validation.service import LONG
from innosim.evidence.validation.two_arms import TwoArms
from innosim.evidence.validation.within_run import WithinRun

TITLE = "Suitability and keeping pace"

LOW, HIGH = suitability(0.2), suitability(0.8)
MISMATCH = ("pilots: mismatch with possibilities",)
TRAP = {"feedbacks.familiarity": True}
NO_TRAP = {"feedbacks.familiarity": False}
MARCH = "March 1991; Levitt and March 1988 (competence trap)"

CLAIMS = (
    TwoArms(
        name="suitability saves novel pilots",
        statement="where capability fits the options, pilots of novel ideas fail less",
        rows=(12, 40),
        known_as=("H6",),
        on=HIGH,
        off=LOW,
        reading=AtEnd(measures.failure_of_novel),
        sign=-1,
        own=MISMATCH,
    ),
    Same(
        name="usual pilots need no suitability",
        statement="pilots of ideas of little novelty fail as often whatever the capability",
        rows=(12,),
        known_as=("H6",),
        on=HIGH,
        off=LOW,
        reading=AtEnd(measures.failure_of_usual),
        margin=0.03,
        own=MISMATCH,
    ),
    TwoArms(
        name="suitability makes pilots succeed",
        statement="appropriate capability and infrastructure make pilots succeed",
        rows=(40, 49),
        on=HIGH,
        off=LOW,
        reading=Weekly("pilot_success"),
        sign=1,
        own=MISMATCH,
    ),
    TwoArms(
        name="suitability keeps pace",
        statement="without suitability the service becomes unsuited to its environment",
        rows=(22, 41),
        given=FAST,
        on=HIGH,
        off=LOW,
        reading=Weekly("gap", 208),
        sign=-1,
        own=(*MISMATCH, "pace: keeping pace"),
        size=LONG,
    ),
    Interaction(
        name="capability is as strong as its weakest part",
        statement="skills, data and infrastructure do more together: a data strategy is "
        "foundational",
        rows=(48,),
        parts=(
            {"signals.base_skills": 0.8},
            {"signals.base_data": 0.8},
            {"signals.base_infrastructure": 0.8},
        ),
        reading=Weekly("suitability"),
    ),
    TwoArms(
        name="familiarity narrows what is tried",
        statement="feedback loops favour what is understood: pilots become less varied",
        rows=(13, 41),
        known_as=("H31", "P9"),
        source=MARCH,
        on=TRAP,
        off=NO_TRAP,
        reading=AtEnd(measures.entropy_of_pilots),
        sign=-1,
        size=LONG,
    ),
    TwoArms(
        name="familiarity favours modest ideas",
        statement="feedback loops favour investment in clearly understood options",
        rows=(13,),
        known_as=("H31", "P9"),
        source=MARCH,
        on=TRAP,
        off=NO_TRAP,
        reading=AtEnd(measures.modest_share_of_pilots),
        sign=1,
        size=LONG,
    ),
    TwoArms(
        name="parity does not end the competence trap",
        statement="even with full parity feedback loops favour what is understood",
        rows=(13, 41),
        known_as=("H31",),
        given=parity(1.0),
        on=TRAP,
        off=NO_TRAP,
        reading=AtEnd(measures.modest_share_of_pilots),
        sign=1,
        size=LONG,
    ),
    TwoArms(
        name="learning and tracking bound the gap",
        statement="a service that learns and tracks expectations keeps pace",
        rows=(42, 46, 22),
        known_as=("H35",),
        given=FAST,
        on=acts("learning_units", "track_expectations"),
        reading=Weekly("gap", 208),
        sign=-1,
        own=("pace: keeping pace",),
        size=LONG,
    ),
    WithinRun(
        name="without learning the gap grows",
        statement="without learning the gap grows year by year: twice as large in the fifth year "
        "as in the second",
        rows=(22,),
        known_as=("H35",),
        where={"feedbacks.pace": False},
        reading=Weekly("gap", 208, 260),
        than=Weekly("gap", 52, 104),
        factor=2.0,
        own=("frontier: moving frontier",),
        size=LONG,
    ),
    Same(
        name="no gap, no appetite",
        statement="tracking expectations does nothing while the service keeps pace",
        rows=(46,),
        given={"switches.frontier": False},
        on=acts("track_expectations"),
        reading=Weekly("proposals"),
        margin=1e-9,
    ),
    TwoArms(
        name="socialised technology makes people alike",
        statement="where technology is socialised, people differ less in their command of it",
        rows=(43,),
        on=acts("socialise_technology"),
        reading=AtEnd(measures.variance_of_capability),
        sign=-1,
    ),
    Same(
        name="labs need rotation",
        statement="labs give hands-on experience to those who come: without rotation nothing "
        "spreads",
        rows=(29,),
        given={"learning.lab_rotation": 0.0},
        on=acts("innovation_labs"),
        reading=Weekly("skills"),
        margin=1e-9,
    ),
    TwoArms(
        name="leaders who know technology let novelty pass",
        statement="leaders exposed to new technologies let more novel ideas through",
        rows=(44,),
        on=acts("leader_exposure"),
        reading=AtEnd(measures.pass_of_novel),
        sign=1,
        own=("gates: penalty of novelty",),
    ),
    Same(
        name="leaders' exposure leaves the middle as it is",
        statement="that leaders are exposed to new technologies changes nothing in the middle",
        rows=(44,),
        on=acts("leader_exposure"),
        reading=AtEnd(measures.died_in_the_middle),
        margin=0.01,
    ),
)
