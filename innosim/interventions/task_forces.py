"""Task forces at the top: experiments in one theme skip the middle gates and get what they need."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Task forces at the top",
    source="O 01:18:19",
    group="suitability",
    pulled_by="the centre: deputy ministers",
    message="For this one theme the way is free: try it, and tell us what you need.",
    examples=(
        "task forces of deputy ministers explore and try out AI and blockchain (O 01:18:19)",
        "its experiments report to the task force, not up the line (our example)",
    ),
    works="The theme that weighs most in politics when it starts is its theme, for as long as it "
    "lasts. Ideas of that theme skip the middle gates, and skills and infrastructure are brought "
    "to their pilots; data are not, so that it does little where data are what lacks (see "
    "data_strategy). Ideas of other themes are judged as before, and share the head's time with "
    "those that skip. All of this is our reading of one sentence; so is the choice of the theme.",
    effects={"politics.task_force": 1.0},
    leader_hours=3.0,
    staff_hours=2.0,
    delay=8,
    rows=(47, 48),
    moves="gate_pass",
    sign=1,
    given={"birth.relating": 0.5},
    fails_when="few ideas take up its theme, or data are what lacks",
)
