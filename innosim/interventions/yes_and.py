"""Practice 4: say yes-and, often.

Rejections become acceptance with conditions, small permissions are given, and people are looked
after and pointed to the right forms.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Say yes-and, often",
    source="K section 4",
    effects={"gates.yes_and": 0.8, "energy.care": 1.0},
    leader_hours=2.0,
    manager_hours=0.5,
    rows=(91, 92, 93, 94, 102),
    moves="embedded",
    sign=1,
    given={"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    fails_when="capability is so low that what was accepted cannot be done",
)
