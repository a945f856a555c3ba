"""Leaders refer staff to the documents, which allow more than is believed."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Refer to the foundational documents",
    source="O 01:09:27",
    effects={"literacy.teaching": 1.0},
    leader_hours=1.0,
    staff_hours=1.0,
    rows=(64, 65),
    moves="gate_pass",
    sign=1,
    fails_when="the rules that stop ideas are real",
)
