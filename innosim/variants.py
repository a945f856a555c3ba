"""Variants of one scenario side by side in one world, as replicates are.

Variants may differ in what somebody does: interventions, practices, and where levers rest. A
further variant then costs little more than a further replicate, and each gives the same numbers
as a run of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.delivery import Planned, Schedule
from innosim.engine import Simulation
from innosim.organisation.chart import Chart
from innosim.parameters import levers_of
from innosim.scenario.content import differences
from innosim.scenario.schema import Scenario
from innosim.world.world import World

_DONE = ("interventions", "practices")


def side_by_side(variants: Sequence[Scenario], seeds: Sequence[int], chart: Chart) -> Simulation:
    """One simulation of all variants in all worlds; that of variant v and seed s is the service
    v x (number of seeds) + s.

    Args:
        variants: scenarios that differ in interventions, practices and levers at most.
        seeds: one for each world; all variants get the same.
        chart: their organisation.

    Raises:
        ValueError: which setting differs that must not.
    """
    first = variants[0]
    for other in variants[1:]:
        _check(other, first)
    if len(variants) == 1:
        return Simulation(first, seeds, chart)
    all_seeds = [*seeds] * len(variants)
    simulation = Simulation(first, all_seeds, chart, prepare=partial(_lay_levers, variants))
    simulation.schedule = _schedule(simulation.world, variants)
    return simulation


def same_but_for_levers(scenario: Scenario, other: Scenario) -> bool:
    """Whether two scenarios can run side by side."""
    return not _apart(scenario, other)


def _check(scenario: Scenario, other: Scenario) -> None:
    apart = _apart(scenario, other)
    if apart:
        raise ValueError(f"variants differ in {', '.join(apart)}, which is not a lever")


def _apart(scenario: Scenario, other: Scenario) -> list[str]:
    found = [change.key for change in differences(scenario, other)]
    return [key for key in found if key.split(".")[0] not in _DONE and key not in _levers()]


def _levers() -> set[str]:
    return {
        f"{section}.{name}"
        for section, module in catalogue.processes().items()
        for name in levers_of(module.Parameters)
    }


def _variant(world: World, variants: Sequence[Scenario]) -> NDArray[np.integer]:
    """The variant of each branch; a world has the services of one variant after another."""
    return world.branches.service * len(variants) // world.n_services


def _lay_levers(variants: Sequence[Scenario], world: World) -> None:
    """Let each lever rest where the variant of each branch says."""
    variant = _variant(world, variants)
    for key in sorted(_levers()):
        section, _, name = key.partition(".")
        rests = np.array([getattr(one.section(section), name) for one in variants], np.float64)
        if (rests != rests[0]).any():
            world.levers.lay(key, rests[variant])


def _schedule(world: World, variants: Sequence[Scenario]) -> Schedule:
    """The interventions of all variants, each in its own branches only."""
    variant = _variant(world, variants)
    schedule = Schedule((), world, variants[0].factors())
    planned: list[Planned] = []
    for number, one in enumerate(variants):
        own = Schedule(one.deliveries(), world, one.factors()).planned
        planned += [replace(p, covered=p.covered * (variant == number)) for p in own]
    schedule.plan(tuple(planned))
    return schedule
