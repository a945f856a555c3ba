"""A Morris screening: what outcomes do when one assumption after the other is changed.

Plan by SALib, analysis by `innosim.experiments.influence.morris`. All points run the same seeds, so
that a factor that nothing depends on has an effect of exactly zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from math import isnan

import numpy as np
from numpy.typing import NDArray

from innosim import __version__
from innosim.arms import Arms, varied
from innosim.experiments.influence.morris import Change, changes
from innosim.experiments.influence.problem import problem
from innosim.experiments.screening.factors import DUMMY, Factor
from innosim.kept import Kept, Values
from innosim.pool import each
from innosim.scenario.schema import Scenario

LEVELS = 4
FloatArray = NDArray[np.float64]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """The points of a screening.

    Attributes:
        scenario: what is varied.
        factors: the assumptions; after them comes a dummy.
        trajectories: walks through the space of assumptions, each changes every factor once.
        replicates: runs of each point, on the same seeds.
        metrics: the outcomes looked at.
    """

    scenario: Scenario
    factors: Sequence[Factor]
    trajectories: int
    replicates: int
    metrics: Sequence[str]

    @property
    def names(self) -> list[str]:
        """The keys of the factors, and the dummy."""
        return [*(factor.key for factor in self.factors), DUMMY]

    def points(self) -> FloatArray:
        """Places in the ranges, (trajectories x (factors + 2), factors + 1), in [0, 1]."""
        from SALib.sample import morris

        found: FloatArray = morris.sample(
            problem(self.names),
            self.trajectories,
            num_levels=LEVELS,
            seed=self.scenario.seed % 2**32,
        )
        return found

    def at(self, point: FloatArray) -> Scenario:
        """The scenario at a point; the dummy, its last coordinate, changes nothing."""
        settings = {
            f.key: f.at(float(share)) for f, share in zip(self.factors, point, strict=False)
        }
        return varied(self.scenario, settings)

    def key(self, scenario: Scenario) -> str:
        """What the outcomes of a point depend on."""
        return f"{scenario.digest()} {self.replicates} {','.join(self.metrics)} {__version__}"


@dataclass(frozen=True)
class Effect(Change):
    """What an outcome does over the range of one assumption, as a share of the outcome itself.

    Attributes:
        metric: the outcome; the others as in `Change`.
    """

    metric: str


def run(plan: Plan, store: Kept, jobs: int, progress: Progress = lambda done, all: None) -> None:
    """Run the points that are not kept yet, the assumed values themselves among them."""
    wanted = {plan.key(scenario): scenario for scenario in [plan.scenario, *_scenarios(plan)]}
    missing = {key: scenario for key, scenario in wanted.items() if key not in store}
    done = len(wanted) - len(missing)
    progress(done, len(wanted))
    measure = partial(outcomes, metrics=plan.metrics, replicates=plan.replicates)
    for scenario, values in each(measure, list(missing.values()), jobs):
        store.add(plan.key(scenario), values)
        done += 1
        progress(done, len(wanted))


def outcomes(scenario: Scenario, metrics: Sequence[str], replicates: int) -> Values:
    """Each metric's value in each replicate."""
    values = Arms(metrics, replicates).values(scenario)
    return {name: values[name].tolist() for name in metrics}


def effects(plan: Plan, store: Kept) -> list[Effect]:
    """All effects, by metric in the order of the plan, the largest first."""
    points = plan.points()
    kept = [store[plan.key(plan.at(point))] for point in points]
    usual = store[plan.key(plan.scenario)]
    found = []
    for metric in plan.metrics:
        values = np.array([point[metric] for point in kept], float)
        scale = abs(_mean(usual[metric]))
        of_metric = _effects(plan, metric, points, values / scale) if scale else []
        found += sorted(of_metric, key=lambda effect: (-effect.size, effect.factor))
    return found


def _mean(values: Sequence[float]) -> float:
    """Mean of the defined values; 0 if there are none."""
    defined = [value for value in values if not isnan(value)]
    return sum(defined) / len(defined) if defined else 0.0


def _scenarios(plan: Plan) -> Iterator[Scenario]:
    for point in plan.points():
        yield plan.at(point)


def _effects(plan: Plan, metric: str, points: FloatArray, values: FloatArray) -> list[Effect]:
    """The effects on one metric; `values` is by point and replicate."""
    found = changes(plan.names, points, values, LEVELS, plan.scenario.seed % 2**32)
    return [Effect(**asdict(change), metric=metric) for change in found]
