"""A story framed for leaders: it speaks of priorities."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="A story about priorities, for leaders",
    source="O 01:25:01",
    group="risk",
    pulled_by="middle managers and teams",
    message="Minister, this is how it brings about what you have promised.",
    examples=(
        "a result told by the commitment in the platform that it serves (our example)",
        "a briefing that begins with the priority and ends with the idea (our example)",
    ),
    works="Leaders who are told it judge each idea that comes before them more favourably. Name "
    "other `roles` to tell it to others. With others it is framed wrongly and harms a little. The "
    "three frames, and who hears which best, are our reading: the source's example is risk for "
    "middle management.",
    effects={"gates.priority_story": 0.4},
    roles=("leader",),
    leader_hours=0.5,
    manager_hours=0.1,
    rows=(66,),
    moves="gate_pass",
    sign=1,
    fails_when="few ideas get as far as the leader, or it is told to middle managers",
)
