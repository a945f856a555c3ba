"""Processes open to challenge: a rejection can be appealed to a second reviewer."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Open processes to challenge",
    source="O 00:37:12",
    effects={"gates.appeal": 0.2, "signals.parity": 0.1},
    leader_hours=1.0,
    manager_hours=0.5,
    rows=(34,),
    moves="gate_pass",
    sign=1,
    fails_when="reviewers have no time for a second look",
)
