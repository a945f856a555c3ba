"""Practice 5: open the process and the knowledge up, always.

Openness lets others learn from an idea and take it up, builds trust where people are engaged,
and exposes it to criticism.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Open the process and knowledge up",
    source="K section 5",
    group="practices",
    pulled_by="leaders",
    message="Share the process and the knowledge, also while it is unfinished.",
    examples=(
        "questions, doubts and first results shared with an expert group while the project runs (K "
        "section 5)",
        "an online publication that other jurisdictions can build on (K section 5)",
    ),
    works="New ideas are worked on openly: outsiders offer more, others reuse them, they may "
    "travel further and last longer, but what goes wrong is seen. Citizens are engaged, which "
    "disarms criticism and builds trust. Openness costs nothing but hours here: the discomfort of "
    "sharing is not in the model.",
    effects={"external.openness": 0.9, "external.engagement": 0.5},
    leader_hours=2.0,
    staff_hours=2.0,
    rows=(95, 98, 99, 102),
    moves="reused",
    sign=1,
    given={"reuse.rate": 0.2},
    fails_when="it is open but nobody is engaged, so that incidents are seen and not forgiven",
)
