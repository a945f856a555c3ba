"""Practice 3: align, align, and align again.

Leaders spend hours with others who are concerned, so that they feel comfortable with an idea
when it reaches them; the hours are lost for the work itself.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Align, align, and align again",
    source="K section 3",
    group="practices",
    pulled_by="leaders",
    message="Go out to the other leaders again and again, until everyone feels comfortable and "
    "confident.",
    examples=(
        "once informed of the latest, the leader sees the other leaders of the service, as much "
        "and as often as they can (K section 3)",
        "several rounds before anything is published, on people's identities and on the position "
        "of the ministry (K section 3)",
    ),
    works="Leaders spend more hours on each idea that they sponsor; the hours raise the alignment "
    "of each organisation concerned, with diminishing returns, and it wears off. Alignment counts "
    "at the gates and in the decision after the pilot, and averts incidents. The same hours are "
    "lost for the work, so pilots take longer. That alignment is a stock which fades is our "
    "reading.",
    effects={"alignment.hours": 3.6},
    leader_hours=8.0,
    staff_hours=4.0,
    rows=(85, 86, 88, 89, 102),
    moves="embedded",
    sign=1,
    given={"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    fails_when="so many hours go into aligning that none are left for the work",
)
