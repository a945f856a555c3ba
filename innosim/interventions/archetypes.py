"""Roles are defined: people see which part they can have, and what others bring."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Define roles: innovation archetypes",
    source="O 00:32:43",
    group="clarity",
    pulled_by="the centre and leaders",
    message="There is a part for you in this, and it need not be that of the inventor.",
    examples=(
        "Denmark's innovation archetypes help people understand what they can contribute "
        "(O 00:32:43)",
        "a team is put together of people who know the method, people who know the matter, and "
        "people who can take it to citizens and to the board room (K section 1)",
    ),
    works="It becomes clearer who contributes what, so that more ideas are wanted and offered. "
    "Teams whose members have different parts make better ideas: the model gives everybody the "
    "part they are best at (method, subject, bridging, sensing what may backfire) and counts how "
    "many of the four a team has. The text names the archetypes but not what they are: the four "
    "parts and the gain of merit are the model's.",
    effects={"signals.clarity_who": 0.25, "birth.archetypes": 1.0},
    leader_hours=0.5,
    staff_hours=1.0,
    delay=12,
    rows=(28, 69, 70),
    moves="merit",
    sign=1,
    fails_when="teams are made of people who are all good at the same thing",
)
