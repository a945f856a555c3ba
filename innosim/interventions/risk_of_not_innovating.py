"""The risk of not innovating is weighed beside the risk of an idea."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Weigh the risk of not innovating",
    source="O 01:04:33",
    effects={"gates.inaction_awareness": 1.0},
    leader_hours=1.0,
    manager_hours=0.2,
    rows=(61,),
    moves="gate_pass",
    sign=1,
    fails_when="the service keeps pace, so that there is no gap to weigh",
)
