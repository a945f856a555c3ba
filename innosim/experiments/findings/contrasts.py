"""What some points of a sweep have more than others, on the same seeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.what_if.comparison.effects import HIGHER, LOWER, SAME, UNKNOWN, Effect, effect
from innosim.what_if.comparison.stopping import FIXED
from innosim.what_if.comparison.words import interval, signed

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Contrast:
    """A weighted sum of points, of which weights above zero are held against those below.

    Attributes:
        effect: mean over the replicates, with its 95 % interval.
        unit: of the quantity.
    """

    effect: Effect
    unit: str = ""

    @property
    def mean(self) -> float:
        """What is more on one side than on the other."""
        return self.effect.difference.mean

    @property
    def shows(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.effect.verdict in (HIGHER, LOWER)

    def __str__(self) -> str:
        """Difference and 95 % interval in words."""
        if self.effect.verdict == SAME:
            return "no difference in any run"
        if self.effect.verdict == UNKNOWN:
            return "fewer than two runs have a number, no finding"
        ends = interval({"low": self.effect.low, "high": self.effect.high}, self.unit)
        size = signed(self.mean, self.unit)
        return f"{size} ({ends})" if self.shows else f"cannot be told apart ({size}, {ends})"


def contrast(values: FloatArray, weights: Mapping[int, float], unit: str = "") -> Contrast:
    """Hold points of a sweep against each other, replicate by replicate.

    Args:
        values: of a quantity, (points, replicates); the replicates of all points share their seeds.
        weights: of points by number; they sum to zero. `{3: 1, 0: -1}` is what point 3 has more
            than point 0; four of them with signs + - - + what two changes do more together than
            the sum of each.
        unit: of the quantity.

    Raises:
        ValueError: if the weights do not sum to zero.
    """
    if abs(sum(weights.values())) > 1e-9:
        raise ValueError("the weights of a contrast sum to zero")
    one, other = np.zeros((2, values.shape[1]))
    for point, weight in weights.items():
        side = one if weight > 0 else other
        side += abs(weight) * values[point]
    return Contrast(effect(one, other, 0, FIXED), unit)
