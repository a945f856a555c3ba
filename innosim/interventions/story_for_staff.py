"""A story framed for staff: it speaks of purpose."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="A story about purpose, for staff",
    source="O 01:25:01",
    group="risk",
    pulled_by="leaders",
    message="This is the citizen for whom your idea changed something.",
    examples=(
        "a citizen tells at a staff meeting what became different (our example)",
        "a film on the people whom a team worked for (our example)",
    ),
    works="Staff who are told it have a stronger urge to raise ideas. Gates do not change: with "
    "the same reviewers, more ideas wait. Name other `roles` to tell it to others. With others it "
    "is framed wrongly and harms a little. The three frames, and who hears which best, are our "
    "reading: the source's example is risk for middle management.",
    effects={"generation.purpose_story": 0.3},
    roles=("individual",),
    leader_hours=1.0,
    staff_hours=1.0,
    rows=(66,),
    moves="proposals",
    sign=1,
    fails_when="people have no energy left, or gates let nothing more through",
)
