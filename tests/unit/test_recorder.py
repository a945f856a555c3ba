"""What a run leaves behind."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.ensemble import run
from innosim.recorder import RECENT, branch_rows
from tests.generators import scenario, simulated


def test_series_has_a_row_for_each_week_and_unit() -> None:
    series = run(scenario(60, 2, horizon=9), 2).table("series")
    assert len(series["week"]) == 2 * 9 * 3
    assert sorted(set(series["level"])) == ["organisation", "service"]


def test_every_few_weeks_and_the_last() -> None:
    series = run(scenario(60, horizon=10, record={"every": 4})).table("series")
    assert sorted(set(series["week"].tolist())) == [0, 4, 8, 9]


@pytest.mark.parametrize("table", ["events", "gates"])
def test_what_is_not_wanted_is_not_recorded(table: str) -> None:
    tables = run(scenario(60, horizon=20, record={table: False}))
    assert not tables.table(table)
    assert len(tables.table("ideas")["idea"])


def test_the_service_is_the_sum_or_the_ratio_of_sums() -> None:
    series = run(scenario(120, 3, horizon=20)).table("series")
    last = series["week"] == 19
    whole = last & (series["level"] == "service")
    parts = last & (series["level"] == "organisation")
    assert series["in_gates"][whole].sum() == series["in_gates"][parts].sum()
    low, high = np.nanmin(series["energy"][parts]), np.nanmax(series["energy"][parts])
    assert low <= series["energy"][whole][0] <= high


def test_branches_that_took_something_up_long_ago_no_longer_innovate() -> None:
    world = simulated(scenario(60), 40).world
    rooted = np.flatnonzero(world.sites.took_root >= 0)
    assert len(rooted)
    last = int(world.sites.took_root.max())
    assert branch_rows(world, 0, last + RECENT)["innovated"].any()
    assert not branch_rows(world, 0, last + RECENT + 1)["innovated"].any()
