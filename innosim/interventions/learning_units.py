"""Units that learn from and keep pace with external change."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Learning units",
    source="O 00:37:47",
    effects={"learning.units": 1.0, "signals.skills": 0.2},
    leader_hours=1.0,
    staff_hours=10.0,
    delay=26,
    rows=(42,),
    moves="skills",
    sign=1,
    fails_when="what they learn stays with them",
)
