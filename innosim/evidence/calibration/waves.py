"""History matching: wave after wave of points, until the set of those that fit is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from innosim.evidence.calibration.design import spread
from innosim.evidence.calibration.emulator import IMPLAUSIBLE, Emulator, fit_all
from innosim.evidence.calibration.levels import at, own_values, places, settings
from innosim.evidence.calibration.points import Outcome, Point
from innosim.evidence.calibration.search import CANDIDATES, SEARCHES, Known
from innosim.evidence.calibration.targets import Aim, Target
from innosim.scenario.schema import Scenario

FloatArray = NDArray[np.float64]
Run = Callable[[Sequence[Point]], list[Outcome]]


@dataclass(frozen=True)
class Plan:
    """How points are chosen.

    Attributes:
        scenario: the scenario whose levels are set.
        aim: what is fitted, by what.
        points: points of each wave.
        waves: number of waves.
        seed: seed of the design.
        search: how later waves are chosen, a key of `SEARCHES`.
    """

    scenario: Scenario
    aim: Aim
    points: int
    waves: int
    seed: int
    search: str = "history"


@dataclass(frozen=True)
class Wave:
    """What a wave brought.

    Attributes:
        number: its number from 1 on.
        points: points that were run in it.
        fit: those of them that fit.
        left: share of the box that no wave so far gives up.
        emulators: those fitted after it.
    """

    number: int
    points: int
    fit: int
    left: float
    emulators: Sequence[Emulator]


@dataclass
class Found:
    """All points that were run, in the order of their numbers, and the waves they came in."""

    plan: Plan
    outcomes: list[Outcome] = field(default_factory=list)
    waves: list[Wave] = field(default_factory=list)

    @property
    def targets(self) -> tuple[Target, ...]:
        """The outputs and their bands."""
        return self.plan.aim.targets

    @property
    def as_it_is(self) -> Outcome:
        """The scenario with its own levels."""
        return self.outcomes[0]

    @property
    def members(self) -> list[Outcome]:
        """The set: the points whose fitted outputs lie in all bands."""
        return [outcome for outcome in self.outcomes if outcome.fits(self.targets)]

    @property
    def chosen(self) -> Outcome | None:
        """The member that changes least of the scenario's own levels; None without members."""
        ranked = [(self.change(one), one.point.number) for one in self.members]
        return self.outcomes[min(ranked)[1]] if ranked else None

    def change(self, outcome: Outcome) -> float:
        """How far the levels of a point are from the scenario's own, in units of their bounds."""
        levels = self.plan.aim.levels
        own = places(levels, self.as_it_is.point.levels)
        return float(np.sqrt(np.mean((places(levels, outcome.point.levels) - own) ** 2)))

    def known(self) -> Known:
        """What the next wave goes by."""
        levels = self.plan.aim.levels
        where = np.array([places(levels, one.point.levels) for one in self.outcomes])
        return Known(self.targets, where, self.outcomes, [wave.emulators for wave in self.waves])


def calibrate(plan: Plan, run: Run) -> Found:
    """Run the scenario as it is, then all waves."""
    found = Found(plan)
    own = own_values(plan.scenario, plan.aim.levels)
    found.outcomes += run([Point(0, 0, own, settings(plan.scenario, plan.aim.levels, own))])
    for number in range(1, plan.waves + 1):
        where = _places(found, number)
        outcomes = run(_points(found, number, where))
        found.outcomes += outcomes
        found.waves.append(_wave(found, number, outcomes))
    return found


def _places(found: Found, number: int) -> FloatArray:
    plan = found.plan
    if number == 1:
        return spread(plan.points, len(plan.aim.levels), plan.seed, number)
    return SEARCHES[plan.search](found.known(), plan.points, plan.seed, number)


def _points(found: Found, number: int, where: FloatArray) -> list[Point]:
    plan, first = found.plan, len(found.outcomes)
    values = [at(plan.aim.levels, place) for place in where]
    return [
        Point(first + k, number, value, settings(plan.scenario, plan.aim.levels, value))
        for k, value in enumerate(values)
    ]


def _wave(found: Found, number: int, outcomes: Sequence[Outcome]) -> Wave:
    """Fit the emulators on the points that no earlier wave gave up, or on all if they are few."""
    known, plan = found.known(), found.plan
    inside = np.ones(len(known.places), bool)
    if found.waves:
        inside = known.implausibility(known.places) <= IMPLAUSIBLE
    if inside.sum() < plan.points:
        inside[:] = True
    values = {
        target.name: np.array([one.means[target.name] for one in found.outcomes])[inside]
        for target in found.targets
    }
    emulators = fit_all(found.targets, known.places[inside], values)
    now = Known(known.targets, known.places, known.outcomes, [*known.emulators, emulators])
    box = spread(CANDIDATES, known.places.shape[1], plan.seed, 0)
    left = float((now.implausibility(box) <= IMPLAUSIBLE).mean())
    fit = sum(outcome.fits(found.targets) for outcome in outcomes)
    return Wave(number, len(outcomes), fit, left, emulators)
