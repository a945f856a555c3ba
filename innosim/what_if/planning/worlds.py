"""Assumed worlds: what is doubtful, and combinations of it that are spread evenly.

The doubts are the assumptions that move what becomes normal practice most (docs/sensitivity.md,
measured for `small-service` over 260 weeks), each over the range of the screening: odds halved to
doubled, or a number halved to doubled, a convention. To them come the effects of the levers that
a plan may pull, from half of what is declared up to all of it (the same convention, cut off at the
largest factor that a scenario may state), and the ranges that a user states.

The combinations are a Latin hypercube (McKay, Beckman and Conover 1979, Technometrics 21:239):
each range is cut into as many equal parts as there are worlds, and each part occurs once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from innosim.arms import varied
from innosim.ensemble import seeds
from innosim.errors import InputError, InputErrors
from innosim.experiments.screening.factors import assumed
from innosim.scenario.files import amended
from innosim.scenario.schema import Scenario
from innosim.streams import Streams
from innosim.what_if.comparison.changes import is_lever

DECIDING = (
    "routinisation.rate",
    "routinisation.routine",
    "signals.base_normality",
    "generation.scale",
    "gates.base",
    "pilots.decision_alignment",
    "crises.rate",
    "pilots.weeks",
    "birth.novelty_a",
    "gates.attention",
    "signals.base_clarity_who",
    "generation.readiness",
)
"""The twelve assumptions that move what becomes normal practice most, docs/sensitivity.md."""

EFFECT = "assumptions.effects."
LEAST_EFFECT = 0.5
"""An effect may be half as large as declared; assumed."""

_MAKES_NO_WORLD = ("seed", "horizon", "start", "organisation", "record", "budget", "format")


@dataclass(frozen=True)
class Range:
    """A doubtful number, and how far it goes.

    Attributes:
        key: its place in a scenario.
        low, high: ends.
        whole: whether it is a whole number.
        bends: values at equal steps from the lower end to the upper one; none: a straight line.
    """

    key: str
    low: float
    high: float
    whole: bool = False
    bends: tuple[float, ...] = ()

    def at(self, share: float) -> float | int:
        """The value at a place in the range, 0 for the lower end and 1 for the upper one."""
        if self.bends:
            found = float(np.interp(share, np.linspace(0, 1, len(self.bends)), self.bends))
        else:
            found = self.low + share * (self.high - self.low)
        return round(found) if self.whole else float(f"{found:.6g}")


@dataclass(frozen=True)
class World:
    """An assumed world.

    Attributes:
        settings: the value of each doubtful number.
        seeds: one for each run in it; every plan has the same ones.
    """

    settings: Mapping[str, float]
    seeds: tuple[int, ...]

    def of(self, scenario: Scenario) -> Scenario:
        """The scenario in this world."""
        return varied(scenario, self.settings)


def ranges(scenario: Scenario, kinds: Sequence[str], stated: Sequence[str]) -> list[Range]:
    """What is doubtful about a scenario and about levers that may be pulled in it.

    Args:
        scenario: the service.
        kinds: the levers.
        stated: ranges as "key=low..high", which come in addition or in place of those here.

    Raises:
        InputError: for a range that is none, or whose key is no assumption.
    """
    own = {one.key: one for one in _stated(scenario, stated)}
    found = {factor.key: factor for factor in assumed(scenario)}
    deciding = [
        Range(f.key, f.at(0), f.at(1), f.whole, tuple(float(f.at(i / 16)) for i in range(17)))
        for key in DECIDING
        if (f := found.get(key)) is not None
    ]
    factors = scenario.factors()
    effects = [_effect(kind, factor) for kind in kinds if (factor := factors.get(kind, 1.0)) != 0.0]
    usual = {one.key: one for one in [*deciding, *effects]}
    return list((usual | own).values())


def _effect(kind: str, factor: float) -> Range:
    """From half of what is assumed of the effect of a lever up to all of it."""
    low, high = sorted((LEAST_EFFECT * factor, factor))
    return Range(EFFECT + kind, low, high)


def worlds(
    scenario: Scenario, doubts: Sequence[Range], count: int, runs: int, purpose: str
) -> list[World]:
    """Assumed worlds, spread evenly.

    Args:
        scenario: whose seed decides all.
        doubts: what differs between the worlds.
        count: number of worlds.
        runs: runs in each of them.
        purpose: other worlds for each purpose.
    """
    luck = Streams([scenario.seed])
    who, columns = np.arange(count), {}
    for doubt in doubts:
        decision = f"planning/{purpose}/{doubt.key}"
        order = np.argsort(luck.uniform(decision, who, 0), kind="stable")
        shares = (order + luck.uniform(decision, who, 1)) / count
        columns[doubt.key] = [doubt.at(float(share)) for share in shares]
    first = int(luck.uniform(f"planning/{purpose}/seed", np.array([0]), 0)[0] * 2**52)
    lots = seeds(first, count * runs)
    return [
        World(
            {key: column[k] for key, column in columns.items()},
            tuple(lots[k * runs : (k + 1) * runs]),
        )
        for k in range(count)
    ]


def _stated(scenario: Scenario, stated: Sequence[str]) -> Iterator[Range]:
    errors: list[InputError] = []
    for text in stated:
        try:
            yield _range(scenario, text)
        except InputError as error:
            errors += error.problems
    if errors:
        raise InputErrors(errors)


def _range(scenario: Scenario, text: str) -> Range:
    key, equals, ends = text.partition("=")
    key, (low, dots, high) = key.strip(), ends.partition("..")
    try:
        bounds = float(low), float(high)
    except ValueError:
        bounds = 1.0, 0.0
    if not (equals and dots and all(map(isfinite, bounds)) and bounds[0] < bounds[1]):
        raise InputError(f"--assume {text}: write KEY=LOW..HIGH, such as politics.drift=0.01..0.1")
    if is_lever(key) or key.split(".")[0] in _MAKES_NO_WORLD:
        raise InputError(f"--assume {text}: this is no assumption about people, rules or effects")
    whole = isinstance(_value(scenario, key), int)
    for end in (low, high):
        try:
            amended(scenario, [f"{key}={int(float(end)) if whole else float(end)}"])
        except InputError as error:
            raise InputError(f"--assume {text}: {error.problems[0].message}") from None
    return Range(key, *bounds, whole)


def _value(scenario: Scenario, key: str) -> Any:
    found: Any = scenario
    for part in key.split("."):
        found = getattr(found, part, None)
    return found
