"""Leaders uphold and defend people when something goes wrong."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Uphold and defend",
    source="O 00:39:33",
    group="normality",
    pulled_by="leaders",
    message="If it goes wrong, I answer for it.",
    examples=(
        "a leader stands up in public for a team whose pilot failed (our example)",
        "what was learnt from a failure is asked for first, who is to blame not at all (our "
        "example)",
    ),
    works="Failures, incidents and shocks raise people's fear of blame less, and fear silences "
    "fewer ideas; reviewers fear risk less, and an incident ends fewer ideas. The mechanism "
    "through fear of blame is our reading.",
    effects={"generation.protection": 0.8},
    leader_hours=2.0,
    rows=(56,),
    moves="proposals",
    sign=1,
    fails_when="hardly anything goes wrong, or failures are drowned in successes",
)
