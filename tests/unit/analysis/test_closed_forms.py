"""Measures of simulated services whose answer is known without simulating them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from innosim.analysis import gatekeeping, merit, outcomes
from innosim.analysis.run import Run, runs
from innosim.ensemble import run_to_folder
from innosim.results.reader import read
from tests.generators import scenario

FROZEN: dict[str, dict[str, Any]] = {"signals": {"frozen": True}, "descent": {"layered": False}}


def simulated(folder: Path, sections: dict[str, dict[str, Any]], weeks: int, people: int) -> Run:
    """The only replicate of a service with these settings."""
    chosen = scenario(people, sections=sections, horizon=weeks)
    return next(runs(read(run_to_folder(chosen, folder / "out"))))


@pytest.mark.parametrize(("parity", "least", "most"), [(1.0, -1e-6, 1e-6), (0.0, 0.05, 1.0)])
def test_full_parity_leaves_no_gap(
    tmp_path: Path, parity: float, least: float, most: float
) -> None:
    sections = {**FROZEN, "signals": {"frozen": True, "base_parity": parity}}
    run = simulated(tmp_path, sections, 40, 120)
    assert run.results.rows("gates") > 50
    assert least <= gatekeeping.parity_gap(run) <= most


def test_where_novelty_is_not_penalised_there_is_no_gap(tmp_path: Path) -> None:
    run = simulated(tmp_path, {"gates": {"novelty": 0.0}}, 40, 120)
    assert gatekeeping.parity_gap(run) == pytest.approx(0, abs=1e-6)


def test_gates_blind_to_merit_err_as_often_either_way(tmp_path: Path) -> None:
    """The share let through is the same: both errors add up to 1 (4 standard errors)."""
    blind = {"gates": {"merit": 0.0, "base": 0.8, "capacity": 2.0, "attention": 0.5}}
    run = simulated(tmp_path, blind, 156, 1200)
    good = run.natures["merit"][run.early] > gatekeeping.GOOD
    number = min(good.sum(), (~good).sum())
    assert number > 300
    total = gatekeeping.good_refused(run) + gatekeeping.bad_let_through(run)
    assert total == pytest.approx(1.0, abs=4 * (2 * 0.25 / number) ** 0.5)


def test_gates_that_see_merit_err_less(tmp_path: Path) -> None:
    keen = {
        "gates": {"merit": 20.0, "base": 0.8, "capacity": 2.0, "attention": 0.5},
        "birth": {"evidence_base": 1.0},
    }
    run = simulated(tmp_path, keen, 156, 600)
    assert gatekeeping.good_refused(run) + gatekeeping.bad_let_through(run) < 0.8
    assert merit.merit_slope(merit.sample(run)) > 1


def test_a_service_that_stands_still_lags_by_its_age(tmp_path: Path) -> None:
    still = {"generation": {"scale": 0.0}, "external": {"rate": 0.0}, "frontier": {"noise": 0.0}}
    run = simulated(tmp_path, still, 60, 60)
    assert outcomes.lag(run) == pytest.approx(60 / 52)
    assert outcomes.gap(run) == pytest.approx(np.mean(0.002 * np.arange(9, 61)))
    assert np.isnan(outcomes.own_origin(run))
    assert np.isnan(outcomes.feasible(run))


@pytest.mark.parametrize(("slack", "share"), [(0.0, 1.0), (1.0, 0.0), (0.25, 0.75)])
def test_protected_time(tmp_path: Path, slack: float, share: float) -> None:
    sections = {
        "signals": {"frozen": True, "base_normality": 1.0},
        "energy": {"slack": slack},
    }
    run = simulated(tmp_path, sections, 30, 120)
    assert outcomes.side_of_desk(run) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize(("level", "share"), [(1.0, 1.0), (0.0, 0.0)])
def test_full_suitability_makes_all_feasible(tmp_path: Path, level: float, share: float) -> None:
    base = {f"base_{part}": level for part in ("skills", "data", "infrastructure")}
    sections = {**FROZEN, "signals": {"frozen": True, **base}}
    run = simulated(tmp_path, sections, 30, 120)
    assert run.series["proposals"].sum() > 20
    assert outcomes.feasible(run) == pytest.approx(share, abs=0.02)
