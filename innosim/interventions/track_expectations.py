"""Changing expectations of citizens are tracked, and the gap is felt."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Track changing expectations",
    source="O 00:38:37",
    group="suitability",
    pulled_by="the centre or leaders of organisations",
    message="Look how far what citizens expect has moved on, and how far we have.",
    examples=(
        "a yearly survey of users, set beside other services that they use (our example)",
        "complaints and waiting times on the agenda of the management board (our example)",
    ),
    works="People and reviewers feel the gap between the organisation and what is possible "
    "outside: more ideas are raised and more pass. Where there is no gap nothing happens.",
    effects={"frontier.tracking": 1.0},
    staff_hours=2.0,
    leader_hours=0.5,
    rows=(46,),
    moves="proposals",
    sign=1,
    fails_when="there is no gap",
)
