"""Flying under the radar for a while: ideas are worked on out of sight at first."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Fly under the radar for a while",
    source="K section 5",
    effects={"birth.under_radar": 1.0},
    rows=(96,),
    moves="incidents",
    sign=-1,
    given={"external.openness": 1.0, "incidents.rate": 0.1},
    fails_when="allies and those who could re-use the idea never hear of it",
)
