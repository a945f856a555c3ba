"""Every column keeps its type and stays within its declared bounds, whatever the state."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from innosim import catalogue
from innosim.engine import Simulation
from innosim.parameters import ParameterSet, facts
from innosim.world.world import TABLES, World
from tests.generators import all_interventions, copied, out_of_bounds, scenario, simulated


def scramble(world: World, seed: int) -> None:
    """Give every bounded share a random value within its bounds, often one of the bounds."""
    draw = np.random.default_rng(seed)
    for table in TABLES:
        rows = getattr(world, table)
        for name, column in rows.columns.items():
            values = getattr(rows, name)
            if values.dtype.kind != "f" or column.low is None or column.high is None:
                continue
            drawn = draw.uniform(-0.3, 1.3, values.shape).clip(0, 1)
            values[:] = column.low + drawn * (column.high - column.low)


@pytest.mark.parametrize("seed", range(6))
def test_bounds_hold_from_random_states(seed: int) -> None:
    interventions = all_interventions(share=0.6) if seed % 2 else []
    simulation: Simulation = simulated(scenario(interventions=interventions), 20, (seed, 7))
    for week in range(20, 32):
        scramble(simulation.world, 100 * seed + week)
        simulation.step()
        assert out_of_bounds(simulation.world) == []


def test_bounds_hold_before_the_first_week() -> None:
    assert out_of_bounds(Simulation(scenario(), [1]).world) == []


@cache
def matured() -> Simulation:
    return simulated(scenario(), 15)


def extremes(name: str, draw: np.random.Generator) -> ParameterSet:
    """Parameters of a process; each rate or share as it is, or as low or as high as it may be."""
    values = matured().scenario.section(name).model_dump()
    for key, field in catalogue.processes()[name].Parameters.model_fields.items():
        declared = facts(field)
        choices = [values[key], declared["low"], declared["high"]]
        if isinstance(values[key], float) and None not in choices:
            values[key] = float(choices[draw.integers(3)])
    section = catalogue.processes()[name].Parameters.model_validate(values)
    assert isinstance(section, ParameterSet)
    return section


@pytest.mark.parametrize("name", catalogue.processes())
def test_every_step_keeps_bounds_whatever_the_parameters(name: str) -> None:
    for seed in range(4):
        world, draw = copied(matured()), np.random.default_rng(seed)
        scramble(world, seed)
        for lever in world.levers._rests:
            world.levers.set_shift(lever, draw.normal(0.0, 9.0, world.levers.shape))
        catalogue.processes()[name].step(world, extremes(name, draw), 15)
        assert out_of_bounds(world) == []


@pytest.mark.parametrize("name", catalogue.processes())
def test_every_step_keeps_bounds(name: str) -> None:
    world = copied(matured())
    scramble(world, 1)
    catalogue.processes()[name].step(world, matured().scenario.section(name), 15)
    assert out_of_bounds(world) == []


@pytest.mark.parametrize("name", catalogue.processes())
def test_defaults_are_of_the_kind_that_a_file_gives(name: str) -> None:
    """A default of 26 for 26.0 would give a scenario that states it another digest."""
    model = catalogue.processes()[name].Parameters
    wrong = [
        key
        for key, field in model.model_fields.items()
        if field.annotation is float and not isinstance(field.default, float)
    ]
    assert wrong == []
