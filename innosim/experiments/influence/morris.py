"""Elementary effects after Morris: what an outcome does when one factor after the other is changed.

Morris 1991, Technometrics 33:161; mu* after Campolongo, Cariboni and Saltelli 2007,
Environmental Modelling and Software 22:1509. Estimates and bootstrap intervals by SALib.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, pi, sqrt

import numpy as np

from innosim.experiments.influence.problem import FloatArray, problem, salib


@dataclass(frozen=True)
class Change:
    """What an outcome does over the range of one factor.

    Attributes:
        factor: its name.
        size: mean absolute change (mu*); error: half-width of its 95 % interval (bootstrap over
            trajectories).
        direction: mean change (mu); near `size` if the change has the same sign everywhere.
        spread: standard deviation of the change over the space (sigma): interaction, or a curve.
        noise: what `size` would be from the luck of the runs alone; not a number with one run.
        trajectories: walks in which the outcome is defined throughout.
    """

    factor: str
    size: float
    error: float
    direction: float
    spread: float
    noise: float
    trajectories: int

    @property
    def shows(self) -> bool:
        """Whether the effect is told apart from luck: at least twice what luck alone would give.

        Where that is not known, whether its interval leaves 0 out.
        """
        limit = self.error if isnan(self.noise) else 2 * self.noise
        return self.size > 0 and self.size > limit


def changes(
    names: Sequence[str], places: FloatArray, values: FloatArray, levels: int, seed: int = 1
) -> list[Change]:
    """The changes that each factor brings, in their order; nothing if no walk is defined.

    Args:
        names: of the factors.
        places: (points, factors) in [0, 1], walk after walk, each of one point more than factors.
        values: (points, replicates); a walk in which one is not a number is left out.
        levels: of the grid that the places are from.
        seed: of the bootstrap.
    """
    rows = len(names) + 1
    whole = ~np.isnan(values).any(axis=1).reshape(-1, rows).any(axis=1)
    if not whole.any():
        return []
    inside = np.repeat(whole, rows)
    places, values = places[inside], values[inside]
    found = salib("morris").analyze(
        problem(names), places, values.mean(axis=1), num_levels=levels, seed=seed
    )
    noise = _noise(places, values, rows)
    return [
        Change(
            factor=name,
            size=float(found["mu_star"][i]),
            error=float(found["mu_star_conf"][i]),
            direction=float(found["mu"][i]),
            spread=float(found["sigma"][i]),
            noise=float(noise[i]),
            trajectories=int(whole.sum()),
        )
        for i, name in enumerate(names)
    ]


def _noise(points: FloatArray, values: FloatArray, rows: int) -> FloatArray:
    """Mean absolute change by factor if it came from the luck of the replicates alone."""
    replicates, factors = values.shape[1], points.shape[1]
    if replicates == 1:
        return np.full(factors, np.nan)
    step = np.diff(points.reshape(-1, rows, factors), axis=1)
    changed = np.abs(step).argmax(axis=2)
    change = np.diff(values.reshape(-1, rows, replicates), axis=1)
    change /= np.take_along_axis(step, changed[..., None], axis=2)
    variance = change.var(axis=2, ddof=1) / replicates
    mean = np.bincount(changed.ravel(), variance.ravel(), factors) / len(step)
    noise: FloatArray = np.sqrt(mean) * sqrt(2 / pi)
    return noise
