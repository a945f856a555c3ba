"""Practice 2: connect to the outside: society, community and other ministries.

People with lived experience and outside experts make ideas better, and outside relations bring
stalled ideas back.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Connect to the outside",
    source="K section 2",
    group="practices",
    pulled_by="leaders",
    message="Innovation is connected to the outside: work with the people it is for.",
    examples=(
        "a peer researcher with lived experience in the team (K section 2)",
        "co-design sessions with citizens, and meetings across ministries (K section 2)",
        "an external task group of experts (K section 2)",
    ),
    works="Ideas have stronger links to the outside: that adds to their merit and brings stalled "
    "ones back into the queue. Citizens are engaged, which disarms criticism. The size of the gain "
    "in merit is assumed.",
    effects={"birth.outside": 0.9, "external.engagement": 0.4},
    leader_hours=4.0,
    staff_hours=2.0,
    rows=(80, 82, 83, 84, 102),
    moves="embedded",
    sign=1,
    given={"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    fails_when="nothing stalls and teams know their citizens already",
)
