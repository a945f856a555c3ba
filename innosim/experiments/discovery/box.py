"""Boxes: conditions on some variables, and how well they hold what is looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf, nan, sqrt

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

LOW, HIGH, OUT = "low", "high", "out"


@dataclass(frozen=True)
class Variable:
    """A column of the table that is searched.

    Attributes:
        name: of the column.
        categories: what the numbers 0, 1, ... in it stand for; empty for a quantity.
    """

    name: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What a box asks of one variable.

    Attributes:
        low, high: the values between which it must lie, both included.
        out: categories that it must not have.
    """

    low: float = -inf
    high: float = inf
    out: frozenset[int] = frozenset()

    def holds(self, column: FloatArray) -> BoolArray:
        """Which rows are within."""
        inside: BoolArray = (column >= self.low) & (column <= self.high)
        return inside & ~np.isin(column, list(self.out)) if self.out else inside

    def sides(self) -> tuple[str, ...]:
        """Where it restricts."""
        asked = {LOW: self.low > -inf, HIGH: self.high < inf, OUT: bool(self.out)}
        return tuple(side for side, restricts in asked.items() if restricts)

    def without(self, side: str) -> Limits:
        """The same with one restriction less."""
        if side == OUT:
            return replace(self, out=frozenset())
        return self.moved(side, -inf if side == LOW else inf)

    def moved(self, side: str, bound: float) -> Limits:
        """The same with another end."""
        return replace(self, low=bound) if side == LOW else replace(self, high=bound)


@dataclass(frozen=True)
class Box:
    """Conditions that hold together, one for each variable.

    Attributes:
        limits: by variable; a variable may have none.
    """

    limits: tuple[Limits, ...]

    def holds(self, x: FloatArray) -> BoolArray:
        """Which rows of a table (rows, variables) are in the box."""
        inside = np.ones(len(x), bool)
        for place, limits in enumerate(self.limits):
            if limits.sides():
                inside &= limits.holds(x[:, place])
        return inside

    def restrictions(self) -> Iterator[tuple[int, str]]:
        """Place of the variable and side of each restriction."""
        for place, limits in enumerate(self.limits):
            for side in limits.sides():
                yield place, side

    def with_limits(self, place: int, limits: Limits) -> Box:
        """The same with other limits on one variable."""
        return Box((*self.limits[:place], limits, *self.limits[place + 1 :]))

    def without(self, place: int, side: str) -> Box:
        """The same with one restriction less."""
        return self.with_limits(place, self.limits[place].without(side))


def everything(variables: Sequence[Variable]) -> Box:
    """The box that asks nothing."""
    return Box((Limits(),) * len(variables))


@dataclass(frozen=True)
class Measure:
    """How well a box holds what is looked for.

    Attributes:
        points: rows of the table; hits: those that are looked for.
        within: rows in the box; hits_within: those of them that are looked for.
    """

    points: int
    hits: int
    within: int
    hits_within: int

    @property
    def coverage(self) -> float:
        """Share of what is looked for that is in the box."""
        return self.hits_within / self.hits if self.hits else nan

    @property
    def density(self) -> float:
        """Share of the box that is looked for."""
        return self.hits_within / self.within if self.within else nan

    @property
    def mass(self) -> float:
        """Share of all rows that are in the box."""
        return self.within / self.points

    @property
    def base(self) -> float:
        """Share of all rows that are looked for."""
        return self.hits / self.points

    @property
    def correlation(self) -> float:
        """Of being in the box with being looked for (phi), -1 to 1; 0 if nothing differs."""
        n, h, m = self.points, self.hits, self.within
        below = h * (n - h) * m * (n - m)
        return (n * self.hits_within - h * m) / sqrt(below) if below else 0.0


def count(rows: BoolArray) -> int:
    """How many of the rows are true."""
    return int(np.count_nonzero(rows))


def measure(box: Box, x: FloatArray, hit: BoolArray) -> Measure:
    """Count rows and hits in a box."""
    inside = box.holds(x)
    within, hits = count(inside), count(inside & hit)
    return Measure(len(x), count(hit), within, hits)
