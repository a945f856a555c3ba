"""A declaration on innovation: it makes the wish clear at once, and fades."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Declaration on public sector innovation",
    source="O 00:31:26",
    group="clarity",
    pulled_by="heads of organisations together",
    message="We have put in writing that we want innovation, and signed it.",
    examples=(
        "the Declaration on Public Sector Innovation of the Government of Canada (O 00:31:26)",
        "a signing with all deputy ministers, and a copy on every wall (our example)",
    ),
    works="All three parts of clarity rise at once in the week of the declaration and then sink "
    "back with their half-life of half a year. Nothing else changes. That it fades is our reading; "
    "the source calls it a good start.",
    once={"signals.clarity_what": 0.2, "signals.clarity_why": 0.2, "signals.clarity_who": 0.2},
    leader_hours=10.0,
    rows=(4, 26),
    moves="proposals",
    sign=1,
    fails_when="nothing else changes: after a year and a half little is left of it",
)
