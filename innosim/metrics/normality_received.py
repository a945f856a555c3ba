"""Normality that reaches the teams, each team counted once."""

from __future__ import annotations

from innosim.contracts import Metric
from innosim.metrics._counts import Measured, of_teams
from innosim.world.world import World

METRIC = Metric(
    "Normality as it is received",
    "share",
    "normality that reaches the teams, each team counted once",
)


def measure(world: World, week: int) -> Measured:
    """By organisation; see `METRIC`."""
    return of_teams(world, "normality")
