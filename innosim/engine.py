"""The engine: binds a scenario to a world and lets the weeks pass. It names no process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from innosim import catalogue
from innosim.contracts import PHASES, Column
from innosim.delivery import Schedule
from innosim.organisation.chart import Chart, Role
from innosim.parameters import ParameterSet, levers_of
from innosim.scenario.schema import Delivery, Scenario
from innosim.scenario.sources import read
from innosim.scenario.survey import scores
from innosim.world.levers import Levers, rest_of_levers
from innosim.world.network import Network, NetworkParameters
from innosim.world.people import PeopleParameters
from innosim.world.world import World, build

COST_COLUMNS = tuple(
    Column("organisations", f"cost_{who}", "f8", "hours", f"hours of {who} that interventions took")
    for who in ("leaders", "managers", "staff")
)

INTERVENE = "intervene"


class Simulation:
    """One or more replicates of a scenario, side by side, week by week.

    Args:
        scenario: what is simulated.
        seeds: one seed for each replicate.
        chart: the service; by default the one that the scenario describes.
        network: who listens to whom; by default drawn as the scenario says.
        prepare: told of the world before the processes start.

    Attributes:
        world: all state; see `innosim.world.world.World`.
        week: number of weeks that have passed.
    """

    def __init__(
        self,
        scenario: Scenario,
        seeds: Sequence[int],
        chart: Chart | None = None,
        network: Network | None = None,
        prepare: Callable[[World], None] = lambda world: None,
    ) -> None:
        self.scenario = scenario
        self.week = 0
        self.world = _world(scenario, seeds, chart, network)
        prepare(self.world)
        self.timetable = timetable(scenario)
        for name, module in catalogue.processes().items():
            _bind(self.world, module, scenario.section(name))
        self.schedule = Schedule(scenario.deliveries(), self.world, scenario.factors())

    def step(self) -> None:
        """Let one week pass."""
        for phase in self.timetable:
            self._pass(*phase)
        self.week += 1

    def approach(self, phase: str) -> None:
        """Let the part of the coming week pass that lies before a phase.

        The world is then as the processes of that phase find it; it is to be looked at, not to
        be let go on.
        """
        for name, processes in self.timetable[: list(PHASES).index(phase)]:
            self._pass(name, processes)

    def branch(self, salts: Sequence[int], added: Sequence[Delivery] = ()) -> None:
        """Go on from the coming week with other luck, and with further interventions.

        What is past stays, and so do lots that were drawn earlier and kept in a column.

        Args:
            salts: one for each replicate; 0 for the luck that it would have had.
            added: interventions beside those of the scenario, from the coming week on.
        """
        if added:
            self.schedule.add(added, self.world, self.scenario.factors())
        self.world.streams.salt(salts)

    def _pass(self, phase: str, processes: Sequence[tuple[ModuleType, ParameterSet]]) -> None:
        if phase == INTERVENE:
            self.schedule.act(self.world, self.week)
        for module, parameters in processes:
            module.step(self.world, parameters, self.week)

    def __getstate__(self) -> dict[str, Any]:
        """For pickling: modules cannot be pickled, and the timetable follows from the scenario."""
        return {name: value for name, value in vars(self).items() if name != "timetable"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the state over and draw the timetable up again."""
        vars(self).update(state)
        self.timetable = timetable(self.scenario)


Timetable = list[tuple[str, list[tuple[ModuleType, ParameterSet]]]]


def timetable(scenario: Scenario) -> Timetable:
    """The processes that run, phase by phase."""
    found = catalogue.processes()
    return [
        (
            phase,
            [
                (module, scenario.section(name))
                for name, module in found.items()
                if phase == module.PHASE and scenario.runs(name)
            ],
        )
        for phase in PHASES
    ]


def columns() -> list[Column]:
    """All columns that processes add to the tables."""
    added = [column for module in catalogue.processes().values() for column in module.COLUMNS]
    return [*added, *COST_COLUMNS]


def _world(
    scenario: Scenario, seeds: Sequence[int], chart: Chart | None, network: Network | None
) -> World:
    traits, ties = scenario.section("people"), scenario.section("network")
    assert isinstance(traits, PeopleParameters)
    assert isinstance(ties, NetworkParameters)
    chart = chart or read(scenario.organisation).chart
    world = build(chart, columns(), seeds, traits, ties, network)
    sections = {name: scenario.section(name) for name in catalogue.processes()}
    levers = {name: list(levers_of(type(section))) for name, section in sections.items()}
    rests = rest_of_levers(sections, levers)
    world.levers = Levers(rests, world.people, world.branches.n)
    world.surveyed = scores(scenario.organisation.survey, chart)
    record = scenario.record
    wanted = {"events": record.events, "gates": record.gates}
    world.recorded = frozenset(name for name, is_wanted in wanted.items() if is_wanted)
    people, n = world.people, world.organisations.n
    middle = people.role == Role.MIDDLE_MANAGER
    off = [name for name in catalogue.processes() if not scenario.runs(name)]
    world.requests.closed = frozenset(off)
    world.managers = np.bincount(people.organisation[middle], minlength=n).astype(float)
    in_charge = people.organisation[people.below > 0]
    world.reviewers = np.bincount(in_charge, minlength=n).astype(float)
    return world


def _bind(world: World, module: ModuleType, parameters: ParameterSet) -> None:
    if hasattr(module, "start"):
        module.start(world, parameters)
    if hasattr(module, "arrive"):
        world.arrivals.append(partial(module.arrive, world, parameters))
