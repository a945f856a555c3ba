"""Practice 4: say yes-and, often.

Rejections become acceptance with conditions, small permissions are given, and people are looked
after and pointed to the right forms.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Say yes-and, often",
    source="K section 4",
    group="practices",
    pulled_by="leaders and middle managers",
    message="Yes, and: did you look at the forms, and are you ok?",
    examples=(
        "a peer researcher with lived experience? Yes, and have you thought of the guidelines? (K "
        "section 4)",
        "gift cards as stipends? Yes, and look into the payment rules (K section 4)",
        "an art space for the meeting? Yes, and what do you need? (K section 4)",
    ),
    works="Most rejections become acceptance with conditions, which cost some weeks; small "
    "permissions in pilots are refused less often; people come to know the rules and recover "
    "energy faster. Conditions as weeks are our reading.",
    effects={"gates.yes_and": 0.8, "energy.care": 1.0},
    leader_hours=2.0,
    manager_hours=0.5,
    rows=(91, 92, 93, 94, 102),
    moves="embedded",
    sign=1,
    given={"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    fails_when="capability is so low that what was accepted cannot be done",
)
