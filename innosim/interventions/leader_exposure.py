"""Leaders are exposed to new technologies and understand what these could change."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Expose leaders to new technologies",
    source="O 00:38:07",
    group="suitability",
    pulled_by="leaders",
    message="Leaders should have seen the thing before they decide on it.",
    examples=(
        "leaders are exposed to new technologies and understand their potential impact "
        "(O 00:38:07)",
        "deputy ministers explore AI and blockchain in task forces (O 01:18:19)",
        "leaders attended meetings and came on the road to work with citizens (K section 2)",
    ),
    works="At the gate of the head of an organisation novelty counts half as much; middle "
    "managers review as before, so that what they stop never gets there. That exposure acts at "
    "the leader's own gate, and by half, is our reading of one sentence.",
    effects={"gates.leader_exposure": 0.5},
    leader_hours=2.0,
    delay=12,
    rows=(44,),
    moves="gate_pass",
    sign=1,
    fails_when="new ideas are stopped before they reach the leader",
)
