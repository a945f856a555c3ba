"""A screening finds the effects of a function that is known, and nothing where there is nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from innosim import load
from innosim.experiments.screening import morris
from innosim.experiments.screening.factors import Factor, assumed
from innosim.kept import Kept, kept

pytest.importorskip("SALib")


def unit(key):
    """A weight from .5 - log 2 to .5 + log 2: linear in its place in the range."""
    return Factor(key, 0.5, -5, 5, False, "", "")


SLOPE = 2 * math.log(2)
FACTORS = [unit("gates.base"), unit("pilots.base"), unit("pilots.decision")]


def filled(plan, path, outcome):
    """Outcomes of all points by a formula, in place of runs."""
    store = Kept(path)
    for scenario in (plan.scenario, *(plan.at(point) for point in plan.points())):
        store.add(plan.key(scenario), {"embedded": outcome(scenario)})
    return {e.factor: e for e in morris.effects(plan, store)}


def plan(trajectories=6, replicates=3):
    return morris.Plan(load("small-service"), FACTORS, trajectories, replicates, ("embedded",))


def values(scenario):
    return scenario.section("gates").base, scenario.section("pilots").base


def test_effects_of_a_linear_outcome(tmp_path):
    """y = 10 + 3 a - b: the changes over the ranges are 3 and -1 ranges, the third has none."""

    def outcome(scenario):
        a, b = values(scenario)
        return [10 + 3 * a - b] * 3

    start = 10 + 3 * 0.6 - 0.8
    found = filled(plan(), tmp_path / "points.jsonl", outcome)
    assert found["gates.base"].size == pytest.approx(3 * SLOPE / start)
    assert found["gates.base"].direction == pytest.approx(3 * SLOPE / start)
    assert found["pilots.base"].direction == pytest.approx(-SLOPE / start)
    assert found["gates.base"].spread == pytest.approx(0, abs=1e-9)
    assert found["pilots.decision"].size == found["dummy"].size == 0
    assert found["gates.base"].shows
    assert not found["dummy"].shows


def test_interaction_shows_in_the_spread(tmp_path):
    found = filled(plan(), tmp_path / "points.jsonl", lambda s: [10 + math.prod(values(s))] * 3)
    assert found["gates.base"].spread > 0.01


def test_luck_is_told_apart_from_an_effect(tmp_path):
    """With noise alone the change is near what the noise predicts, and does not show.

    Its expected value is the noise; with 3 factors of 40 trajectories the chance that it is twice
    that is far below 1e-6.
    """
    luck = np.random.default_rng(1)
    found = filled(plan(40, 8), tmp_path / "p.jsonl", lambda s: list(luck.normal(10, 1, 8)))
    for effect in found.values():
        assert effect.size == pytest.approx(effect.noise, rel=0.5)
        assert not effect.shows


def test_trajectories_with_undefined_outcomes_are_left_out(tmp_path):
    count = iter(range(1000))
    found = filled(
        plan(), tmp_path / "p.jsonl", lambda s: [math.nan if next(count) == 2 else 1.0] * 3
    )
    assert found["gates.base"].trajectories == 5


def test_runs_go_on_where_they_were_stopped(tmp_path):
    scenario = load("small-service", ["horizon=3", "organisation.generate.headcount=80"])
    factors = [one for one in assumed(scenario) if one.key == "generation.scale"]
    small = morris.Plan(scenario, factors, 2, 2, ("energy",))
    path = tmp_path / "points.jsonl"
    with kept(path) as store:
        morris.run(small, store, 1)
        whole = dict.fromkeys(store._values), morris.effects(small, store)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]) + lines[2][:20])
    told = []
    with kept(path) as store:
        assert len(store) == 2
        morris.run(small, store, 2, lambda done, points: told.append((done, points)))
        assert told[0] == (2, len(lines))
        assert set(store._values) == set(whole[0])
        assert morris.effects(small, store) == whole[1]
