"""Practice 3: align, align, and align again.

Leaders spend hours with others who are concerned, so that they feel comfortable with an idea
when it reaches them; the hours are lost for the work itself.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Align, align, and align again",
    source="K section 3",
    effects={"alignment.hours": 3.6},
    leader_hours=8.0,
    staff_hours=4.0,
    rows=(85, 86, 88, 89, 102),
    moves="embedded",
    sign=1,
    given={"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    fails_when="so many hours go into aligning that none are left for the work",
)
