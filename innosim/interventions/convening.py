"""A convention of the whole service: people meet who would never have met.

Give it `every = 52` and `duration = 1` to hold it once a year.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Convene people from the whole service",
    source="K introduction",
    group="practices",
    pulled_by="the centre",
    message="Why does the public service need to rethink the way it works? Meet those who ask the "
    "same.",
    examples=(
        "ReMix, 4 and 5 February 2019 in Victoria: over 400 people, a gathering that was not your "
        "average, on leading innovation in the public sector (K introduction)",
        "cross-ministerial meet-ups to discuss preliminary outcomes and next steps (K section 2)",
    ),
    works="In a week in which it acts, one in eighty people takes part (400 of some 32,000). Each "
    "gets to know another participant, drawn from the whole service, and hears what they use, "
    "however far apart they work. The tie counts for four weeks as a colleague who uses it, then "
    "it is gone; who heard of a practice stays aware of it. Each convention makes it a little "
    "clearer why innovation is wanted. One tie for each person and four weeks are assumed, and "
    "that this is what a conference does is our reading.",
    effects={"adoption.convening": 0.0125},
    once={"signals.clarity_why": 0.05},
    leader_hours=0.5,
    staff_hours=18.0,
    rows=(103,),
    moves="reach",
    sign=1,
    given={"adoption.innovation": 2.0, "adoption.imitation": 25.0},
    fails_when="little is in use yet that could be told",
)
