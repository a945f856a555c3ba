"""What is read off a run: a weekly metric over some weeks, or a measure of the whole run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.ensemble import YEAR
from innosim.evidence.validation.measures import UNITS
from innosim.world.world import World

FloatArray = NDArray[np.float64]
Measure = Callable[[World], FloatArray]

OF_ONE = "of 1"
"""Unit of shares, and of means on a scale from 0 to 1."""
RATE = "per 100 people and year"
"""What counts are told per."""
A_WEEK = " per week"
STANDING = {"hours": "hour", "ideas": "idea", "people": "person", "times": "use", "uses": "use"}
"""Units of counts of what is there, or was so far; they count once in each week."""


class Reading(ABC):
    """One number of each replicate; equal readings have equal names."""

    @property
    @abstractmethod
    def name(self) -> str:
        """A name that no other reading has."""

    @property
    @abstractmethod
    def words(self) -> str:
        """What it is, for a reader."""

    @property
    def unit(self) -> str:
        """What its numbers are of; nothing where the words say it."""
        return ""


@dataclass(frozen=True)
class Weekly(Reading):
    """A metric from week `first` up to, but not including, week `last`; by default of all weeks.

    A ratio is the sum of its numerators over that of its denominators; a plain count is per 100
    people and year.
    """

    metric: str
    first: int = 0
    last: int | None = None

    @property
    def name(self) -> str:
        """As in "proposals" and "proposals, weeks 52 to 104"."""
        return self.metric + self._window

    @property
    def words(self) -> str:
        """Label of the metric and weeks."""
        return catalogue.metric(self.metric).label.lower() + self._window

    @property
    def unit(self) -> str:
        """That of the metric; of counts per 100 people and year."""
        unit = catalogue.metric(self.metric).unit
        if unit.endswith(A_WEEK):
            return f"{unit.removesuffix(A_WEEK)} {RATE}"
        if unit in STANDING:
            return f"{STANDING[unit]}-weeks {RATE}"
        return OF_ONE if unit == "share" else unit

    @property
    def _window(self) -> str:
        if self.first == 0 and self.last is None:
            return ""
        return f", weeks {self.first} to {'the end' if self.last is None else self.last}"

    def covers(self, week: int) -> bool:
        """Whether a week counts."""
        return self.first <= week and (self.last is None or week < self.last)


@dataclass(frozen=True)
class AtEnd(Reading):
    """A measure of the world at the end of a run, one number for each replicate."""

    measure: Measure

    @property
    def name(self) -> str:
        """That of the function."""
        return str(getattr(self.measure, "__name__", ""))

    @property
    def words(self) -> str:
        """The first line of its docstring."""
        text = (self.measure.__doc__ or self.name).strip().partition("\n")[0].rstrip(".")
        return text[:1].lower() + text[1:]

    @property
    def unit(self) -> str:
        """What `measures.UNITS` says; without an entry it is a share or a mean from 0 to 1."""
        return UNITS.get(self.name, OF_ONE)


class Taker:
    """Takes readings while a simulation runs.

    Args:
        readings: what is read.
        world: the state of all replicates.
        weeks: length of the run.
    """

    def __init__(self, readings: Sequence[Reading], world: World, weeks: int) -> None:
        self._weekly = [reading for reading in readings if isinstance(reading, Weekly)]
        self._at_end = [reading for reading in readings if isinstance(reading, AtEnd)]
        self._measures = {r.metric: catalogue.metrics()[r.metric].measure for r in self._weekly}
        self._part = {r.name: np.zeros(world.n_services) for r in self._weekly}
        self._whole = {r.name: np.zeros(world.n_services) for r in self._weekly}
        self._per_week = world.chart.n / 100 / YEAR
        self._weeks = weeks

    def week(self, world: World, week: int) -> None:
        """Take note of one week."""
        found: dict[str, Any] = {}
        for reading in self._weekly:
            if not reading.covers(week):
                continue
            if reading.metric not in found:
                found[reading.metric] = self._measures[reading.metric](world, week)
            part, whole = found[reading.metric]
            self._part[reading.name] += _by_service(part, world)
            self._whole[reading.name] += (
                self._per_week if whole is None else _by_service(whole, world)
            )

    def values(self, world: World) -> dict[str, FloatArray]:
        """Each reading by name, one number a replicate; not a number where there was nothing."""
        found = {name: ratio(part, self._whole[name]) for name, part in self._part.items()}
        return found | {r.name: r.measure(world).astype(np.float64) for r in self._at_end}


def _by_service(values: FloatArray, world: World) -> FloatArray:
    total: FloatArray = values.reshape(world.n_services, -1).sum(axis=1)
    return total


def ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Quotient; not a number where the whole is nothing."""
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole != 0)
