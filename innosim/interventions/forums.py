"""Forums round the clay layer: ideas are shared and go round a gate, signals come directly."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Forums around the clay layer",
    source="O 01:23:45",
    group="parity",
    pulled_by="the centre, or anybody who runs a network",
    message="A good idea finds its way round a gate that is shut.",
    examples=(
        "GCconnex and GCcollab, where public servants share and develop ideas (O 01:23:45)",
        "a monthly forum in which staff show ideas to leaders directly (our example)",
    ),
    works="An idea that comes to a middle manager's gate may go round it. Ties between branches "
    "carry more, and a larger part of what leaders say reaches teams directly. It goes round good "
    "and bad judgement alike: pilots must sort out what gates would have stopped.",
    effects={"gates.bypass": 0.3, "adoption.cross_ties": 1.0, "descent.direct": 0.2},
    staff_hours=5.0,
    leader_hours=1.0,
    delay=12,
    rows=(35,),
    moves="gate_pass",
    sign=1,
    fails_when="pilots do not sort out what the gates would have stopped",
)
