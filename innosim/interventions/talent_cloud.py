"""A talent cloud: teams draw on the skills of the whole service."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Talent cloud",
    source="O 00:38:14",
    effects={"birth.talent_cloud": 1.0, "birth.mixed_team": 0.4},
    staff_hours=1.0,
    leader_hours=1.0,
    delay=26,
    rows=(45,),
    moves="merit",
    sign=1,
    fails_when="teams are put together without regard to their mix",
)
