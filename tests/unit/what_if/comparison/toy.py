"""A tiny service, and comparisons of made-up numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from innosim.scenario.files import load
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.arms import Arm, arms_of
from innosim.what_if.comparison.compare import Comparison
from innosim.what_if.comparison.quantities import SERIES, quantities, series_weeks
from innosim.what_if.comparison.runs import Found
from innosim.what_if.comparison.stopping import FIXED, Level

SIZE = ("horizon=30", "organisation.generate.headcount=300")
HOURS_OF_STAFF = 5.0


def service(*settings: str) -> Scenario:
    return load("small-service", [*SIZE, *settings])


def made_up(
    values: Mapping[str, Sequence[float]],
    level: Level = FIXED,
    assume: Sequence[str] = (),
    name: str = "embedded",
) -> Comparison:
    """A comparison in which one quantity has these values in each arm; the plan costs hours."""
    sources = [service(), service("practices.openness=0.5", 'title="Plan"')]
    arms = arms_of(sources, (), assume)
    found = [_found(arm, name, values[arm.kind]) for arm in arms]
    worlds = len(values["reference"])
    return Comparison(arms, found, list(range(101, 101 + worlds)), level)


def _found(arm: Arm, name: str, values: Sequence[float]) -> Found:
    worlds = len(values)
    one = {quantity.name: np.full((worlds, 1), 2.0) for quantity in quantities()}
    one[name] = np.array(values, float)[:, None]
    one["cost_staff"] = np.full((worlds, 1), HOURS_OF_STAFF if arm.kind == "plan" else 0.0)
    weeks = len(series_weeks(arm.scenario.horizon))
    return one | {SERIES: np.outer(np.array(values, float), np.linspace(0, 1, weeks))}
