"""More time for managers to review what is in their queues."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="More time to review",
    source="O 01:03:12",
    group="structure",
    pulled_by="leaders, or middle managers for their own diary",
    message="Ideas wait for want of an hour to look at them, so make the hour.",
    examples=(
        "an afternoon a week kept free for reviewing proposals (our example)",
        "a deputy who may decide on small ideas (our example)",
    ),
    works="A manager reviews twice as many ideas a week, and the longest attention to one idea "
    "doubles too. What is decided does not change, only when. The source names the bottleneck; "
    "more time as its remedy is our reading.",
    effects={"gates.reviewers": 1.0},
    manager_hours=2.0,
    rows=(36,),
    moves="weeks_in_gates",
    sign=-1,
    fails_when="what waits would be turned down anyway",
)
