"""Changing expectations of citizens are tracked, and the gap is felt."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Track changing expectations",
    source="O 00:38:37",
    effects={"frontier.tracking": 1.0},
    staff_hours=2.0,
    leader_hours=0.5,
    rows=(46,),
    moves="proposals",
    sign=1,
    fails_when="there is no gap",
)
