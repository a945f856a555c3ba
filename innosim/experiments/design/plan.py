"""The plan of an experiment: which runs there are, with which settings and seeds."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from innosim import __version__
from innosim.ensemble import seeds
from innosim.errors import InputError, InputErrors
from innosim.experiments.design.checks import (
    base_of,
    check_design,
    check_values,
    factors_of,
    metrics_of,
    refusal,
    series_of,
    settled,
    shown,
    sound,
    table_of,
)
from innosim.experiments.design.designs import places
from innosim.experiments.design.factor import DUMMY, Factor, Value
from innosim.experiments.design.files import Written, read
from innosim.experiments.design.schema import Experiment
from innosim.experiments.design.settings import Ways
from innosim.scenario.schema import Scenario, scenario_model
from innosim.scenario.shipped import EXPERIMENTS, find
from innosim.streams import identity
from innosim.what_if.comparison.quantities import recording
from innosim.what_if.comparison.runs import chart_of

FloatArray = NDArray[np.float64]

TRIED = 1_000
"""Points whose scenarios are made before anything runs, at most."""

SET_UP = 16
"""Points whose service is set up before anything runs, at most, where the service is varied."""

Part = TypeVar("Part")

SHAPING = ("key", "low", "high", "values", "distribution", "mode", "mean", "sd", "whole")
"""What of a factor shapes results; the rest is words."""


@dataclass(frozen=True)
class Run:
    """One run of a plan.

    Attributes:
        number: from 0; point x replicates + replicate.
        point, replicate: from 0.
        seed: of its random numbers.
    """

    number: int
    point: int
    replicate: int
    seed: int


@dataclass(frozen=True, eq=False)
class Plan:
    """All runs of an experiment, made when they are asked for.

    Attributes:
        experiment: what the file says.
        base: the scenario that is varied, with the settings of the experiment.
        factors: what is varied, levers first.
        places: (points, factors), each in [0, 1]; `Factor.at` turns them into values.
        metrics: what is kept of each run; names of
            `innosim.what_if.comparison.quantities.quantities`.
        series: weekly metrics whose series are kept, in every `every`-th week.
        replicates: runs of each point.
        paired: whether the runs of all points have the same seeds.
        version: of innosim, with which the plan was made.
    """

    experiment: Experiment
    base: Scenario
    factors: tuple[Factor, ...]
    places: FloatArray
    metrics: tuple[str, ...]
    series: tuple[str, ...]
    every: int
    replicates: int
    paired: bool
    version: str = __version__

    def __len__(self) -> int:
        """The number of runs."""
        return len(self.places) * self.replicates

    def __str__(self) -> str:
        """The experiment in words, as `innosim check` prints it."""
        from innosim.experiments.design.words import outlined

        return "\n".join(outlined(self))

    @property
    def points(self) -> int:
        """The number of points."""
        return len(self.places)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the factors, in the order of the columns of `places`."""
        return tuple(factor.key for factor in self.factors)

    @cached_property
    def seeds(self) -> tuple[int, ...]:
        """A seed for each replicate; the first one is that of the scenario."""
        return tuple(seeds(self.base.seed, self.replicates))

    def run(self, number: int) -> Run:
        """One run.

        Raises:
            IndexError: if there is no such run.
        """
        if not 0 <= number < len(self):
            raise IndexError(f"there is no run {number}; the plan has {len(self)}, from 0")
        point, replicate = divmod(number, self.replicates)
        return Run(number, point, replicate, self._seed(point, replicate))

    def values(self, point: int) -> dict[str, Value]:
        """The value of each factor at a point, by key."""
        shares = self.places[point].tolist()
        return {f.key: f.at(share) for f, share in zip(self.factors, shares, strict=True)}

    def scenario(self, point: int) -> Scenario:
        """The scenario of a point.

        Raises:
            ValidationError, InputError: if a point has no scenario, which `plan_of` looks for.
        """
        values = self.values(point)
        values.pop(DUMMY, None)
        return self._ways.scenario(values)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything that shapes the results, as 64 hexadecimal digits.

        Texts and what only names things do not count.
        """
        content = {
            "base": recording(self.base).digest(),
            "factors": [{name: getattr(f, name) for name in SHAPING} for f in self.factors],
            "places": hashlib.sha256(_bytes(self.places)).hexdigest(),
            "shape": self.places.shape,
            "seeds": self.seeds,
            "paired": self.paired,
            "metrics": self.metrics,
            "series": self.series,
            "every": self.every if self.series else 0,
            "version": self.version,
        }
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """The plan as plain data, from which `from_json` makes it again without any file.

        Files of a real organisation are named by their paths; their content is not in it.
        """
        return {
            "version": self.version,
            "experiment": json.loads(self.experiment.model_dump_json(exclude_unset=True)),
            "base": json.loads(self.base.model_dump_json(exclude_unset=True)),
            "factors": [asdict(factor) for factor in self.factors],
            "points": self.points,
            "places": b64encode(_bytes(self.places)).decode(),
            "metrics": list(self.metrics),
            "series": list(self.series),
            "every": self.every,
            "replicates": self.replicates,
            "paired": self.paired,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Plan:
        """The plan that `to_json` was asked of; `version` stays that of its making."""
        factors = [Factor(**f | {"values": tuple(f["values"])}) for f in data["factors"]]
        places = np.frombuffer(b64decode(data["places"]), "<f8").astype(np.float64)
        return cls(
            experiment=Experiment.model_validate_json(json.dumps(data["experiment"])),
            base=scenario_model().model_validate_json(json.dumps(data["base"])),
            factors=tuple(factors),
            places=places.reshape(data["points"], len(factors)),
            metrics=tuple(data["metrics"]),
            series=tuple(data["series"]),
            every=data["every"],
            replicates=data["replicates"],
            paired=data["paired"],
            version=data["version"],
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as plain data."""
        return Plan.from_json, (self.to_json(),)

    def runs(self) -> Iterator[Run]:
        """All runs, one after the other."""
        return map(self.run, range(len(self)))

    def _seed(self, point: int, replicate: int) -> int:
        seed = self.seeds[replicate]
        return seed if self.paired else int(identity(np.uint64(seed % 2**64), point))

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self.base, tuple(key for key in self.keys if key != DUMMY))


def plan_of(experiment: Experiment | str | Path) -> Plan:
    """The plan of an experiment.

    Args:
        experiment: a file, the name of a shipped one, or what one would say; a relative path of its
            scenario is then meant from the current folder.

    Raises:
        InputError: with all mistakes at once, as its `problems`, each with file and line.
    """
    made = experiment if isinstance(experiment, Experiment) else None
    written = read(find(str(experiment), kind=EXPERIMENTS)) if made is None else Written(made)
    base, factors, metrics, series = _parts(written)
    said = written.experiment
    try:
        laid_out = places(said.design, factors, _now(base, factors))
    except InputError as error:
        raise written.wrong(("design",), error.message) from None
    plan = Plan(
        experiment=said,
        base=base,
        factors=factors,
        places=laid_out,
        metrics=metrics,
        series=series,
        every=said.record.every,
        replicates=said.replicates,
        paired=said.paired,
    )
    _check_points(plan, written)
    return plan


def _parts(
    written: Written,
) -> tuple[Scenario, tuple[Factor, ...], tuple[str, ...], tuple[str, ...]]:
    """Base, factors, metrics and series, or all that is wrong with any of them."""
    problems = list(written.problems)
    lines = {problem.line for problem in problems}

    def tried(made: Callable[[], Part]) -> Part | None:
        try:
            return made()
        except InputError as error:
            problems.extend(
                e for e in error.problems if e.file != written.path or e.line not in lines
            )
            return None

    plain = None if "scenario" in written.blank else tried(lambda: base_of(written))
    base = plain and tried(lambda: settled(written, plain))
    factors = tried(lambda: factors_of(written))
    if (known := base or plain) is not None:
        tried(lambda: check_values(sound(written), known))
    if "design" not in written.blank:
        tried(lambda: check_design(written, factors or ()))
    metrics, series = tried(lambda: metrics_of(written)), tried(lambda: series_of(written))
    if problems:
        raise InputErrors(sorted(problems, key=lambda p: (str(p.file), p.line or 0)))
    assert base is not None
    return base, factors or (), metrics or (), series or ()


def tried(points: int) -> NDArray[np.int64]:
    """The points whose scenarios are made before anything runs: all, or `TRIED` of them."""
    return np.unique(np.linspace(0, points - 1, min(points, TRIED)).astype(np.int64))


def _now(base: Scenario, factors: Sequence[Factor]) -> FloatArray:
    """The places of the factors in the scenario that is varied; .5 if it is outside the range."""
    real = [factor for factor in factors if factor.key != DUMMY]
    ways = Ways(base, tuple(factor.key for factor in real))
    found = {factor.key: factor.place(ways.value(factor.key)) for factor in real}
    there = [found.get(factor.key) for factor in factors]
    return np.array([0.5 if place is None else place for place in there])


def _check_points(plan: Plan, written: Written) -> None:
    """Whether points have a scenario, and the first one without it in words."""
    looked_at = [int(point) for point in tried(plan.points)]
    bad = [point for point in looked_at if not _has_scenario(plan, point)]
    if bad:
        values = {key: v for key, v in plan.values(bad[0]).items() if key != DUMMY}
        error = refusal(written, values, plan.base, plan.factors)
        assert error is not None
        where = f"at {len(bad):,} of {len(looked_at):,} points, such as {_settings(plan, bad[0])}"
        raise InputErrors(
            [InputError(f"{e.message} ({where})", e.file, e.line) for e in error.problems]
        )
    varied = [factor for factor in plan.factors if factor.key.startswith("organisation.")]
    if varied:
        _check_organisations(plan, written, varied[0])


def _check_organisations(plan: Plan, written: Written, factor: Factor) -> None:
    """Whether some of the points have a service that can be set up."""
    for point in tried(plan.points)[:: -(-min(plan.points, TRIED) // SET_UP)].tolist():
        try:
            chart_of(plan.scenario(point).organisation)
        except InputError as error:
            message = f"{error.message} (at a point with {_settings(plan, point)})"
            raise written.wrong((table_of(factor), factor.key), message) from None


def _settings(plan: Plan, point: int) -> str:
    values = plan.values(point)
    return ", ".join(f"{key} = {shown(v)}" for key, v in values.items() if key != DUMMY)


def _has_scenario(plan: Plan, point: int) -> bool:
    try:
        plan.scenario(point)
    except (ValidationError, InputError):
        return False
    return True


def _bytes(places: FloatArray) -> bytes:
    return places.astype("<f8").tobytes()
