"""The risk of not innovating is weighed beside the risk of an idea."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Weigh the risk of not innovating",
    source="O 01:04:33",
    group="risk",
    pulled_by="leaders",
    message="Doing nothing is a risk, too: weigh it.",
    examples=(
        "each submission states what happens if nothing is done (our example)",
        "a risk register that has the lag behind citizens' expectations in it (our example)",
    ),
    works="Where the organisation lags behind what is expected, reviewers add the cost of standing "
    "still to the score, the more so the more averse to risk they are. Without a lag it does "
    "nothing. That the averse respond most is our reading.",
    effects={"gates.inaction_awareness": 1.0},
    leader_hours=1.0,
    manager_hours=0.2,
    rows=(61,),
    moves="gate_pass",
    sign=1,
    fails_when="the service keeps pace, so that there is no gap to weigh",
)
