"""Labs teach through those who come back, and colleagues teach those who know less."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.engine import Simulation
from innosim.processes import learning
from innosim.world.world import QUARTER
from tests.generators import differing, scenario, simulated, state

WEEKS = 40
LABS = {"kind": "innovation_labs"}


def at_end_of_quarter(**levers: float) -> tuple[Simulation, dict[str, np.ndarray]]:
    """A service before and after learning at the end of a quarter, without any pilot."""
    simulation = simulated(scenario(sections={"learning": levers}), 1)
    before = state(simulation.world)
    learning.step(simulation.world, simulation.scenario.section("learning"), QUARTER - 1)
    return simulation, before


def test_a_lab_without_rotation_changes_nothing() -> None:
    stays = {"learning": {"lab_rotation": 0.0}}
    with_it = state(simulated(scenario(sections=stays, interventions=[LABS]), WEEKS).world)
    without = state(simulated(scenario(sections=stays), WEEKS).world)
    assert differing(with_it, without) == ["organisations.cost_leaders", "organisations.cost_staff"]


def test_those_who_come_back_have_gained_a_share_of_what_they_lacked() -> None:
    simulation, before = at_end_of_quarter(labs=1.0, lab_rotation=0.3, lab_gain=0.25)
    people = simulation.world.people
    back = people.method != before["people.method"]
    assert 0.15 < back.mean() < 0.45
    for skill in ("method", "capability"):
        was = before[f"people.{skill}"]
        expected = np.where(back, was + 0.25 * (1 - was), was)
        assert getattr(people, skill) == pytest.approx(expected, abs=1e-6)


def test_nobody_comes_back_before_the_quarter_ends() -> None:
    simulation = simulated(scenario(sections={"learning": {"labs": 1.0, "lab_rotation": 1.0}}), 1)
    before = state(simulation.world)
    learning.step(simulation.world, simulation.scenario.section("learning"), QUARTER - 2)
    assert (simulation.world.people.method == before["people.method"]).all()


def test_colleagues_make_capability_more_alike_and_nobody_unlearns() -> None:
    simulation, before = at_end_of_quarter(socialising=1.0, social_rate=0.1)
    now, was = simulation.world.people.capability, before["people.capability"]
    assert (now >= was).all()
    assert now.std() < was.std()
    heard = simulation.world.network.mean(was)
    assert (now <= np.maximum(heard, was) + 1e-6).all()


def test_the_skills_of_an_organisation_follow_the_mean_gain() -> None:
    simulation, before = at_end_of_quarter(socialising=1.0, to_skills=0.5)
    world = simulation.world
    gained = world.people.capability.astype(np.float64) - before["people.capability"]
    mean = np.bincount(world.people.organisation, gained) / world.organisations.size
    assert world.organisations.gain_skills == pytest.approx(0.5 * mean, abs=1e-6)
    assert (mean > 0).all()
