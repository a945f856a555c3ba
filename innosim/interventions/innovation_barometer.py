"""A barometer of innovation: what is measured again and again becomes clear and normal.

Give it `every = 104` and a `duration` to repeat it every two years.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Innovation barometer",
    source="O 00:30:47",
    once={"signals.clarity_what": 0.15, "signals.clarity_why": 0.15, "signals.normality": 0.05},
    leader_hours=0.5,
    staff_hours=0.2,
    rows=(26, 72),
    moves="clarity",
    sign=1,
    fails_when="it is taken once and never again",
)
