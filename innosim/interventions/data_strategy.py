"""A strong data strategy: the foundation for new technology."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Data strategy",
    source="O 01:21:41",
    group="suitability",
    pulled_by="the centre",
    message="Without good data, new technology has nothing to work with.",
    examples=(
        "common standards and a catalogue, so that data can be found and used across ministries "
        "(our example)",
        "people whose task is the quality of a data set, and rules on who may use it (our example)",
    ),
    works="The data part of suitability moves towards a higher target over years. Suitability "
    "counts its weakest part most, so data alone lift it little where skills or infrastructure "
    "lack; together with a task force they give more than the two apart.",
    effects={"signals.data": 0.4},
    leader_hours=2.0,
    staff_hours=6.0,
    delay=52,
    rows=(48,),
    moves="suitability",
    sign=1,
    fails_when="skills and infrastructure stay behind",
)
