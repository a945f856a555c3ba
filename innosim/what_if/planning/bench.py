"""Runs plans in assumed worlds, many of them side by side in one simulation.

All plans of a block share an assumed world and its seeds. Each has services of its own in the
simulation, and its levers move nothing elsewhere; the results are those of separate runs, because
every draw belongs to its service and not to the order of the program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from innosim.arms import quiet
from innosim.delivery import Planned, Schedule
from innosim.engine import Simulation
from innosim.ensemble import SIDE_BY_SIDE
from innosim.evidence.validation.plan import DECIDES, code_digest
from innosim.evidence.validation.readings import Taker, Weekly
from innosim.pool import each
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.runs import Memory, Progress, Store, chart_of
from innosim.what_if.planning.plans import Plan
from innosim.what_if.planning.worlds import World

BURDEN = "burden"
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Place:
    """An assumed world.

    Attributes:
        scenario: the service in it, without any plan.
        digest: that of the scenario.
        seeds: one for each run of a plan.
    """

    scenario: Scenario
    digest: str
    seeds: tuple[int, ...]


@dataclass(frozen=True)
class Block:
    """Plans in one assumed world.

    Attributes:
        place: the world, with the service in it.
        plans: which are run.
        metric: what is measured beside the burden.
    """

    place: Place
    plans: tuple[Plan, ...]
    metric: str

    @property
    def weeks(self) -> int:
        """Weeks of runs."""
        return self.place.scenario.horizon * len(self.place.seeds) * len(self.plans)


@dataclass
class Bench:
    """Measures plans in assumed worlds, each of them once.

    Attributes:
        scenario: the service as it is.
        metric: a weekly metric of which more is better.
        store: what has been run.
        jobs: processes side by side; they change no number.
        progress: told what is done.
    """

    scenario: Scenario
    metric: str
    store: Store = field(default_factory=Memory)
    jobs: int = 1
    progress: Progress = field(default_factory=Progress)
    _places: dict[tuple[int, ...], Place] = field(default_factory=dict)

    def measure(self, plans: Sequence[Plan], worlds: Sequence[World]) -> FloatArray:
        """The means over the runs of each world.

        Returns:
            By plan, world and quantity: the metric, then the burden. A count is per 100 staff
            and year.
        """
        places = [self._place(world) for world in worlds]
        blocks = [block for place in places for block in self._missing(plans, place)]
        self.progress.planned(sum(block.weeks for block in blocks))
        for block, outcomes in each(run_block, blocks, self.jobs):
            for plan, values in zip(block.plans, outcomes, strict=True):
                self.store.add(self._key(block.place, plan), values)
            self.progress.passed(block.weeks)
        return np.array([[self._means(plan, place) for place in places] for plan in plans])

    def _place(self, world: World) -> Place:
        if world.seeds not in self._places:
            scenario = quiet(world.of(self.scenario))
            self._places[world.seeds] = Place(scenario, scenario.digest(), world.seeds)
        return self._places[world.seeds]

    def _missing(self, plans: Sequence[Plan], place: Place) -> Iterator[Block]:
        left = [p for p in dict.fromkeys(plans) if self._key(place, p) not in self.store]
        people = chart_of(place.scenario.organisation).n
        size = max(1, SIDE_BY_SIDE // (people * len(place.seeds)))
        for first in range(0, len(left), size):
            yield Block(place, tuple(left[first : first + size]), self.metric)

    def _means(self, plan: Plan, place: Place) -> list[float]:
        values = self.store[self._key(place, plan)]
        return [float(np.mean(values[name])) for name in (self.metric, BURDEN)]

    def _key(self, place: Place, plan: Plan) -> str:
        words = f"{place.digest} {place.seeds} {plan} {self.metric} {code_digest(_PARTS)}"
        return hashlib.sha256(words.encode()).hexdigest()[:24]


def run_block(block: Block) -> list[dict[str, list[float]]]:
    """What is measured of each plan of a block, one number for each seed."""
    scenario, plans = block.place.scenario, block.plans
    chart = chart_of(scenario.organisation)
    simulation = Simulation(scenario, [*block.place.seeds] * len(plans), chart)
    world, runs = simulation.world, len(block.place.seeds)
    simulation.schedule.planned = _side_by_side(simulation, plans, runs)
    taker = Taker([Weekly(block.metric), Weekly(BURDEN)], world, scenario.horizon)
    for week in range(scenario.horizon):
        simulation.step()
        taker.week(world, week)
    values = taker.values(world)
    return [
        {name: found[p * runs : (p + 1) * runs].tolist() for name, found in values.items()}
        for p in range(len(plans))
    ]


def _side_by_side(simulation: Simulation, plans: Sequence[Plan], runs: int) -> tuple[Planned, ...]:
    """What the scenario does everywhere, and the steps of each plan in its own services only."""
    world, factors = simulation.world, simulation.scenario.factors()
    own = world.branches.service // runs
    planned = list(simulation.schedule.planned)
    alone: dict[Plan, tuple[Planned, ...]] = {}
    for p, plan in enumerate(plans):
        for step in plan:
            if (step,) not in alone:
                alone[step,] = Schedule([step.delivery], world, factors).planned
            (one,) = alone[step,]
            planned.append(replace(one, covered=one.covered * (own == p)))
    return tuple(sorted(planned, key=_order))


def _order(one: Planned) -> tuple[str, str]:
    """As a schedule orders what it plans."""
    return one.delivery.kind, one.delivery.model_dump_json()


_PARTS = (*DECIDES, "what_if/planning/bench.py")
"""The code on which what is measured depends."""
