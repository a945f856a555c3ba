"""More time for managers to review what is in their queues."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="More time to review",
    source="O 01:03:12",
    effects={"gates.reviewers": 1.0},
    manager_hours=2.0,
    rows=(36,),
    moves="weeks_in_gates",
    sign=-1,
    fails_when="what waits would be turned down anyway",
)
