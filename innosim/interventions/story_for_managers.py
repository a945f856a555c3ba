"""A story framed for middle managers: it speaks of risk."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="A story about risk, for middle managers",
    source="O 01:25:01",
    group="risk",
    pulled_by="leaders",
    message="Here is how this was done safely elsewhere, and what would have gone wrong without "
    "it.",
    examples=(
        "a middle manager from another ministry tells how the audit went (our example)",
        "innovation told in terms of the risks that concern middle management (O 01:25:01)",
    ),
    works="Middle managers who are told it judge each idea in their queue more favourably. Name "
    "other `roles` to tell it to others. With others it is framed wrongly and harms a little. The "
    "three frames, and who hears which best, are our reading: the source's example is risk for "
    "middle management.",
    effects={"gates.risk_story": 0.4},
    roles=("middle_manager",),
    leader_hours=1.0,
    manager_hours=0.1,
    rows=(66,),
    moves="gate_pass",
    sign=1,
    fails_when="it is told to leaders, whose concern is another one",
)
