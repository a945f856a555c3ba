"""Innovation labs: staff come for a quarter, learn with their hands, and go back."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Innovation labs with rotation",
    source="O 00:33:26",
    group="clarity",
    pulled_by="the centre and leaders",
    message="Come and do it with us for a quarter, then take it home.",
    examples=(
        "Canada's innovation labs offer hands-on experience (O 00:33:26)",
        "British Columbia's Innovation Hub and its service design team, whose designers worked in "
        "a team with specialists of a ministry (K introduction and section 1)",
    ),
    works="Every quarter one in fifty of the staff spends a day a week in a lab and comes back "
    "with a fifth of what they lacked in capability and in method. Nothing else happens: without "
    "rotation (`learning.lab_rotation = 0`) a lab changes nothing outside itself. The gain spreads "
    "through the teams of those who come back and through the skills of their organisation. That "
    "the gain goes through rotation alone is our reading of hands-on experience; all sizes are "
    "assumed.",
    effects={"learning.labs": 1.0},
    leader_hours=0.5,
    staff_hours=15.0,
    rows=(29,),
    moves="skills",
    sign=1,
    fails_when="nobody is let go, or those who come back leave",
)
