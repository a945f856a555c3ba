"""How sure an interval is, and when there are enough pairs.

With a number of pairs that was fixed beforehand the interval is Student's t. When pairs are added
until the interval is narrow enough, the work tends to stop where the spread has come out too small
by chance, and the plain interval misses more often than it says. The interval of a sequential
comparison is therefore made wider: at least `LEAST` pairs; the quantile of t that belongs to
`LEAST` pairs however many there are in the end; and a level of `SEQUENTIAL.alpha` in place of
0.05. What that gives was found by simulation (docs/compare.md, tests/unit/what_if/comparison). The
rule is that of Chow and Robbins 1965, Annals of Mathematical Statistics 36, 457-462, whose coverage
is exact only in the limit of narrow intervals; the widening is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isnan

from innosim.errors import InputError
from innosim.paired import Difference, t_quantile

LEAST, BATCH, MOST = 20, 10, 400
"""Pairs before the first look, from one look to the next, and at most unless stated otherwise."""


@dataclass(frozen=True)
class Level:
    """How intervals are made.

    Attributes:
        alpha: the two-sided chance of missing that the quantile of t is taken at.
        most_dof: degrees of freedom of that quantile at most; None for pairs less one.
    """

    alpha: float
    most_dof: int | None = None

    def half(self, found: Difference) -> float:
        """Half-width of the interval of a mean difference; not a number below two pairs."""
        if isnan(found.error):
            return found.error
        dof = found.pairs - 1 if self.most_dof is None else min(found.pairs - 1, self.most_dof)
        return t_quantile(1 - self.alpha / 2, dof) * found.error


FIXED = Level(0.05)
SEQUENTIAL = Level(0.045, LEAST - 1)


@dataclass(frozen=True)
class Until:
    """Add pairs until the intervals of a quantity are narrow enough.

    Attributes:
        half: the half-width that is wanted, in the unit of the quantity.
        metric: name of the quantity.
        most: pairs at most.
    """

    half: float
    metric: str = "embedded"
    most: int = MOST

    def __post_init__(self) -> None:
        if not 0 < self.half < inf:
            raise InputError(f"half-width {self.half:g}: it must be a number above 0")
        if self.most < LEAST:
            raise InputError(f"{self.most} pairs at most: it must be at least {LEAST}")

    def looks(self) -> Iterator[int]:
        """The numbers of pairs after which the intervals are looked at."""
        yield from range(LEAST, self.most, BATCH)
        yield self.most

    def reached(self, found: Difference) -> bool:
        """Whether an interval is narrow enough.

        That all pairs differ by the same says nothing of how wide an interval should be: it does
        not count.
        """
        return found.error > 0 and SEQUENTIAL.half(found) <= self.half
