"""Practice 5: open the process and the knowledge up, always.

Openness lets others learn from an idea and take it up, builds trust where people are engaged,
and exposes it to criticism.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Open the process and knowledge up",
    source="K section 5",
    effects={"external.openness": 0.9, "external.engagement": 0.5},
    leader_hours=2.0,
    staff_hours=2.0,
    rows=(95, 98, 99, 102),
    moves="reused",
    sign=1,
    given={"reuse.rate": 0.2},
    fails_when="it is open but nobody is engaged, so that incidents are seen and not forgiven",
)
