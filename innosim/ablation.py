"""Ablation: what each mechanism, and each intervention, moves.

Two arms run the same seeds side by side, one with the rule and one without it, so that their
replicates are pairs on common random numbers. The value of a metric in a replicate is the sum
of its numerators over the sum of its denominators over all weeks; a plain count is summed over
the weeks and stated per 100 people and year.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.contracts import Mechanism
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

ALPHA = 0.01
"""Chance that any headline metric of a rule without effect seems to move (Bonferroni)."""

MECHANISM, INTERVENTION = "mechanism", "intervention"

FloatArray = NDArray[np.float64]
Values = Mapping[str, FloatArray]
Settings = Mapping[str, Any]
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Rule:
    """A mechanism or an intervention, as something that is there or not.

    Attributes:
        kind: "mechanism" or "intervention".
        owner: the process that a mechanism is in, or the name of the intervention's file.
        name, phrase: short name, and what it says in one line.
        rows: the mechanisms of the two seed texts that it serves.
        given: settings of both arms.
        on, off: settings of the arm with the rule and of the one without it.
        moves, sign: the metric that it is claimed to move, and the direction.
        shown: whether the model shows the claim; if not, `note` says why.
    """

    kind: str
    owner: str
    name: str
    phrase: str
    rows: tuple[int, ...]
    given: Settings
    on: Settings
    off: Settings
    moves: str
    sign: int
    shown: bool
    note: str

    @property
    def key(self) -> str:
        """A name that no other rule has."""
        return self.owner if self.kind == INTERVENTION else f"{self.owner}: {self.name}"

    @property
    def switch(self) -> str:
        """What takes the rule away, in words that `--set` understands."""
        if self.kind == INTERVENTION:
            return "leave it out"
        return ", ".join(f"{key}={in_words(value)}" for key, value in self.off.items())

    @property
    def conditions(self) -> str:
        """The settings under which the claim is made, as KEY=VALUE."""
        return ", ".join(f"{key}={in_words(value)}" for key, value in self.given.items())

    def arms(self, scenario: Scenario) -> tuple[Scenario, Scenario]:
        """The scenario with the rule and without it, under the conditions of the claim."""
        under = varied(scenario, self.given)
        return varied(under, self.on), varied(under, self.off)

    def arms_as_it_stands(self, scenario: Scenario) -> tuple[Scenario, Scenario]:
        """The scenario with the rule and without it, with as little else changed as can be.

        A mechanism that acts in the scenario is taken away from it. One that rests there is
        looked at under the conditions of its claim, which make it act; an intervention is added.
        """
        if self.kind == INTERVENTION:
            return varied(scenario, self.on), scenario
        without = varied(scenario, self.off)
        acts = without.digest() != scenario.digest()
        return (scenario, without) if acts else self.arms(scenario)


def rules() -> list[Rule]:
    """All mechanisms in the order of the processes, then all interventions."""
    mechanisms = [
        _mechanism(process, mechanism)
        for process, module in catalogue.processes().items()
        for mechanism in module.MECHANISMS
    ]
    return [*mechanisms, *(_intervention(name) for name in catalogue.interventions())]


def _mechanism(process: str, declared: Mechanism) -> Rule:
    return Rule(
        kind=MECHANISM,
        owner=process,
        name=declared.name,
        phrase=declared.phrase,
        rows=declared.rows,
        given=declared.given,
        on={},
        off=declared.off,
        moves=declared.moves,
        sign=declared.sign,
        shown=declared.shown,
        note=declared.note,
    )


def _intervention(name: str) -> Rule:
    declared = catalogue.intervention(name)
    return Rule(
        kind=INTERVENTION,
        owner=name,
        name=name,
        phrase=declared.title,
        rows=declared.rows,
        given=declared.given,
        on={"interventions": [{"kind": name, "strength": 1.0, **declared.when}]},
        off={},
        moves=declared.moves,
        sign=declared.sign,
        shown=declared.shown,
        note=declared.note,
    )


def in_words(value: Any) -> str:
    """A value as it is written in a scenario file."""
    if isinstance(value, list):
        return ", ".join(f"{delivery['kind']} from week {delivery['start']}" for delivery in value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


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


def _silent(weeks: int) -> None:
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
    progress: Progress = _silent
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


@dataclass(frozen=True)
class Row:
    """One rule in the ablation table.

    Attributes:
        rule: the mechanism or intervention.
        claimed: its effect on the metric that it is claimed to move.
        headline: its effect on each headline metric.
    """

    rule: Rule
    claimed: Difference
    headline: Mapping[str, Difference]

    @property
    def moved(self) -> dict[str, Difference]:
        """The headline metrics that move beyond noise."""
        alpha = ALPHA / len(self.headline)
        return {name: d for name, d in self.headline.items() if d.beyond_noise(alpha)}


def ablation_table(
    scenario: Scenario,
    replicates: int,
    progress: Progress = _silent,
    chosen: Sequence[Rule] | None = None,
) -> Iterator[Row]:
    """The effects of all rules, or of the chosen ones, in a scenario as it stands.

    The rows come one after the other, as they are found.
    """
    chosen = rules() if chosen is None else chosen
    metrics = tuple(dict.fromkeys([*HEADLINE, *(rule.moves for rule in chosen)]))
    arms = Arms(metrics, replicates, progress)
    for rule in chosen:
        on, off = rule.arms_as_it_stands(scenario)
        found = arms.differences(on, off)
        yield Row(rule, found[rule.moves], {name: found[name] for name in HEADLINE})


def is_on(rule: Rule, scenario: Scenario) -> bool:
    """Whether a rule does anything in a scenario as it stands."""
    if rule.kind == INTERVENTION:
        kinds = {delivery.kind for delivery in scenario.deliveries() if delivery.strength > 0}
        return rule.owner in kinds
    return varied(scenario, rule.off).digest() != scenario.digest()


def distinct_arms(scenario: Scenario, chosen: Sequence[Rule]) -> int:
    """How many different arms an ablation runs."""
    arms = {arm.digest() for rule in chosen for arm in rule.arms_as_it_stands(scenario)}
    return len(arms)
