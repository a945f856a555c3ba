"""Arms of a study: scenarios that run on the same seeds, so that their replicates are pairs.

The value of a metric in a replicate is the sum of its numerators over the sum of its denominators
over all weeks; a plain count is summed over the weeks and stated per 100 people and year.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.engine import Simulation
from innosim.ensemble import YEAR, batches, seeds
from innosim.organisation.chart import Chart
from innosim.paired import Difference, difference
from innosim.scenario.schema import Scenario
from innosim.scenario.sources import read

HEADLINE = (
    *("embedded", "proposals", "gate_pass", "continued", "adopters", "reach"),
    *("energy", "exits", "gap", "incidents", "fragmentation", "weeks_in_gates"),
)
"""The metrics in which a rule must show, in at least one shipped scenario, to be on by default."""

FloatArray = NDArray[np.float64]
Values = Mapping[str, FloatArray]
Settings = Mapping[str, Any]
Progress = Callable[[int], None]


def varied(scenario: Scenario, settings: Settings) -> Scenario:
    """A scenario with settings laid over it, as {"section.key": value}; interventions are added."""
    if not settings:
        return scenario
    data = json.loads(scenario.model_dump_json(exclude_unset=True))
    for key, value in settings.items():
        *sections, name = key.split(".")
        table = data
        for section in sections:
            table = table.setdefault(section, {})
        table[name] = [*table.get(name, []), *value] if isinstance(value, list) else value
    return type(scenario).model_validate_json(json.dumps(data))


def quiet(scenario: Scenario) -> Scenario:
    """The scenario without the records that an ablation does not look at."""
    return varied(scenario, {"record.gates": False, "record.events": False})


def silent(weeks: int) -> None:
    """No progress."""


@dataclass
class Arms:
    """Runs arms, each of them once: a baseline that several rules share is kept.

    Attributes:
        metrics: what is measured in each arm.
        replicates: replicates of each arm, on the same seeds.
        progress: told of the replicate-weeks that have passed.
    """

    metrics: Sequence[str]
    replicates: int
    progress: Progress = silent
    _charts: dict[str, Chart] = field(default_factory=dict)
    _values: dict[str, Values] = field(default_factory=dict)

    def values(self, scenario: Scenario) -> Values:
        """Each metric's value in each replicate."""
        key = scenario.digest()
        if key not in self._values:
            self._values[key] = self._run(scenario)
        return self._values[key]

    def differences(self, on: Scenario, off: Scenario) -> dict[str, Difference]:
        """What the first arm has more than the second one, by metric."""
        one, other = self.values(on), self.values(off)
        return {name: difference(one[name], other[name]) for name in self.metrics}

    def _run(self, scenario: Scenario) -> Values:
        chart = self._chart(scenario)
        all_seeds = seeds(scenario.seed, self.replicates)
        parts = [
            _measured(Simulation(quiet(scenario), all_seeds[b.start : b.stop], chart), self)
            for b in batches(chart.n, self.replicates)
        ]
        return {name: np.concatenate([part[name] for part in parts]) for name in self.metrics}

    def _chart(self, scenario: Scenario) -> Chart:
        key = scenario.organisation.model_dump_json()
        if key not in self._charts:
            self._charts[key] = read(scenario.organisation).chart
        return self._charts[key]


def _measured(simulation: Simulation, arms: Arms) -> Values:
    """Run a simulation to its end and total its metrics, one value a replicate."""
    world, horizon = simulation.world, simulation.scenario.horizon
    measures = {name: catalogue.metrics()[name].measure for name in arms.metrics}
    part = {name: np.zeros(world.n_services) for name in measures}
    whole = {name: np.zeros(world.n_services) for name in measures}
    yearly = world.chart.n / 100 * horizon / YEAR
    for week in range(horizon):
        simulation.step()
        for name, measure in measures.items():
            numerator, denominator = measure(world, week)
            part[name] += _by_service(numerator, world.n_services)
            if denominator is None:
                whole[name][:] = yearly
            else:
                whole[name] += _by_service(denominator, world.n_services)
        world.log.clear()
        arms.progress(world.n_services)
    return {name: _ratio(part[name], whole[name]) for name in measures}


def _by_service(values: FloatArray, services: int) -> FloatArray:
    total: FloatArray = values.reshape(services, -1).sum(axis=1)
    return total


def _ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole != 0)


def effect(
    on: Scenario, off: Scenario, metrics: Sequence[str], replicates: int
) -> dict[str, Difference]:
    """What one scenario has more than another, by metric, on common random numbers."""
    return Arms(metrics, replicates).differences(on, off)
