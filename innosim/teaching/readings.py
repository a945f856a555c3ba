"""What is computed for a lesson: each reading turns worlds that were run into named numbers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from innosim.analysis import deaths
from innosim.analysis.run import runs
from innosim.results.reader import Results
from innosim.teaching.number import SHARE, Number, plain
from innosim.what_if.comparison.effects import effect
from innosim.what_if.comparison.quantities import SERIES, quantities, series_weeks
from innosim.what_if.comparison.stopping import FIXED
from innosim.what_if.xray.estimates import Estimate, estimate

if TYPE_CHECKING:
    from innosim.teaching.lab import Lab
    from innosim.teaching.lesson import World

FloatArray = NDArray[np.float64]
Numbers = dict[str, Number]

MONTH = 52 / 12
RATE, ALL, HUNDRED = "", "in the whole run", "of 100"
"""How a quantity is counted: as `innosim compare` does, a yearly rate per 100 staff counted out for
the whole run, or a share as so many of a hundred."""

PLACES = {
    "middle": "with middle managers",
    "leaders": "with leaders",
    "early": "before any gate",
    "pilot": "in a pilot",
    "spreading": "while spreading",
    "practice": "became normal practice",
    "under_way": "still under way",
}
"""What can have become of an idea at the end of a run, in order."""


@dataclass(frozen=True)
class Reading(ABC):
    """Something that is computed; `name` is that of its number, or goes before their names."""

    name: str

    @abstractmethod
    def worlds(self) -> tuple[str, ...]:
        """Names of the worlds that are run."""

    @abstractmethod
    def numbers(self, lab: Lab) -> Numbers:
        """Its numbers by name."""

    def series(self, lab: Lab) -> Mapping[str, Any]:
        """Curves that go with it, as plain values."""
        return {}


@dataclass(frozen=True)
class Level(Reading):
    """A quantity of a comparison in one world.

    Attributes:
        world: its name.
        quantity: one of those of `innosim compare`.
        count: how it is counted, `RATE`, `ALL` or `HUNDRED`.
    """

    world: str
    quantity: str
    count: str = RATE

    def worlds(self) -> tuple[str, ...]:
        return (self.world,)

    def numbers(self, lab: Lab) -> Numbers:
        values = _times(lab, self.world, self.count) * _values(lab, self.world, self.quantity)
        return {self.name: _level(estimate(values.tolist()), _unit(self.quantity, self.count))}


@dataclass(frozen=True)
class Gap(Reading):
    """What one world has more of a quantity than another, pair by pair.

    Gives the difference and, as "name.share", its share of what it is held against.

    Attributes:
        world, against: their names.
        quantity, count: as for a level.
    """

    world: str
    against: str
    quantity: str = "embedded"
    count: str = RATE

    def worlds(self) -> tuple[str, ...]:
        return self.world, self.against

    def numbers(self, lab: Lab) -> Numbers:
        times = _times(lab, self.world, self.count)
        one = times * _values(lab, self.world, self.quantity)
        other = times * _values(lab, self.against, self.quantity)
        wanted = next(q.wanted for q in quantities() if q.name == self.quantity)
        found = effect(one, other, wanted, FIXED)
        difference = Number(
            plain(found.difference.mean),
            _unit(self.quantity, self.count),
            plain(found.low),
            plain(found.high),
            found.verdict,
        )
        return {self.name: difference, f"{self.name}.share": _of(difference, found.difference)}


@dataclass(frozen=True)
class Loss(Gap):
    """What one world has less of a quantity than another, pair by pair.

    Gives how much less and, as "name.percent", how many per cent of what it is held against.
    """

    def numbers(self, lab: Lab) -> Numbers:
        found = super().numbers(lab)
        part = _turned(found[f"{self.name}.share"], 100.0, "per cent")
        return {self.name: _turned(found[self.name], 1.0), f"{self.name}.percent": part}


@dataclass(frozen=True)
class Overtaking(Reading):
    """When one world has had more new normal practices than another, for good.

    Gives, in months from the start: "name.ahead", from when the mean difference stays above zero,
    "name.surely", from when its 95 % interval does, and "name.behind", the number of recorded weeks
    in which the interval lies below zero.

    Attributes:
        world, against: their names.
    """

    world: str
    against: str

    def worlds(self) -> tuple[str, ...]:
        return self.world, self.against

    def numbers(self, lab: Lab) -> Numbers:
        weeks, mean, low, high = self._difference(lab)
        return {
            f"{self.name}.ahead": Number(_month(weeks, mean > 0), "months"),
            f"{self.name}.surely": Number(_month(weeks, low > 0), "months"),
            f"{self.name}.behind": Number(float((high < 0).sum()), "weeks looked at"),
        }

    def series(self, lab: Lab) -> Mapping[str, Any]:
        weeks, mean, low, high = self._difference(lab)
        bands = {name: _bands(_curves(lab, name)) for name in (self.against, self.world)}
        difference = {"mean": _row(mean), "low": _row(low), "high": _row(high)}
        return {self.name: {"weeks": weeks, "worlds": bands, "difference": difference}}

    def _difference(self, lab: Lab) -> tuple[list[int], FloatArray, FloatArray, FloatArray]:
        apart = _curves(lab, self.world) - _curves(lab, self.against)
        found = [estimate(column.tolist()) for column in apart.T]
        rows = np.array([(one.mean, one.low, one.high) for one in found]).T
        return series_weeks(lab.lesson.world(self.world).weeks), rows[0], rows[1], rows[2]


@dataclass(frozen=True)
class Places(Reading):
    """What became of 100 ideas by the end of the run, as "name.place" for each of `PLACES`."""

    world: str

    def worlds(self) -> tuple[str, ...]:
        return (self.world,)

    def numbers(self, lab: Lab) -> Numbers:
        results = lab.results(self.world)
        holders = deaths.gate_holders(results)
        rows = [_became(results, replicate.replicate, holders) for replicate in runs(results)]
        return {
            f"{self.name}.{place}": _level(
                estimate([row[place] for row in rows], 0.0, 100.0), "of 100 ideas"
            )
            for place in PLACES
        }


@dataclass(frozen=True)
class Blocking(Reading):
    """What people, signals and workload have to do with ideas stopped by middle managers.

    Gives "name.before" and "name.after", ideas stopped of 100 that came there, and how many fewer
    for each of "name.people", "name.signals", "name.workload" and "name.whole".
    """

    world: str

    def worlds(self) -> tuple[str, ...]:
        return (self.world,)

    def numbers(self, lab: Lab) -> Numbers:
        found = lab.shares(self.world).stopped
        named = {"before": found.before, "after": found.after, "whole": found.whole}
        return {
            f"{self.name}.{name}": _level(_hundred(one), "of 100 ideas")
            for name, one in {**named, **found.parts}.items()
        } | {f"{self.name}.part": _part(found.parts["people"], found.whole)}


def _became(results: Results, replicate: int, holders: Mapping[int, str]) -> dict[str, float]:
    columns = ("layer", "ended", "reached_pilot", "reached_diffusion", "reached_embedded")
    ideas = results.of_replicate("ideas", replicate, columns)
    held = np.array([holders.get(layer, deaths.STAFF) for layer in ideas["layer"].tolist()])
    held = np.where(ideas["layer"] < 0, deaths.STAFF, held)
    practice = ideas["reached_embedded"] >= 0
    ended = (ideas["ended"] >= 0) & ~practice
    spreading = ended & (ideas["reached_diffusion"] >= 0)
    pilot = ended & ~spreading & (ideas["reached_pilot"] >= 0)
    gate = ended & ~spreading & ~pilot
    found = {
        "middle": gate & (held == deaths.MIDDLE),
        "leaders": gate & (held == deaths.LEADERS),
        "early": gate & (held == deaths.STAFF),
        "pilot": pilot,
        "spreading": spreading,
        "practice": practice,
        "under_way": ~ended & ~practice,
    }
    return {name: 100 * float(mask.mean()) if len(mask) else np.nan for name, mask in found.items()}


def _values(lab: Lab, world: str, quantity: str) -> FloatArray:
    values: FloatArray = lab.found(world)[quantity][:, 0]
    return values


def _curves(lab: Lab, world: str) -> FloatArray:
    curves: FloatArray = lab.found(world)[SERIES]
    return curves


def _times(lab: Lab, world: str, count: str) -> float:
    of: World = lab.lesson.world(world)
    return {RATE: 1.0, ALL: of.hundred_years, HUNDRED: 100.0}[count]


def _unit(quantity: str, count: str) -> str:
    return count or next(q.unit for q in quantities() if q.name == quantity)


def _level(found: Estimate, unit: str) -> Number:
    return Number(plain(found.mean), unit, plain(found.low), plain(found.high))


def _hundred(found: Estimate) -> Estimate:
    return Estimate(100 * found.mean, 100 * found.low, 100 * found.high, ())


def _part(one: Estimate, whole: Estimate) -> Number:
    """The mean of one as a part of the mean of the whole."""
    return Number(plain(100 * one.mean / whole.mean), "per cent")


def _of(difference: Number, found: Any) -> Number:
    """A difference as a share of the mean that it is held against."""
    base = abs(found.reference)
    if not base:
        return Number(None, SHARE, verdict=difference.verdict)

    def part(value: float | None) -> float | None:
        return None if value is None else plain(value / base)

    value, low, high = map(part, (difference.value, difference.low, difference.high))
    return Number(value, SHARE, low, high, difference.verdict)


def _turned(one: Number, times: float, unit: str = "") -> Number:
    """Less in the place of more, the ends of its interval changed over; times a positive factor."""
    values = (one.value, one.high, one.low)
    value, low, high = (None if v is None else -times * v for v in values)
    return Number(value, unit or one.unit, low, high, one.verdict)


def _month(weeks: list[int], holds: NDArray[np.bool_]) -> float | None:
    """The month from which something holds to the end; None if it does not at the end."""
    if not holds[-1]:
        return None
    since = int(np.flatnonzero(~holds)[-1]) + 1 if not holds.all() else 0
    return float(np.ceil((weeks[since] + 1) / MONTH))


def _bands(curves: FloatArray) -> dict[str, list[float]]:
    low, median, high = np.quantile(curves, (0.1, 0.5, 0.9), axis=0)
    return {"median": _row(median), "low": _row(low), "high": _row(high)}


def _row(values: FloatArray) -> list[float]:
    return [float(f"{value:.4g}") for value in values.tolist()]
