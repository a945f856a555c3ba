"""A barometer of innovation: what is measured again and again becomes clear and normal.

Give it `every = 104` and a `duration` to repeat it every two years.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Innovation barometer",
    source="O 00:30:47",
    group="clarity",
    pulled_by="the centre",
    message="We ask every workplace what it has done that is new, and publish the answers.",
    examples=(
        "Denmark's innovation barometer (O 00:30:47)",
        "the same few questions every two years, with results for each organisation (our example)",
    ),
    works="Each time it is taken, clarity of what and why and a little normality rise at once and "
    "then sink back. One barometer fades; repeated ones keep clarity up. That measuring also makes "
    "innovation a little more normal is our reading.",
    once={"signals.clarity_what": 0.15, "signals.clarity_why": 0.15, "signals.normality": 0.05},
    leader_hours=0.5,
    staff_hours=0.2,
    rows=(26, 72),
    moves="clarity",
    sign=1,
    fails_when="it is taken once and never again",
)
