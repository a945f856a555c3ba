"""Leaders socialise and celebrate what was achieved."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Socialise and celebrate",
    source="O 00:39:30",
    group="normality",
    pulled_by="leaders, and whoever runs the service's own media",
    message="What was achieved here is worth showing to everybody.",
    examples=(
        "a day on which teams show what became of their ideas (our example)",
        "an award, and the story of it in the staff news (our example)",
    ),
    works="A practice that spreads is noticed by more people of the branch where it is at home, "
    "and what succeeds adds more to normality and parity. Without successes there is nothing to "
    "multiply; the sizes are our reading.",
    effects={"adoption.celebration": 1.0},
    leader_hours=1.0,
    staff_hours=1.0,
    rows=(55,),
    moves="adopters",
    sign=1,
    fails_when="there are hardly any successes to celebrate",
)
