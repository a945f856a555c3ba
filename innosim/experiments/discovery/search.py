"""The search for a box: the curve, the choice on it, and what of it might be luck."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf, nan

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray
from scipy.special import bdtrc

from innosim.errors import InputError
from innosim.experiments.discovery import abreast
from innosim.experiments.discovery.box import (
    BoolArray,
    Box,
    FloatArray,
    Measure,
    Variable,
    everything,
    measure,
)
from innosim.experiments.discovery.prim import pasted, peeled

SHUFFLES = 99
"""How often the search is repeated with the outcomes shuffled."""

HALVES = 50
"""How often the search is repeated in one half of the points and looked at in the other."""

ERROR = 0.05
"""Share of searches in pure luck that may find a box, and bound of a quasi-p-value."""

LEAST = 10
"""Points that must be looked for, and points that must not, for a search to make sense."""


@dataclass(frozen=True)
class Step:
    """A box of the curve and how well it does."""

    box: Box
    measure: Measure


@dataclass(frozen=True)
class Restriction:
    """One restriction of a box, and what speaks for it.

    Attributes:
        place: of the variable; side: which end or whether categories.
        quasi_p: chance of at least as many hits in the box if the rows that the restriction shuts
            out were as rich as those it keeps (binomial; the test knows nothing of the search, so
            it is no p-value).
        without: how well the box does without it.
        recurs: share of the halves in which the search restricts the same side.
    """

    place: int
    side: str
    quasi_p: float
    without: Measure
    recurs: float


@dataclass(frozen=True)
class Found:
    """What a search found.

    Attributes:
        variables: the columns.
        steps: the trade-off curve, from everything to the smallest box.
        chosen: place on the curve of the box that was chosen.
        box: that box after pasting and without restrictions that might be luck; if none is left,
            the one that asks nothing.
        measure: how well it does.
        restrictions: those of the box.
        p: share of searches in shuffled outcomes (this one among them) that have a box on their
            curve that does as well as `box`.
        elsewhere: mean coverage and density of boxes found in one half of the points, in the other
            half; not a number if none was found.
        recurrence: by place of the variable and side, in how many of the halves it is restricted.
    """

    variables: tuple[Variable, ...]
    steps: tuple[Step, ...]
    chosen: int
    box: Box
    measure: Measure
    restrictions: tuple[Restriction, ...]
    p: float
    elsewhere: tuple[float, float]
    recurrence: dict[tuple[int, str], float]

    @property
    def finding(self) -> bool:
        """Whether there is a box that luck alone would not give."""
        return self.p <= ERROR and bool(self.restrictions)


def search(
    variables: Sequence[Variable],
    x: FloatArray,
    hit: BoolArray,
    density: float | None = None,
    seed: int = 1,
) -> Found:
    """Look for the box that holds most of what is looked for and little else.

    Boxes of the curve of the peeling are pasted, and restrictions whose quasi-p-value is not below
    `ERROR` are dropped, the weakest first. Of what is left of them, that box is chosen that goes
    together best with what is looked for (largest phi, the correlation of two yes-or-no variables),
    or with `density` the one with the largest coverage among those at least as dense.

    Args:
        variables: the columns of the table.
        x: the table, (rows, variables); categories as their numbers.
        hit: the rows that are looked for.
        density: least density wanted of the box.
        seed: of the shuffles and halves.

    Raises:
        InputError: if there are too few rows of either kind.
    """
    if not LEAST <= hit.sum() <= len(hit) - LEAST:
        raise InputError(
            f"{hit.sum()} of {len(hit)} points are looked for; a search needs {LEAST} or more that "
            f"are, and {LEAST} that are not: choose another threshold"
        )
    table = _Table(tuple(variables), x, hit, density)
    steps = table.curve()
    _check_density(table, steps)
    chosen, box = table.choice(steps)
    recurrence, elsewhere = _halves(table, seed)
    restrictions = tuple(
        Restriction(place, side, p_value, without, recurrence.get((place, side), 0.0))
        for place, side, p_value, without in table.tested(box)
    )
    return Found(
        table.variables,
        steps,
        chosen,
        box,
        table.measure(box),
        restrictions,
        _luck(table, table.score(table.measure(box)), seed),
        elsewhere,
        recurrence,
    )


def quasi_p(box: Measure, without: Measure) -> float:
    """Chance of so many hits in a box if it were as rich as without one of its restrictions."""
    if box.hits_within == 0:
        return 1.0
    return float(bdtrc(box.hits_within - 1, box.within, without.density))


@dataclass(frozen=True, eq=False)
class _Table:
    """What is searched, and what for.

    Attributes:
        variables, x, hit, density: as in `search`.
    """

    variables: tuple[Variable, ...]
    x: FloatArray
    hit: BoolArray
    density: float | None

    def measure(self, box: Box) -> Measure:
        return measure(box, self.x, self.hit)

    def score(self, found: Measure) -> float:
        """What is to be largest: phi, or the coverage of a box that is dense enough.

        A box that is not has less than 0, the more the less dense it is.
        """
        if self.density is None:
            return found.correlation
        return found.coverage if found.density >= self.density else found.density - self.density

    def curve(self) -> tuple[Step, ...]:
        points, hits = len(self.x), int(self.hit.sum())
        boxes = peeled(self.variables, self.x, self.hit)
        return tuple(Step(box, Measure(points, hits, *within)) for box, *within in boxes)

    def choice(self, steps: Sequence[Step]) -> tuple[int, Box]:
        """The place on the curve of the chosen box, and what is left of that box.

        What counts is what is left: the box that does best on the curve is settled first, and
        others after it as long as they might still do better than what was left so far. Of equal
        ones the first is taken, which is the largest.
        """
        scores = [self.score(step.measure) for step in steps]
        found: tuple[int, Box] | None = None
        most = -inf
        for place in sorted(range(len(steps)), key=lambda place: -scores[place]):
            if scores[place] <= most:
                break
            box = self.settled(steps[place].box)
            if found is None or self.score(self.measure(box)) > most:
                found, most = (place, box), self.score(self.measure(box))
        assert found is not None
        return found

    def settled(self, box: Box) -> Box:
        """A box pasted, and without the restrictions that might be luck."""
        box = pasted(self.variables, self.x, self.hit, box)
        while True:
            weak = [one for one in self.tested(box) if one[2] >= ERROR]
            if not weak:
                return box
            names = self.variables
            place, side, *_ = max(weak, key=lambda one: (one[2], names[one[0]].name, one[1]))
            box = box.without(place, side)

    def tested(self, box: Box) -> list[tuple[int, str, float, Measure]]:
        """Place, side and quasi-p-value of each restriction, and how well the box does without."""
        whole, found = self.measure(box), []
        for place, side in box.restrictions():
            without = self.measure(box.without(place, side))
            found.append((place, side, quasi_p(whole, without), without))
        return found

    def best(self) -> float:
        """The best score on the curve."""
        return max(self.score(step.measure) for step in self.curve())

    def best_of(self, within: Iterable[tuple[int, int]]) -> float:
        """The best score of boxes, given their rows and hits."""
        points, hits = len(self.x), int(self.hit.sum())
        return max(self.score(Measure(points, hits, *one)) for one in within)

    def of(self, rows: NDArray[np.intp]) -> _Table:
        """The same search in some of the rows."""
        return replace(self, x=self.x[rows], hit=self.hit[rows])


def _check_density(table: _Table, steps: Sequence[Step]) -> None:
    most = max(step.measure.density for step in steps)
    if table.density is not None and most < table.density:
        raise InputError(f"no box has a density of {table.density:g}; the densest has {most:.2f}")


def _luck(table: _Table, own: float, seed: int) -> float:
    """Share of searches on whose curve a box does as well with the outcomes shuffled.

    The one itself is among them. Where pasting made a box better than all on the curve it counts as
    the best of these, because boxes in luck are not pasted: the share is never too small.
    """
    draw, own = default_rng([seed, 0]), min(own, table.best())
    shuffled = np.stack([draw.permutation(table.hit) for _ in range(SHUFFLES)])
    curves = abreast.counts(table.variables, table.x, shuffled)
    return (1 + sum(table.best_of(one) >= own for one in curves)) / (1 + SHUFFLES)


def _halves(table: _Table, seed: int) -> tuple[dict[tuple[int, str], float], tuple[float, float]]:
    """How often each restriction is found in a half, and how the boxes do in the other half."""
    draw = default_rng([seed, 1])
    counts: dict[tuple[int, str], float] = {}
    elsewhere = []
    for _ in range(HALVES):
        order = draw.permutation(len(table.x))
        one, other = table.of(order[: len(order) // 2]), table.of(order[len(order) // 2 :])
        _, box = one.choice(one.curve())
        for restriction in box.restrictions():
            counts[restriction] = counts.get(restriction, 0.0) + 1 / HALVES
        there = other.measure(box)
        if box != everything(table.variables) and there.within and there.hits:
            elsewhere.append((there.coverage, there.density))
    if not elsewhere:
        return counts, (nan, nan)
    coverage, dense = np.mean(elsewhere, axis=0)
    return counts, (float(coverage), float(dense))
