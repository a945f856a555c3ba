"""Technology is socialised: colleagues show each other what they have learnt to use."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Socialise technology",
    source="O 00:38:03",
    group="suitability",
    pulled_by="leaders and middle managers",
    message="Show the colleague beside you how you do it.",
    examples=(
        "understand how technology is socialised within the public service, and its implications "
        "(O 00:38:03)",
        "forums such as GCconnex and GCcollab, where staff share and develop ideas (O 01:23:45)",
    ),
    works="Once a quarter those who know less than the mean of the colleagues they listen to move "
    "towards it; nobody unlearns. Capability becomes more alike and rises, and with it the skills "
    "of the organisation. The text asks leaders to understand how this happens; that they can "
    "also make it happen, and how fast (1 % of the distance a week), is our reading.",
    effects={"learning.socialising": 1.0},
    leader_hours=0.5,
    staff_hours=10.0,
    rows=(43,),
    moves="skills",
    sign=1,
    fails_when="there is nobody near who knows more",
)
