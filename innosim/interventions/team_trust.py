"""Practice 1: establish a good team and trust it.

A mixed team from the beginning makes better ideas, and trust gives it a free hand: fewer
checkpoints, and more of what the team can do, for better or worse.
"""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Establish a good team, trust that team",
    source="K section 1",
    group="practices",
    pulled_by="leaders",
    message="Put the right mix of people together from the beginning, and then trust them.",
    examples=(
        "designers who know the method and specialists who know the matter in one core team (K "
        "section 1)",
        "the team's expertise is trusted, which gives it a healthy degree of freedom (K section 1)",
    ),
    works="Teams are put together for method, subject and bridging, which adds to merit; trusted "
    "teams skip part of the middle gates and a free hand makes able teams succeed more often and "
    "others less. Support lifts some of the load. Fewer gates as the meaning of freedom is our "
    "reading.",
    effects={"birth.mixed_team": 0.8, "gates.autonomy": 1.0, "energy.support": 0.2},
    leader_hours=4.0,
    rows=(76, 79, 102),
    moves="embedded",
    sign=1,
    given={"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15},
    fails_when="the teams lack the skills that a free hand needs",
)
