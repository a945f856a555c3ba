"""Points spread evenly over the unit cube of the levels.

Sobol's sequence, shifted by keyed random numbers and wrapped round: the same seed gives the same
points on every machine, and the first n of many points are spread evenly, too.
"""

from __future__ import annotations

from math import ceil, log2

import numpy as np
from numpy.typing import NDArray

from innosim.streams import Streams

Places = NDArray[np.float64]


def spread(count: int, dimensions: int, seed: int, wave: int) -> Places:
    """`count` points of the unit cube, one a row; other points in each wave."""
    from scipy.stats import qmc

    sobol = qmc.Sobol(dimensions, scramble=False).random_base2(max(1, ceil(log2(max(count, 2)))))
    shift = Streams([seed]).uniform("calibration/design", np.arange(dimensions), wave)
    return np.asarray((sobol[:count] + shift) % 1.0, np.float64)
