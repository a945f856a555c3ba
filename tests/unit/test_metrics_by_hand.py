"""Metrics of a week against counting idea by idea."""

from __future__ import annotations

import numpy as np
import pytest

from innosim import catalogue
from innosim.contracts import Stage
from innosim.world.world import World
from tests.generators import scenario as service
from tests.generators import simulated

WEEK = 30


@pytest.fixture(scope="module")
def world() -> World:
    """Two services of two organisations, with time protected in a part of the branches."""
    protected = {"kind": "protected_time", "share": 0.5, "start": 0}
    busy = {"generation": {"scale": 20.0}}
    chosen = service(300, sections=busy, interventions=[protected])
    return simulated(chosen, WEEK + 1, (1, 2)).world


def measured(world: World, name: str) -> tuple[list[float], list[float]]:
    part, whole = catalogue.metrics()[name].measure(world, WEEK)
    assert whole is not None
    return part.tolist(), whole.tolist()


def test_feasible(world: World) -> None:
    ideas, people = world.ideas, world.people
    part, whole = [0.0] * world.organisations.n, [0.0] * world.organisations.n
    for row in np.flatnonzero(ideas.born == WEEK):
        post, own = ideas.origin[row], ideas.organisation[row]
        received = world.teams.suitability[people.team[post]]
        if people.superior[post] < 0:
            received = world.organisations.suitability[own]
        whole[own] += 1
        part[own] += bool(ideas.strangeness[row] <= received)
    assert sum(whole) > 3
    assert 0 < sum(part) < sum(whole)
    assert measured(world, "feasible") == (part, whole)


def test_side_of_desk(world: World) -> None:
    ideas = world.ideas
    slack = world.levers.of_all("energy.slack")
    assert np.ptp(slack) > 0
    part, whole = [0.0] * world.organisations.n, [0.0] * world.organisations.n
    for row in range(ideas.n):
        if ideas.stage[row] in (Stage.GATE, Stage.LEADER_GATE, Stage.PILOT):
            own = ideas.organisation[row]
            whole[own] += 1
            part[own] += 1 - world.organisations.normality[own] * slack[ideas.origin[row]]
    found = measured(world, "side_of_desk")
    assert found[1] == whole
    assert found[0] == pytest.approx(part)
    assert sum(part) < sum(whole) - 0.5


def test_frontier(world: World) -> None:
    frontier = np.repeat(world.services.frontier, 2).tolist()
    assert frontier[0] != frontier[-1]
    assert measured(world, "frontier") == (frontier, [1.0] * 4)
