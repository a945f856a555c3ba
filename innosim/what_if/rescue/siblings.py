"""The same world lived again from some week on: with one thing changed, and with other luck.

A sibling world is the same world (scenario, seed, all that happened) up to a week, and has other
luck from then on. All of them live side by side: the run-up is simulated once, as replicates with
the same seed, and a copy of its state goes on for each change with a salt for each replicate.
Salt 0 is the luck that the world had; the same salts are used for each change, so that siblings
under two changes are pairs on common random numbers.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Stage
from innosim.engine import Simulation
from innosim.ensemble import SIDE_BY_SIDE
from innosim.organisation.chart import Chart
from innosim.scenario.sources import read
from innosim.what_if.rescue.case import Case, Fate
from innosim.what_if.rescue.changes import Change
from innosim.world.world import World

FloatArray = NDArray[np.float64]
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Lives:
    """What became of the idea, and of others, in worlds side by side.

    Attributes:
        fates: the idea's fate, by world.
        passed: whether it passed the gate that had stopped it, by world; None without one.
        others: other ideas that became normal practice over the whole run, by world.
        hours: hours of leaders, managers and staff that interventions took, by world.
    """

    fates: tuple[Fate, ...]
    passed: NDArray[np.bool_] | None
    others: FloatArray
    hours: FloatArray

    @property
    def saved(self) -> FloatArray:
        """1 for each world in which it became normal practice, else 0."""
        return np.array([float(fate.saved) for fate in self.fates])


class Siblings:
    """One world as it was, and its siblings.

    Args:
        case: the idea and its world.
        week: the first week of the change and of the other luck.
        number: how many siblings.
        progress: told of each week that has passed for a batch, in replicate-weeks.

    Attributes:
        salts: 0 for the world with the luck it had, then one for each sibling.
    """

    def __init__(
        self, case: Case, week: int, number: int, progress: Progress = lambda weeks: None
    ) -> None:
        self.case, self.week, self.salts = case, week, range(number + 1)
        self._progress = progress
        self._chart = read(case.scenario.organisation).chart
        self._size = together(self._chart.n, number)
        self._state = pickle.dumps(self._run_up(), pickle.HIGHEST_PROTOCOL)

    def live(self, change: Change) -> Lives:
        """Live on under a change to the end of the run: the first world, then the siblings."""
        parts = []
        for first in range(0, len(self.salts), self._size):
            salts = list(self.salts[first : first + self._size])
            simulation = self._branched(change, salts)
            while simulation.week < self.case.scenario.horizon:
                self._step(simulation)
            parts.append(_outcome(simulation.world, self.case, len(salts)))
        return _joined(parts)

    def _branched(self, change: Change, salts: list[int]) -> Simulation:
        simulation: Simulation = pickle.loads(self._state)
        spare = self._size - len(salts)
        change.make(simulation, [*salts, *[0] * spare])
        return simulation

    def _run_up(self) -> Simulation:
        seeds = [self.case.seed] * self._size
        simulation = Simulation(self.case.scenario, seeds, self._chart)
        simulation.world.recorded = frozenset()
        for _ in range(self.week):
            self._step(simulation)
        return simulation

    def _step(self, simulation: Simulation) -> None:
        simulation.step()
        self._progress(self._size)


def together(people: int, number: int) -> int:
    """How many worlds live side by side: the world as it was and its siblings, in equal batches."""
    worlds, room = number + 1, max(1, SIDE_BY_SIDE // people)
    return ceil(worlds / ceil(worlds / room))


def replicate_weeks(case: Case, chart: Chart, week: int, number: int, changes: int) -> int:
    """Replicate-weeks that are simulated for so many changes, that to nothing included."""
    size = together(chart.n, number)
    batches = ceil((number + 1) / size)
    return size * (week + changes * batches * (case.scenario.horizon - week))


def _outcome(world: World, case: Case, worlds: int) -> Lives:
    ideas, people = world.ideas, world.people
    rows = (ideas.key == case.key).nonzero()[0]
    rows = rows[np.argsort(ideas.service[rows])][:worlds]
    seat = np.where(ideas.reviewer[rows] < 0, ideas.origin[rows], ideas.reviewer[rows])
    layers = people.layer[seat]
    fates = tuple(_fate(world, row, layer) for row, layer in zip(rows, layers, strict=True))
    embedded = ideas.service[ideas.reached_embedded >= 0]
    every = np.bincount(embedded, minlength=world.n_services)[:worlds]
    own = np.array([fate.saved for fate in fates], np.int64)
    o = world.organisations
    cost = np.bincount(o.service, o.cost_leaders + o.cost_managers + o.cost_staff)
    passed = None
    if case.decision is not None:
        passed = (ideas.gate[rows] > case.decision.gate) | (ideas.reached_pilot[rows] >= 0)
    others = (every - own).astype(np.float64)
    return Lives(fates, passed, others, cost[:worlds].astype(np.float64))


def _fate(world: World, row: int, layer: int) -> Fate:
    ideas = world.ideas
    ended = int(ideas.ended[row])
    return Fate(
        stage=Stage(int(ideas.stage[row])).name.lower(),
        ended=ended,
        reason=world.reasons[ideas.reason[row]] if ended >= 0 else "",
        layer=int(layer),
        embedded=int(ideas.reached_embedded[row]),
    )


def _joined(parts: list[Lives]) -> Lives:
    passed = [part.passed for part in parts if part.passed is not None]
    return Lives(
        fates=tuple(fate for part in parts for fate in part.fates),
        passed=np.concatenate(passed) if passed else None,
        others=np.concatenate([part.others for part in parts]),
        hours=np.concatenate([part.hours for part in parts]),
    )
