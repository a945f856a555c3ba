"""Task forces: one theme skips the middle gates, and data decide what else they can do."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.contracts import Stage
from innosim.engine import Simulation
from innosim.processes import _gate_ways, pilots
from tests.generators import scenario, simulated


def run(weeks: int, **sections: dict[str, float]) -> Simulation:
    return simulated(scenario(people=400, sections=sections), weeks)


def test_it_takes_the_theme_that_weighs_most_when_it_starts_and_keeps_it() -> None:
    sections = {"politics": {"drift": 0.3, "election_every": 0}}
    start = 12
    acting = [{"kind": "task_forces", "start": start, "end": 30}]
    simulation = Simulation(scenario(sections=sections, interventions=acting), [1])
    world, heaviest, taken = simulation.world, [], []
    for _ in range(40):
        simulation.step()
        heaviest.append(int(world.services.priorities[0].argmax()))
        taken.append(int(world.organisations.task_theme[0]))
    assert len(set(heaviest[start:30])) > 1
    assert set(taken[start:30]) == {heaviest[start - 1]}
    assert taken[30:] == heaviest[30:]


def test_only_ideas_of_its_theme_skip_the_gates_between() -> None:
    simulation = run(30, politics={"task_force": 1.0})
    world, p = simulation.world, simulation.scenario.section("gates")
    rows = np.flatnonzero(world.ideas.stage == Stage.GATE)
    theme = world.organisations.task_theme[world.ideas.organisation[rows]]
    rows = np.concatenate([rows, rows])
    own = np.arange(len(rows)) < len(rows) // 2
    world.ideas.theme[rows[own]] = theme
    chance = _gate_ways.chance_of_skipping(world, p, rows[own])
    assert len(chance) > 3
    assert (chance == 1.0).all()
    world.ideas.theme[rows[own]] = (theme + 1) % 8
    assert (_gate_ways.chance_of_skipping(world, p, rows[own]) == 0.0).all()


def suitable(data: float, task_force: float) -> float:
    """How suitable an organisation is for an idea of the theme, at .4 in all else."""
    simulation = run(30, politics={"task_force": task_force}, pilots={"weeks": 60})
    world, p = simulation.world, simulation.scenario.section("pilots")
    rows = np.flatnonzero(world.ideas.stage == Stage.PILOT)[:1]
    own = world.ideas.organisation[rows]
    o = world.organisations
    o.skills[own], o.data[own], o.infrastructure[own] = 0.4, data, 0.4
    world.ideas.theme[rows] = o.task_theme[own]
    alone = (np.mean([0.4**-2, data**-2, 0.4**-2])) ** -0.5
    return float(alone * pilots._task_force(world, p, rows)[0])


def test_with_data_it_gives_more_than_the_two_apart() -> None:
    neither, data, force, both = (
        suitable(share, lever) for share, lever in ((0.4, 0), (0.64, 0), (0.4, 1), (0.64, 1))
    )
    assert neither == pytest.approx(0.4)
    joint = both - neither
    assert joint > (data - neither) + (force - neither)
    assert max(data - neither, force - neither) < 0.6 * joint
