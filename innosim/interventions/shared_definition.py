"""An agreed definition of what innovation means here."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Shared definition of innovation",
    source="O 00:30:47",
    effects={"signals.clarity_what": 0.25},
    leader_hours=1.0,
    delay=12,
    rows=(7, 26),
    moves="clarity",
    sign=1,
    fails_when="the other parts of clarity stay low",
)
