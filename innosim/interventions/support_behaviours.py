"""Appraisal rewards other behaviours than replication."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Support behaviours beyond replication",
    source="O 00:39:12",
    group="normality",
    pulled_by="leaders and middle managers",
    message="What counts here is that you tried something better, and not only that you did the "
    "same again without a fault.",
    examples=(
        "promote behaviours that support innovation, beyond mere replication and standardisation "
        "(O 00:39:12)",
        "a performance agreement that asks what was tried, learnt and passed on (our example)",
    ),
    works="People conceive 30 % more ideas of their own accord, while they have energy left, and "
    "those who carry ideas recover faster. The text does not say what supporting a behaviour "
    "does; the two effects and their sizes are our reading.",
    effects={"generation.recognition": 0.3, "energy.recognition": 0.3},
    leader_hours=0.5,
    manager_hours=0.5,
    rows=(53,),
    moves="proposals",
    sign=1,
    fails_when="it is said in appraisals and something else is rewarded",
)
