"""When a plan fails: the simplest condition on what was assumed that tells those worlds apart.

Conditions on one or two assumed numbers are tried ("below" or "above" a place between two worlds).
The one taken has most failing worlds inside less worlds inside that do not fail; a second condition
must gain at least two worlds. With few worlds and many numbers something always seems to fit: the
same is done with the failures dealt out to the worlds anew, and a rule counts only where that
seldom does as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.streams import Streams

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

LEAST = 3
"""Failing worlds without which no rule is looked for."""

PLACES = 12
"""Values at which a condition may cut the range of an assumed number, at most; assumed."""

DEALS, ALPHA = 200, 0.05
"""How often failures are dealt out anew, and the share of these in which a rule may do as well."""

_SECOND = 2


@dataclass(frozen=True)
class Condition:
    """That an assumed number lies above or below a value."""

    key: str
    above: bool
    value: float


@dataclass(frozen=True)
class Rule:
    """Conditions that tell failing worlds from others.

    Attributes:
        conditions: one, or two that hold together.
        inside: worlds in which they hold; caught: those of them in which the plan fails.
        chance: share of dealings at random in which the best rule did as well.
    """

    conditions: tuple[Condition, ...]
    inside: int
    caught: int
    chance: float


def rule(table: Mapping[str, FloatArray], fails: BoolArray, seed: int) -> Rule | None:
    """The rule that tells best in which worlds a plan fails; None if there is none to speak of.

    Args:
        table: each assumed number, by world.
        fails: by world.
        seed: of the dealings.
    """
    conditions, holds = _conditions(table)
    if fails.sum() < LEAST or fails.all() or not conditions:
        return None
    found, score = _best(holds, fails)
    who = np.arange(len(fails))
    luck = Streams([seed])
    dealt = (fails[np.argsort(luck.uniform("planning/deal", who, d))] for d in range(DEALS))
    chance = float(np.mean([_best(holds, one)[1] >= score for one in dealt]))
    if score <= 0 or chance > ALPHA:
        return None
    inside = np.logical_and.reduce([holds[place] for place in found])
    return Rule(
        tuple(conditions[place] for place in found),
        int(inside.sum()),
        int((inside & fails).sum()),
        chance,
    )


def _conditions(table: Mapping[str, FloatArray]) -> tuple[list[Condition], BoolArray]:
    """All conditions that hold in some worlds and not in others, and where they do."""
    found: dict[bytes, tuple[Condition, BoolArray]] = {}
    for key, values in table.items():
        seen = np.unique(values)
        middles = (seen[1:] + seen[:-1]) / 2
        every = max(1, -(-len(middles) // PLACES))
        for middle in middles[every // 2 :: every]:
            value = float(f"{middle:.3g}")
            for above in (False, True):
                holds = values > value if above else values < value
                if 0 < holds.sum() < len(holds):
                    found.setdefault(holds.tobytes(), (Condition(key, above, value), holds))
    return [c for c, _ in found.values()], np.array([holds for _, holds in found.values()])


def _best(holds: BoolArray, fails: BoolArray) -> tuple[tuple[int, ...], int]:
    """Places of the conditions of the best rule, and its score."""
    weights = np.where(fails, 1, -1).astype(np.float32)
    of_one = holds @ weights
    first = int(of_one.argmax())
    real = holds.astype(np.float32)
    of_two = (real * weights) @ real.T
    i, j = divmod(int(of_two.argmax()), len(holds))
    if of_two[i, j] >= of_one[first] + _SECOND:
        return (min(i, j), max(i, j)), int(of_two[i, j])
    return (first,), int(of_one[first])
