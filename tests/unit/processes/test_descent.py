"""The descent of the signals, against its recursion worked out post by post."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.engine import Simulation
from innosim.processes import descent
from innosim.processes._received import received
from innosim.processes.descent import SIGNALS
from tests.generators import scenario, simulated


@pytest.fixture(scope="module")
def run() -> Simulation:
    simulation = simulated(scenario(people=400, interventions=[{"kind": "forums"}]), 20)
    descent.step(simulation.world, simulation.scenario.section("descent"), 20)
    return simulation


def share_round(run: Simulation, signal: str, team: int) -> float:
    lever = run.world.levers.by_organisation(f"descent.{SIGNALS[signal]}")
    own = run.world.teams.organisation[team]
    return float(np.broadcast_to(lever, run.world.organisations.n)[own])


def expected_of_team(run: Simulation, signal: str, team: int) -> float:
    """What reaches a team: its share of the whole, and the rest through its superior."""
    world = run.world
    superior = world.teams.superior[team]
    whole = float(getattr(world.organisations, signal)[world.teams.organisation[team]])
    share = share_round(run, signal, team)
    above = expected_of_person(run, signal, superior)
    return share * whole + (1 - share) * float(world.people.passing_on[superior]) * above


def expected_of_person(run: Simulation, signal: str, person: int) -> float:
    """The head has the whole, everybody else what reaches their team."""
    people = run.world.people
    if people.superior[person] >= 0:
        return expected_of_team(run, signal, people.team[person])
    return float(getattr(run.world.organisations, signal)[people.organisation[person]])


@pytest.mark.parametrize("signal", SIGNALS)
def test_each_team_receives_what_its_superiors_pass_on(run: Simulation, signal: str) -> None:
    teams = getattr(run.world.teams, signal)
    assert len(run.world.depths) > 1
    expected = [expected_of_team(run, signal, team) for team in range(run.world.teams.n)]
    assert teams == pytest.approx(np.array(expected), abs=1e-6)


def test_a_branch_has_the_mean_of_its_people(run: Simulation) -> None:
    world = run.world
    of_people = world.teams.suitability[world.people.team]
    total = np.bincount(world.people.branch, of_people, world.branches.n)
    expected = total / np.bincount(world.people.branch)
    assert world.branches.suitability == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("signal", SIGNALS)
def test_each_person_receives_what_reaches_the_team_and_the_head_the_whole(
    run: Simulation, signal: str
) -> None:
    everybody = np.arange(run.world.people.n)
    expected = [expected_of_person(run, signal, person) for person in everybody]
    assert received(run.world, signal, everybody) == pytest.approx(np.array(expected), abs=1e-6)


@pytest.mark.parametrize("signal", SIGNALS)
def test_without_layers_every_team_receives_the_whole(signal: str) -> None:
    world = simulated(scenario(sections={"descent": {"layered": False}}), 3).world
    whole = getattr(world.organisations, signal)[world.teams.organisation]
    assert getattr(world.teams, signal) == pytest.approx(whole, abs=1e-6)
