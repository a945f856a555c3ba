"""Practice 1: establish a good team and trust it.

A mixed team from the beginning makes better ideas, and trust gives it a free hand: fewer
checkpoints, and more of what the team can do, for better or worse.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Establish a good team, trust that team",
    source="K section 1",
    effects={"birth.mixed_team": 0.8, "gates.autonomy": 1.0, "energy.support": 0.2},
    leader_hours=4.0,
    rows=(76, 79, 102),
    moves="embedded",
    sign=1,
    given={"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    fails_when="the teams lack the skills that a free hand needs",
)
