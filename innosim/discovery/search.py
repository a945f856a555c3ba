"""The search for a box: the curve, the choice on it, and what of it might be luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.random import default_rng
from scipy.special import bdtrc

from innosim.discovery.box import BoolArray, Box, FloatArray, Measure, Variable, everything, measure
from innosim.discovery.prim import curve, pasted
from innosim.errors import InputError

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
        box: that box after pasting and without restrictions that might be luck; the one that asks
            nothing if there is no finding.
        measure: how well it does.
        restrictions: those of the box.
        p: share of searches in shuffled outcomes (this one among them) whose best box does as well.
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

    On the curve of the peeling, that box is chosen that goes together best with what is looked for
    (largest phi, the correlation of two yes-or-no variables), or with `density` the one with the
    largest coverage among those at least as dense. It is then pasted, and restrictions whose
    quasi-p-value is not below `ERROR` are dropped, the weakest first.

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
    variables = tuple(variables)
    steps, chosen = _curve(variables, x, hit, density)
    box = _settled(variables, x, hit, steps[chosen].box)
    recurrence, elsewhere = _halves(variables, x, hit, density, seed)
    p = _luck(variables, x, hit, seed)
    restrictions = tuple(
        Restriction(place, side, p_value, without, recurrence.get((place, side), 0.0))
        for place, side, p_value, without in _tested(x, hit, box)
    )
    return Found(
        variables,
        tuple(steps),
        chosen,
        box,
        measure(box, x, hit),
        restrictions,
        p,
        elsewhere,
        recurrence,
    )


def quasi_p(box: Measure, without: Measure) -> float:
    """Chance of so many hits in a box if it were as rich as without one of its restrictions."""
    if box.hits_within == 0:
        return 1.0
    return float(bdtrc(box.hits_within - 1, box.within, without.density))


def _curve(
    variables: Sequence[Variable], x: FloatArray, hit: BoolArray, density: float | None
) -> tuple[list[Step], int]:
    steps = [Step(box, measure(box, x, hit)) for box in curve(variables, x, hit)]
    return steps, _choice([step.measure for step in steps], density)


def _choice(measures: Sequence[Measure], density: float | None) -> int:
    """The place of the chosen box; of equal ones the first, which is the largest."""
    if density is None:
        return max(range(len(measures)), key=lambda place: measures[place].correlation)
    dense = [place for place, one in enumerate(measures) if one.density >= density]
    if not dense:
        most = max(one.density for one in measures)
        raise InputError(f"no box has a density of {density:g}; the densest has {most:.2f}")
    return max(dense, key=lambda place: measures[place].coverage)


def _settled(variables: Sequence[Variable], x: FloatArray, hit: BoolArray, box: Box) -> Box:
    """A box pasted, and without the restrictions that might be luck."""
    box = pasted(variables, x, hit, box)
    while True:
        tested = _tested(x, hit, box)
        weak = [one for one in tested if one[2] >= ERROR]
        if not weak:
            return box
        place, side, *_ = max(weak, key=lambda one: (one[2], variables[one[0]].name, one[1]))
        box = box.without(place, side)


def _tested(x: FloatArray, hit: BoolArray, box: Box) -> list[tuple[int, str, float, Measure]]:
    whole = measure(box, x, hit)
    found = []
    for place, side in box.restrictions():
        without = measure(box.without(place, side), x, hit)
        found.append((place, side, quasi_p(whole, without), without))
    return found


def _luck(variables: Sequence[Variable], x: FloatArray, hit: BoolArray, seed: int) -> float:
    """Share of searches that do as well with the outcomes shuffled, the one itself among them."""
    draw = default_rng([seed, 0])
    own = _best(variables, x, hit)
    as_well = sum(_best(variables, x, draw.permutation(hit)) >= own for _ in range(SHUFFLES))
    return (1 + as_well) / (1 + SHUFFLES)


def _best(variables: Sequence[Variable], x: FloatArray, hit: BoolArray) -> float:
    return max(measure(box, x, hit).correlation for box in curve(variables, x, hit))


def _halves(
    variables: Sequence[Variable],
    x: FloatArray,
    hit: BoolArray,
    density: float | None,
    seed: int,
) -> tuple[dict[tuple[int, str], float], tuple[float, float]]:
    """How often each restriction is found in a half, and how the boxes do in the other half."""
    draw = default_rng([seed, 1])
    counts: dict[tuple[int, str], float] = {}
    elsewhere = []
    for _ in range(HALVES):
        order = draw.permutation(len(x))
        one, other = order[: len(x) // 2], order[len(x) // 2 :]
        box = _in_half(variables, x[one], hit[one], density)
        for restriction in box.restrictions():
            counts[restriction] = counts.get(restriction, 0.0) + 1 / HALVES
        there = measure(box, x[other], hit[other])
        if box != everything(variables) and there.within and there.hits:
            elsewhere.append((there.coverage, there.density))
    if not elsewhere:
        return counts, (nan, nan)
    coverage, dense = np.mean(elsewhere, axis=0)
    return counts, (float(coverage), float(dense))


def _in_half(
    variables: Sequence[Variable], x: FloatArray, hit: BoolArray, density: float | None
) -> Box:
    steps, _ = _curve(variables, x, hit, None)
    reached = density is None or max(step.measure.density for step in steps) >= density
    chosen = _choice([step.measure for step in steps], density if reached else None)
    return _settled(variables, x, hit, steps[chosen].box)
