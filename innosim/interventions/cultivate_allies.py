"""Innovators find allies among those whom their reviewers listen to."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Cultivate allies",
    source="O 00:37:16",
    group="parity",
    pulled_by="leaders and middle managers",
    message="You are not alone with this: talk to these people, they will speak for you.",
    examples=(
        "help innovators find allies (O 00:37:16)",
        "an expert task group and cross-ministry meet-ups asked questions, connected the team "
        "with new people and helped to move the project along (K section 2)",
    ),
    works="Colleagues whom the reviewer listens to endorse an idea, each as far as innovation is "
    "normal in their eyes. That raises alignment week by week, at a gate and in the pilot (about "
    ".02 at the normality that services begin with), so that the reviewer meets the idea as one "
    "that is known around them. That allies act through the surroundings of the reviewer, and on "
    "alignment, is our reading of one sentence; the size is assumed.",
    effects={"alignment.allies": 0.06},
    leader_hours=1.0,
    manager_hours=0.2,
    staff_hours=1.0,
    rows=(37,),
    moves="gate_pass",
    sign=1,
    fails_when="nobody whom the reviewers listen to thinks innovation normal",
)
