"""Flying under the radar for a while: ideas are worked on out of sight at first."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Fly under the radar for a while",
    source="K section 5",
    group="practices",
    pulled_by="leaders and their teams",
    message="Say little for a while, and work hard on the result.",
    examples=(
        "a project is kept behind closed doors until there is something to show (K section 5)",
        "a project stays off the dashboard for its first half year (our example)",
    ),
    works="New ideas are worked on out of sight for half a year: nothing backfires in public, but "
    "alignment grows at half speed and nobody elsewhere can reuse them. How long, and what it "
    "costs, are our reading; the source only grants that it can be worthwhile.",
    effects={"birth.under_radar": 1.0},
    rows=(96,),
    moves="incidents",
    sign=-1,
    given={"external.openness": 1.0, "incidents.rate": 0.1},
    fails_when="allies and those who could re-use the idea never hear of it",
)
