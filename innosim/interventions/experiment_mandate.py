"""A mandate to experiment: some experiments are expected of everybody."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Experimentation mandate",
    source="O 01:04:57",
    effects={"gates.mandate": 1.0, "signals.normality": 0.1},
    leader_hours=1.0,
    manager_hours=0.5,
    delay=8,
    rows=(58,),
    moves="pilots",
    sign=1,
    fails_when="units comply on paper and nobody looks at outcomes",
)
