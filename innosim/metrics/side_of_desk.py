"""Share of the hours of innovation that are unprotected: spent at the side of the desk.

Side-of-desk share = sum over ideas in gates and pilots of (1 - normality x slack) / number of
those ideas, with the normality of the idea's organisation and the protected time (`energy.slack`)
of the post that conceived it. Each idea counts with the same hours, because the model counts hours
of work in pilots only. In [0, 1]: 1 without protected time, 0 where all of it is protected and
innovation is wholly normal. Not defined where no idea is in a gate or a pilot.
"""

from __future__ import annotations

from innosim.contracts import Metric, Stage
from innosim.metrics._counts import Measured, ideas_of
from innosim.world.ideas import in_stage
from innosim.world.world import World

METRIC = Metric(
    "Side-of-desk share",
    "share",
    "hours of work on ideas in gates and pilots for which no time is protected",
    rows=(14,),
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    rows = in_stage(world, Stage.GATE, Stage.LEADER_GATE, Stage.PILOT)
    slack = world.levers.at("energy.slack", world.ideas.origin[rows])
    protected = world.organisations.normality[world.ideas.organisation[rows]] * slack
    return ideas_of(world, rows, 1.0 - protected), ideas_of(world, rows)
