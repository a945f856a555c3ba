"""A story of the service's own history: it has always renewed itself."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Connect to history",
    source="O 00:34:41",
    group="clarity",
    pulled_by="leaders",
    message="We have done this before: what is normal today was new once.",
    examples=(
        "show how an idea fits the shared history and context of the service, so that it is not "
        "foreign to it (O 00:34:41)",
        "recall the long history of interest in innovation, and the ambition that was stated "
        "(O 00:05:28)",
    ),
    works="New ideas feel less strange, in proportion to how strange they are: an idea without "
    "novelty gains nothing. Normality rises a little. Strangeness is one number in the model, so "
    "what feels less foreign at a gate is also piloted and taken up as less foreign. This and the "
    "size (15 % less strange) are our reading of one sentence.",
    effects={"birth.history": 0.15, "signals.normality": 0.05},
    leader_hours=0.5,
    rows=(30,),
    moves="gate_pass",
    sign=1,
    fails_when="ideas are stopped for something else than being new",
)
