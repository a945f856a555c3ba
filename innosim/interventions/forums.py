"""Forums round the clay layer: ideas are shared and go round a gate, signals come directly."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Forums around the clay layer",
    source="O 01:23:45",
    effects={"gates.bypass": 0.3, "adoption.cross_ties": 1.0, "descent.direct": 0.2},
    staff_hours=5.0,
    leader_hours=1.0,
    delay=12,
    rows=(35,),
    moves="gate_pass",
    sign=1,
    fails_when="pilots do not sort out what the gates would have stopped",
)
