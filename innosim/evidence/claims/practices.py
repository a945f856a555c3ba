"""The five practices of leaders in the first text: team, outside, inside, yes-and, open."""

from __future__ import annotations

from innosim.evidence.claims._settings import FAST, STILL, TRAVEL, acts
from innosim.evidence.validation import measures
from innosim.evidence.validation.band import Band
from innosim.evidence.validation.interaction import Interaction
from innosim.evidence.validation.interior import InteriorOptimum
from innosim.evidence.validation.readings import AtEnd, Weekly
from innosim.evidence.validation.same import Same
from innosim.evidence.validation.service import LONG
from innosim.evidence.validation.two_arms import TwoArms
from innosim.evidence.validation.within_run import WithinRun
from innosim.scenario.schema import PRACTICES

TITLE = "Five practices of leaders"

EARLY = {"birth.mixed_team": 1.0, "pilots.late_mix": 0.0}
LATE = {"birth.mixed_team": 0.0, "pilots.late_mix": 1.0}
NEVER = {"birth.mixed_team": 0.0, "pilots.late_mix": 0.0}
RISKY = {"external.openness": 0.8, "incidents.rate": 0.05}
OPEN = {"external.openness": 0.9}
OPEN_AND_ENGAGED = {**OPEN, "external.engagement": 0.9}
INCIDENTS = ("incidents: incidents", "incidents: engagement disarms critics")
SKILLED = {**STILL, "feedbacks.learning": False}

TEAM = (
    TwoArms(
        name="an early mix beats a late one",
        statement="having the mix from the beginning is important",
        rows=(76,),
        known_as=("H43",),
        on=EARLY,
        off=LATE,
        reading=Weekly("pilot_success"),
        sign=1,
        size=LONG,
    ),
    TwoArms(
        name="a late mix beats none",
        statement="a mix that comes late is better than none",
        rows=(76,),
        known_as=("H43",),
        on=LATE,
        off=NEVER,
        reading=Weekly("pilot_success"),
        sign=1,
        size=LONG,
    ),
    TwoArms(
        name="freedom serves able teams",
        statement="a healthy degree of freedom helps able teams",
        rows=(79,),
        known_as=("H39",),
        given=SKILLED,
        on={"gates.autonomy": 1.0},
        reading=AtEnd(measures.success_of_able),
        sign=1,
        own=("pilots: able teams",),
        size=LONG,
    ),
    TwoArms(
        name="freedom fails unable teams",
        statement="the same freedom harms teams that lack the skills",
        rows=(79,),
        known_as=("H39",),
        given=SKILLED,
        on={"gates.autonomy": 1.0},
        reading=AtEnd(measures.success_of_unable),
        sign=-1,
        own=("pilots: able teams",),
        size=LONG,
    ),
)

OUTSIDE = (
    TwoArms(
        name="relations revive what stalled",
        statement="relations outside drive change when a project stalls",
        rows=(82,),
        known_as=("H18",),
        on={"birth.outside": 1.0},
        off={"birth.outside": 0.0},
        reading=AtEnd(measures.pass_of_stalled),
        sign=1,
        own=("stalling: revival from outside", "stalling: stalling"),
        size=LONG,
    ),
    TwoArms(
        name="relations outlast the project",
        statement="relations outside drive change after a project is over: fewer practices fall "
        "out of use",
        rows=(82,),
        known_as=("H18",),
        given=FAST,
        on=acts("outside"),
        reading=AtEnd(measures.discontinued_of_continued),
        sign=-1,
        own=("discontinuance: discontinuance",),
        size=LONG,
    ),
)

INSIDE = (
    InteriorOptimum(
        name="too much aligning stops the work",
        statement="aligning is invaluable, but hours of it are lost for the work: some is best",
        rows=(85, 86),
        known_as=("H16",),
        with_it=FAST,
        key="alignment.hours",
        levels=(0.0, 1.0, 2.0, 4.0, 8.0, 16.0),
        reading=Weekly("embedded"),
    ),
    TwoArms(
        name="aligning looks like standing still",
        statement="from the outside it looked as if the project had stalled: pilots take longer",
        rows=(89,),
        known_as=("H17",),
        on=acts("alignment"),
        reading=Weekly("pilot_weeks"),
        sign=1,
        own=("pilots: work time lost to meetings",),
    ),
    TwoArms(
        name="aligning keeps the ball rolling",
        statement="it kept the ball rolling: more pilots are continued",
        rows=(89, 85),
        known_as=("H17",),
        on=acts("alignment"),
        reading=Weekly("continued"),
        sign=1,
        own=("pilots: alignment decides",),
        size=LONG,
    ),
    TwoArms(
        name="aligned leaders avert incidents",
        statement="through alignment leaders foresee, mitigate and act upon possible risks",
        rows=(88,),
        given=RISKY,
        on=acts("alignment"),
        reading=Weekly("incidents"),
        sign=-1,
        own=("incidents: incidents", "incidents: alignment averts incidents"),
    ),
    Interaction(
        name="publishing needs comfort",
        statement="publishing openly needs everyone to feel comfortable: openness and alignment do "
        "more together",
        rows=(90,),
        given={"reuse.rate": 0.2},
        parts=({"alignment.hours": 4.0}, OPEN),
        reading=Weekly("reused"),
        own=("reuse: re-use elsewhere",),
    ),
)

YES_AND = (
    TwoArms(
        name="yes-and gives energy",
        statement="leaders who say yes-and look after their people",
        rows=(91, 93),
        known_as=("H15",),
        on=acts("yes_and"),
        reading=Weekly("energy"),
        sign=1,
        own=("energy: side of desk",),
    ),
    TwoArms(
        name="yes-and opens gates",
        statement="yes-and, instead of no, lets ideas through",
        rows=(91,),
        known_as=("H15",),
        on=acts("yes_and"),
        reading=Weekly("gate_pass"),
        sign=1,
    ),
    TwoArms(
        name="yes-and grants small permissions",
        statement="many small permissions are granted, so that pilots take less time",
        rows=(92,),
        known_as=("H15",),
        on=acts("yes_and"),
        reading=Weekly("pilot_weeks"),
        sign=-1,
        own=("pilots: small permissions",),
    ),
    TwoArms(
        name="yes-and keeps people",
        statement="people who are asked whether they are ok leave less",
        rows=(93,),
        given={"energy.cost": 0.2},
        on=acts("yes_and"),
        reading=Weekly("exits"),
        sign=-1,
        own=(
            "energy: side of desk",
            "turnover: turnover",
            "turnover: exhausted people leave",
        ),
    ),
    Interaction(
        name="yes-and helps most when it is hard",
        statement="it encourages teams to move mountains, especially in challenging circumstances",
        rows=(94,),
        parts=(acts("yes_and"), {"energy.cost": 0.06}),
        reading=Weekly("gate_pass"),
        own=("exhaustion: exhaustion", "gates: determined champions"),
    ),
)

OPENING = (
    TwoArms(
        name="openness builds trust",
        statement="being open is an effective way to build trust",
        rows=(95, 100),
        on=acts("openness"),
        reading=Weekly("trust"),
        sign=1,
        own=("trust: open builds trust",),
    ),
    Same(
        name="engaged, openness brings no criticism",
        statement="criticism was feared and never came, because people were engaged throughout: no "
        "more incidents than behind closed doors",
        rows=(99,),
        known_as=("H19",),
        given={"incidents.rate": 0.05},
        on=OPEN_AND_ENGAGED,
        reading=Weekly("incidents"),
        share=0.25,
        own=INCIDENTS,
    ),
    TwoArms(
        name="openness without engagement is punished",
        statement="open work is criticised where people were not engaged",
        rows=(99,),
        known_as=("H19",),
        given={"incidents.rate": 0.05},
        on={**OPEN, "external.engagement": 0.0},
        reading=Weekly("incidents"),
        sign=1,
        own=INCIDENTS,
    ),
    TwoArms(
        name="openness lets others build on it",
        statement="other jurisdictions can look at the work and build on it",
        rows=(98,),
        known_as=("H19",),
        given={"reuse.rate": 0.2},
        on=OPEN_AND_ENGAGED,
        reading=Weekly("reused", 78),
        sign=1,
        own=("reuse: re-use elsewhere",),
    ),
    Band(
        name="behind closed doors nothing is re-used",
        statement="what is not shared cannot be built on elsewhere",
        rows=(98,),
        given={"reuse.rate": 0.2},
        where={"external.openness": 0.0},
        reading=Weekly("reused"),
        least=0.0,
        most=0.0,
        own=("reuse: re-use elsewhere",),
    ),
    WithinRun(
        name="adapting exceeds copying",
        statement="practices from elsewhere are adapted far more often than copied (five times)",
        rows=(98,),
        known_as=("P5",),
        source="Innovation Barometer of Denmark, 2013 to 2014",
        where=TRAVEL,
        reading=AtEnd(measures.adapted_uses),
        than=AtEnd(measures.copied_uses),
        factor=5.0,
        own=("adoption: adaptation", "adoption: not invented here"),
    ),
    TwoArms(
        name="openness makes change last",
        statement="open projects stand a far better chance of long lasting change",
        rows=(101,),
        given={**FAST, "discontinuance.rate": 0.01},
        on=acts("openness"),
        reading=AtEnd(measures.discontinued_of_continued),
        sign=-1,
        own=("discontinuance: discontinuance", "discontinuance: lasting openness"),
        size=LONG,
    ),
    TwoArms(
        name="under the radar ideas survive at first",
        statement="flying under the radar for a while spares unpolished work an early end",
        rows=(96,),
        known_as=("H20",),
        given={"external.openness": 1.0, "external.engagement": 0.0, "incidents.rate": 0.1},
        on=acts("under_radar"),
        reading=AtEnd(measures.alive_after_half_a_year),
        sign=1,
        own=("incidents: incidents",),
    ),
    TwoArms(
        name="under the radar little is built on",
        statement="what flew under the radar is built on less in the long run than open work",
        rows=(96,),
        known_as=("H20",),
        given={"reuse.rate": 0.2},
        on=acts("under_radar"),
        off=acts("openness"),
        reading=Weekly("reused", 208),
        sign=-1,
        own=("reuse: re-use elsewhere",),
        size=LONG,
    ),
)


def exceeds(practice: str) -> TwoArms:
    """All five practices do more than one of them."""
    return TwoArms(
        name=f"five practices exceed {practice}",
        statement=f"small victories add up: all five practices bring more normal practices than "
        f"{practice} alone",
        rows=(102, 73),
        given=FAST,
        on=acts(*PRACTICES),
        off=acts(practice),
        reading=Weekly("embedded"),
        sign=1,
    )


ALL_FIVE = tuple(exceeds(practice) for practice in PRACTICES)

CLAIMS = (*TEAM, *OUTSIDE, *INSIDE, *YES_AND, *OPENING, *ALL_FIVE)
