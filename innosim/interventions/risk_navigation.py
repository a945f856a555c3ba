"""Support in navigating risk and uncertainty: what may go wrong is known and dealt with."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Help to navigate risk",
    source="O 00:37:22",
    group="parity",
    pulled_by="the centre and leaders",
    message="Bring us the risk early; we will look at it together before anybody decides.",
    examples=(
        "support in navigating risk and uncertainty (O 00:37:22)",
        "before the work on the opioid crisis was published: how to protect the identity of "
        "people, how to position the ministry (K section 3)",
        "through alignment leaders could foresee, mitigate and act upon possible risks "
        "(K section 3)",
    ),
    works="Reviewers weigh the risk of an idea by 30 % less, and a new idea comes with a little "
    "more evidence, which lets its merit count. The risk itself stays what it is: as many ideas "
    "backfire later as their risk makes them. Both sizes are assumed.",
    effects={"birth.risk_navigation": 1.0},
    leader_hours=1.0,
    staff_hours=1.0,
    rows=(38,),
    moves="gate_pass",
    sign=1,
    fails_when="reviewers are not afraid of risk, or ideas are stopped for being new",
)
