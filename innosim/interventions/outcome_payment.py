"""Pay for outcomes: part of the loss of what fails is borne by those who are paid."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Pay for outcomes",
    source="O 01:08:09",
    group="risk",
    pulled_by="the centre or leaders of organisations",
    message="We pay when it works; until then the risk is not ours alone.",
    examples=(
        "a contract that pays a supplier for each person who found work, not for courses held (our "
        "example)",
        "a social impact bond (our example)",
    ),
    works="Others bear half of the loss when a pilot fails, and reviewers see that much less risk. "
    "Those who would bear it offer fewer ideas from outside. That outsiders stay away, and that "
    "all pilots can be paid in this way, are our reading; the source says 'potentially reducing "
    "overall risk'.",
    effects={"gates.outcome_payment": 1.0},
    leader_hours=1.0,
    manager_hours=0.2,
    delay=26,
    rows=(62, 63),
    moves="public_loss",
    sign=-1,
    fails_when="outsiders are where the ideas come from: those who would bear the loss stay away",
)
