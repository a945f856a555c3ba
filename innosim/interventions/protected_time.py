"""Working time protected for ideas."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Protected time",
    source="O 00:20:30",
    effects={"energy.slack": 1.0},
    staff_hours=20.0,
    rows=(14,),
    moves="energy",
    sign=1,
    fails_when="innovation is not normal, so that nobody dares to take the time",
)
