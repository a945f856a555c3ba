"""A point: the levels at one place of the design, run, and what came out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from innosim import __version__
from innosim.analysis.headline import by_replicate, headline
from innosim.ensemble import described, simulate
from innosim.evidence.calibration.targets import MEASURED, Target
from innosim.organisation.chart import Chart
from innosim.results.manifest import Manifest
from innosim.results.reader import read
from innosim.results.writer import ResultsWriter
from innosim.scenario.content import resolved
from innosim.scenario.files import amended
from innosim.scenario.schema import Scenario

Values = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Point:
    """One place of the design.

    Attributes:
        number: its number, from 0 on; 0 is the scenario as it is.
        wave: the wave it belongs to; 0 for the scenario as it is.
        levels: the levels by key.
        settings: all keys that they set.
    """

    number: int
    wave: int
    levels: Mapping[str, float]
    settings: Mapping[str, float]


@dataclass(frozen=True)
class Outcome:
    """A point that was run, with the value of each output in each replicate."""

    point: Point
    values: Values

    def interval(self, name: str) -> tuple[float, float | None, float | None]:
        """Mean of an output over the replicates, and its 95 % t-interval."""
        found = headline(MEASURED[name], np.array(self.values[name], float))
        return found.mean, found.low, found.high

    @cached_property
    def means(self) -> dict[str, float]:
        """Mean of each output over the replicates; not a number where it is defined in none."""
        return {name: self.interval(name)[0] for name in self.values}

    def fits(self, targets: Sequence[Target]) -> bool:
        """Whether all fitted outputs lie in their bands."""
        return all(target.met(self.means[target.name]) for target in targets if target.fitted)

    def surely_fits(self, targets: Sequence[Target]) -> bool:
        """Whether all fitted outputs lie there with the whole of their intervals."""
        return all(
            end is not None and target.met(end)
            for target in targets
            if target.fitted
            for end in self.interval(target.name)
        )


@dataclass(frozen=True)
class Bench:
    """What all points have in common.

    Attributes:
        scenario: the scenario whose levels are set, with the length and seed of the runs.
        replicates: replicates of each point, the same seeds at all points.
    """

    scenario: Scenario
    replicates: int

    def scenario_at(self, point: Point) -> Scenario:
        """The scenario at a point."""
        return amended(self.scenario, [f"{key}={value}" for key, value in point.settings.items()])

    def key(self, point: Point) -> str:
        """What the values of a point hang on, as 64 hexadecimal digits."""
        facts = f"{__version__} {self.scenario_at(point).digest()} {self.replicates}"
        return hashlib.sha256(facts.encode()).hexdigest()

    def run(self, point: Point, chart: Chart) -> dict[str, list[float]]:
        """The value of each output in each replicate."""
        scenario = self.scenario_at(point)
        with TemporaryDirectory(prefix="innosim-") as folder:
            place = Path(folder) / "run"
            with ResultsWriter(place, described=described()) as writer:
                simulate(scenario, self.replicates, writer, chart=chart)
                writer.finish(_manifest(scenario, self.replicates))
            values = by_replicate(read(place), tuple(MEASURED.values()))
        return {name: _plain(column) for name, column in values.items()}


def trimmed(scenario: Scenario, weeks: int) -> Scenario:
    """A scenario of another length that records what the outputs need and nothing else."""
    record = {"gates": "false", "events": "false", "organisations": "false", "every": 5200}
    settings = [f"record.{key}={value}" for key, value in record.items()]
    return amended(scenario, [f"horizon={weeks}", *settings])


def _manifest(scenario: Scenario, replicates: int) -> Manifest:
    return Manifest(
        scenario=resolved(scenario),
        seed=scenario.seed,
        replicates=replicates,
        horizon=scenario.horizon,
        version=__version__,
        counts={},
    )


def _plain(column: NDArray[np.float64]) -> list[float]:
    return [float(value) for value in column]
