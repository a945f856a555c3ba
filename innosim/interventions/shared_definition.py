"""An agreed definition of what innovation means here."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Shared definition of innovation",
    source="O 00:30:47",
    group="clarity",
    pulled_by="the centre",
    message="This is what we mean by innovation, and this is not.",
    examples=(
        "agreed definitions, as in Denmark (O 00:30:47)",
        "the same words in guidance, appraisals and surveys (our example)",
    ),
    works="The target of the 'what' part of clarity rises, and with it what people believe; "
    "unclear signals are read in as many ways as there are people, so understanding also becomes "
    "less fragmented. Why and who stay as they were.",
    effects={"signals.clarity_what": 0.25},
    leader_hours=1.0,
    delay=12,
    rows=(7, 26),
    moves="clarity",
    sign=1,
    fails_when="the other parts of clarity stay low",
)
