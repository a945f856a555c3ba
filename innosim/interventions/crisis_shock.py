"""A shock: a crisis breaks out in the organisations that it reaches."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="A crisis breaks out",
    source="K introduction",
    group="shocks",
    pulled_by="nobody: a shock",
    message="Something has to be done now.",
    examples=(
        "the opioid crisis in British Columbia (K introduction)",
        "a flood, or a system that fails on the day it is needed (our example)",
    ),
    works="In the week of its start the pressure of a crisis rises by one in the organisations "
    "addressed, and halves every eight weeks. It calls forth ideas there, and reviewers let more "
    "through for a while. Its size is assumed.",
    pulse={"crises.strike": 1.0},
    rows=(17, 104),
    moves="proposals",
    sign=1,
    fails_when="crises are so many already that one more makes no difference at the gates",
)
