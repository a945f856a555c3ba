"""Units that learn from and keep pace with external change."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Learning units",
    source="O 00:37:47",
    group="suitability",
    pulled_by="leaders of organisations",
    message="Somebody here has to learn what is going on outside, and tell the rest.",
    examples=(
        "a small team that tries out new methods and teaches them (our example)",
        "staff lent for a quarter to a place that already works in the new way (our example)",
    ),
    works="Everybody's capability grows a little each week, and the skills part of suitability "
    "moves towards a higher target. That the units teach everybody, not only themselves, is our "
    "reading.",
    effects={"learning.units": 1.0, "signals.skills": 0.2},
    leader_hours=1.0,
    staff_hours=10.0,
    delay=26,
    rows=(42,),
    moves="skills",
    sign=1,
    fails_when="what they learn stays with them",
)
