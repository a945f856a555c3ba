"""A talent cloud: teams draw on the skills of the whole service."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Talent cloud",
    source="O 00:38:14",
    group="suitability",
    pulled_by="the centre",
    message="The skill your team lacks sits somewhere in this service.",
    examples=(
        "Canada's Talent Cloud (O 00:38:14)",
        "staff released for some months to a team elsewhere (our example)",
    ),
    works="Teams draw their members from the whole service instead of the own branch, and more "
    "teams are put together for their mix. The larger pool only helps teams that choose by skill. "
    "How teams choose is our reading.",
    effects={"birth.talent_cloud": 1.0, "birth.mixed_team": 0.4},
    staff_hours=1.0,
    leader_hours=1.0,
    delay=26,
    rows=(45,),
    moves="merit",
    sign=1,
    fails_when="teams are put together without regard to their mix",
)
