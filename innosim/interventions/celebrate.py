"""Leaders socialise and celebrate what was achieved."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Socialise and celebrate",
    source="O 00:39:30",
    effects={"adoption.celebration": 1.0},
    leader_hours=1.0,
    staff_hours=1.0,
    rows=(55,),
    moves="adopters",
    sign=1,
    fails_when="there are hardly any successes to celebrate",
)
