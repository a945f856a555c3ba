"""Working time protected for ideas."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Protected time",
    source="O 00:20:30",
    group="normality",
    pulled_by="leaders and middle managers",
    message="Work on ideas is part of the job and has its hours.",
    examples=(
        "half a day a week for one's own idea (our example)",
        "a team relieved of routine work while its pilot runs (our example)",
    ),
    works="Ideas cost their people less energy, as far as innovation is normal where they work; "
    "otherwise few dare to take the time. The source only names the lack ('side of desk'); "
    "protected time as the remedy is our reading.",
    effects={"energy.slack": 1.0},
    staff_hours=20.0,
    rows=(14,),
    moves="energy",
    sign=1,
    fails_when="innovation is not normal, so that nobody dares to take the time",
)
