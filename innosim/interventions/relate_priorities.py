"""A manifesto that relates innovation to the priorities of the day."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Relate innovation to priorities",
    source="O 00:31:55",
    effects={"birth.relating": 0.3, "signals.clarity_why": 0.1},
    leader_hours=2.0,
    rows=(27,),
    moves="fit",
    sign=1,
    fails_when="priorities change faster than ideas ripen",
)
