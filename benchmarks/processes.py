"""Where a run spends its time, process by process."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from types import ModuleType
from typing import Any

from innosim.engine import Simulation
from innosim.ensemble import Tables, seeds
from innosim.recorder import Recorder
from innosim.scenario.schema import Scenario

HEADER = ("phase", "process", "ms a week")

LARGEST = 8
"""Parts that a summary names."""

Spent = defaultdict[tuple[str, str], float]
"""Seconds by phase and process."""


class _Timed(ModuleType):
    """Stands for the module of a process and keeps the time of its steps."""

    def __init__(self, module: ModuleType, clock: Callable[..., None]) -> None:
        super().__init__(module.__name__)
        self.step = clock


def profile(scenario: Scenario, replicates: int = 1) -> list[tuple[str, ...]]:
    """A table of CPU milliseconds a week."""
    rows = _spent(scenario, replicates)
    rows.append(("", "total", sum(row[2] for row in rows)))
    return [HEADER, *((phase, name, f"{ms:.3f}") for phase, name, ms in rows)]


def summary(scenario: Scenario, replicates: int = 1) -> str:
    """Where most of the time goes, in a sentence."""
    rows = _spent(scenario, replicates)
    total = sum(row[2] for row in rows)
    largest = ", ".join(f"{name} {ms:.3g}" for _, name, ms in rows[:LARGEST])
    rest = sum(row[2] for row in rows[LARGEST:])
    return (
        f"The profile of a run of {scenario.horizon} weeks: {total:.3g} ms a week; {largest}, "
        f"and {len(rows) - LARGEST} other parts together {rest:.3g}."
    )


def _spent(scenario: Scenario, replicates: int) -> list[tuple[str, str, float]]:
    """CPU milliseconds a week of each process, and of what happens besides; largest first."""
    spent: Spent = defaultdict(float)
    started = time.process_time()
    simulation = Simulation(scenario, seeds(scenario.seed, replicates))
    spent["-", "setting up"] = time.process_time() - started
    _watch(simulation, spent)
    recorder = Recorder(simulation, 0, Tables())
    for _ in range(scenario.horizon):
        _timed(spent, ("-", "all of the week"), simulation.step)
        _timed(spent, ("-", "recording"), recorder.observe)
    _timed(spent, ("-", "recording"), recorder.finish)
    steps = sum(seconds for (phase, _), seconds in spent.items() if phase != "-")
    spent["-", "engine and interventions"] = spent.pop(("-", "all of the week")) - steps
    rows = [(phase, name, 1000 * s / scenario.horizon) for (phase, name), s in spent.items()]
    return sorted(rows, key=lambda row: -row[2])


def _timed(spent: Spent, key: tuple[str, str], act: Callable[[], Any]) -> None:
    started = time.process_time()
    act()
    spent[key] += time.process_time() - started


def _watch(simulation: Simulation, spent: Spent) -> None:
    """Put a clock round the step of each process."""

    def clocked(key: tuple[str, str], module: ModuleType) -> _Timed:
        def step(*arguments: Any) -> None:
            _timed(spent, key, lambda: module.step(*arguments))

        return _Timed(module, step)

    simulation.timetable = [
        (
            phase,
            [
                (clocked((phase, module.__name__.rpartition(".")[2]), module), parameters)
                for module, parameters in processes
            ],
        )
        for phase, processes in simulation.timetable
    ]
