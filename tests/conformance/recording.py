"""What a process really reads and writes, week by week."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.engine import Simulation
from innosim.scenario.schema import Scenario
from innosim.world import ideas, units
from innosim.world.world import TABLES, World
from tests.generators import all_interventions, differing, scenario, state

WEEKS = 40
POSITION = (
    "post",
    "service",
    "organisation",
    "branch",
    "team",
    "superior",
    "role",
    "layer",
    "below",
    "fte",
)
FREE = {column.key for column in units.COLUMNS} | {f"people.{name}" for name in POSITION}
"""Columns that never change and that everybody may read."""


class Recording:
    """Stands before a table and notes which columns are looked at."""

    def __init__(self, table: Any, name: str, seen: set[str]) -> None:
        self.__dict__.update(_table=table, _name=name, _seen=seen)

    def __getattr__(self, name: str) -> Any:
        if name in self._table.columns:
            self._seen.add(f"{self._name}.{name}")
        return getattr(self._table, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._table, name, value)


def record(chosen: Scenario, weeks: int) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Columns that each process reads, and those it writes, in a run."""
    simulation = Simulation(chosen, [3])
    reads: dict[str, set[str]] = defaultdict(set)
    writes: dict[str, set[str]] = defaultdict(set)
    now = state(simulation.world)
    for week in range(weeks):
        for phase, processes in simulation.timetable:
            if phase == "intervene":
                simulation.schedule.act(simulation.world, week)
                now = state(simulation.world)
            for module, parameters in processes:
                name = module.__name__.rpartition(".")[2]
                _forget(simulation.world)
                seen = _step(simulation.world, module, parameters, week)
                reads[name] |= seen
                before, now = now, state(simulation.world)
                writes[name] |= _changed(simulation.world, before, now)
    return reads, writes


Columns = dict[str, NDArray[Any]]


def _changed(world: World, before: Columns, now: Columns) -> set[str]:
    """Columns that hold something else than before; in new rows, than their fill value."""
    for key, values in before.items():
        table, _, name = key.partition(".")
        rows = getattr(world, table)
        if rows.n == len(values):
            continue
        shape = (rows.n - len(values), *values.shape[1:])
        filled = np.full(shape, rows.columns[name].fill, values.dtype)
        before[key] = np.concatenate([values, filled])
    return set(differing(before, now))


def _forget(world: World) -> None:
    """Drop what is worked out once from the stages, so that reading it is seen again."""
    ideas.stages_changed(world)


def _step(world: World, module: Any, parameters: Any, week: int) -> set[str]:
    seen: set[str] = set()
    tables = {name: getattr(world, name) for name in TABLES}
    for name, table in tables.items():
        setattr(world, name, Recording(table, name, seen))
    try:
        module.step(world, parameters, week)
    finally:
        for name, table in tables.items():
            setattr(world, name, table)
    return seen


VARIANTS: tuple[dict[str, dict[str, Any]], ...] = (
    {
        "politics": {"first_election": 10, "shuffle_rate": 0.5},
        "adoption": {"widen_at": 0.1, "not_invented_here": 0.0, "copying": 0.5, "imitation": 50.0},
        "incidents": {"rate": 0.2, "engagement": False},
    },
    {
        "adoption": {"response": "threshold"},
        "politics": {"signal": "merit"},
        "energy": {"cost": 0.2},
        "expiry": {"weeks": 20},
        "gates": {"panel": 2, "appeal": 0.5, "capacity": 0.3, "base": -1.0},
        "birth": {"several": 0.5, "talent_cloud": 0.5},
        "cancellation": {"rate": 0.1, "fit": 0.9},
        "discontinuance": {"patience": 12, "root": 0.5, "rate": 0.3},
        "stalling": {"weeks": 2},
    },
)


@cache
def recorded() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What all processes read and write in runs with all interventions."""
    reads: dict[str, set[str]] = defaultdict(set)
    writes: dict[str, set[str]] = defaultdict(set)
    for sections in VARIANTS:
        chosen = scenario(
            90, sections=sections, interventions=all_interventions(start=6, share=0.7)
        )
        read, written = record(chosen, WEEKS)
        for name in read:
            reads[name] |= read[name]
            writes[name] |= written[name]
    return reads, writes
