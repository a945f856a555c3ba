"""Suitability: skills, data and infrastructure combined so that the weakest counts most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WEAKEST = 0.01
"""Below this no part counts as weaker; assumed."""


def combined(
    skills: NDArray[np.float64], data: NDArray[np.float64], infrastructure: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The root of the harmonic mean of the squares of the three parts."""
    inverse = sum(np.maximum(part, WEAKEST) ** -2 for part in (skills, data, infrastructure))
    return np.asarray((inverse / 3.0) ** -0.5)
