"""Practice 2: connect to the outside: society, community and other ministries.

People with lived experience and outside experts make ideas better, and outside relations bring
stalled ideas back.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Connect to the outside",
    source="K section 2",
    effects={"birth.outside": 0.9, "external.engagement": 0.4},
    leader_hours=4.0,
    staff_hours=2.0,
    rows=(80, 82, 83, 84, 102),
    moves="embedded",
    sign=1,
    given={"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    fails_when="nothing stalls and teams know their citizens already",
)
