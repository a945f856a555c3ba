"""Runs arms: those that are not stored yet, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from innosim.engine import Simulation
from innosim.ensemble import batches, seeds
from innosim.evidence.validation.plan import Arm, Plan
from innosim.evidence.validation.readings import Taker
from innosim.kept import Kept
from innosim.pool import each
from innosim.scenario.sources import read

Found = dict[str, NDArray[np.float64]]
"""Readings of an arm by name, one number a replicate."""

Progress = Callable[[int], None]


def run_arm(arm: Arm) -> Found:
    """All readings of an arm, one number a replicate."""
    scenario, readings = arm.scenario, list(arm.readings.values())
    chart = read(scenario.organisation).chart
    all_seeds = seeds(scenario.seed, arm.pairs)
    parts = []
    for batch in batches(chart.n, arm.pairs):
        simulation = Simulation(scenario, all_seeds[batch.start : batch.stop], chart)
        taker = Taker(readings, simulation.world, scenario.horizon)
        for week in range(scenario.horizon):
            simulation.step()
            taker.week(simulation.world, week)
            simulation.world.log.clear()
        parts.append(taker.values(simulation.world))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def run(plan: Plan, store: Kept, jobs: int, progress: Progress) -> dict[str, Found]:
    """The readings of all arms of a plan, by key; what is kept is not run again.

    `progress` is told of the replicate-weeks of each arm that is there.
    """
    found, missing = {}, []
    for key, arm in plan.arms.items():
        if _is_kept(arm, store):
            found[key] = _kept(arm, store)
            progress(arm.weeks)
        else:
            missing.append(arm)
    for arm, readings in _each(missing, jobs):
        both = _kept(arm, store) | readings
        store.add(arm.key, {name: list(row) for name, row in both.items()})
        found[arm.key] = both
        progress(arm.weeks)
    return found


def _is_kept(arm: Arm, store: Kept) -> bool:
    return arm.readings.keys() <= _kept(arm, store).keys()


def _kept(arm: Arm, store: Kept) -> Found:
    if arm.key not in store:
        return {}
    return {name: np.array(row, np.float64) for name, row in store[arm.key].items()}


def _each(arms: Sequence[Arm], jobs: int) -> Iterator[tuple[Arm, Found]]:
    longest_first = sorted(arms, key=lambda arm: -arm.weeks) if jobs > 1 else arms
    return each(run_arm, longest_first, jobs)
