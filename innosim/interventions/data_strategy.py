"""A strong data strategy: the foundation for new technology."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Data strategy",
    source="O 01:21:41",
    effects={"signals.data": 0.4},
    leader_hours=2.0,
    staff_hours=6.0,
    delay=52,
    rows=(48,),
    moves="suitability",
    sign=1,
    fails_when="skills and infrastructure stay behind",
)
