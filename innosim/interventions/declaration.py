"""A declaration on innovation: it makes the wish clear at once, and fades."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Declaration on public sector innovation",
    source="O 00:31:26",
    once={"signals.clarity_what": 0.2, "signals.clarity_why": 0.2, "signals.clarity_who": 0.2},
    leader_hours=10.0,
    rows=(4, 26),
    moves="proposals",
    sign=1,
    fails_when="nothing else changes: after a year and a half little is left of it",
)
