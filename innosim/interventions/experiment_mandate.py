"""A mandate to experiment: some experiments are expected of everybody."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Experimentation mandate",
    source="O 01:04:57",
    group="normality",
    pulled_by="the centre, for all organisations",
    message="Some experiments are expected of every one of us, and some will fail.",
    examples=(
        "Canada's experimentation mandate, which makes experimenting acceptable and expected (O "
        "01:04:57)",
        "each unit reports what it tried, also what did not work (our example)",
    ),
    works="Reviewers weigh risk less, and a small share of what they would reject is tried all the "
    "same; normality rises a little. How much less they fear, and the floor under rejections, are "
    "our reading of 'acceptable and expected'.",
    effects={"gates.mandate": 1.0, "signals.normality": 0.1},
    leader_hours=1.0,
    manager_hours=0.5,
    delay=8,
    rows=(58,),
    moves="pilots",
    sign=1,
    fails_when="units comply on paper and nobody looks at outcomes",
)
