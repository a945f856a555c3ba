"""Processes open to challenge: a rejection can be appealed to a second reviewer."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Open processes to challenge",
    source="O 00:37:12",
    group="parity",
    pulled_by="the centre or leaders of organisations",
    message="No single person's no is final.",
    examples=(
        "a rejected idea may be put to a second manager (our example)",
        "reasons for a rejection are given in writing and can be answered (our example)",
    ),
    works="An idea that a middle manager stops may be appealed once, to another manager drawn at "
    "random or to the head; parity rises a little. The form of the appeal is our reading of 'open "
    "to challenge'.",
    effects={"gates.appeal": 0.2, "signals.parity": 0.1},
    leader_hours=1.0,
    manager_hours=0.5,
    rows=(34,),
    moves="gate_pass",
    sign=1,
    fails_when="reviewers have no time for a second look",
)
