"""Leaders uphold and defend people when something goes wrong."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Uphold and defend",
    source="O 00:39:33",
    effects={"generation.protection": 0.8},
    leader_hours=2.0,
    rows=(56,),
    moves="proposals",
    sign=1,
    fails_when="hardly anything goes wrong, or failures are drowned in successes",
)
