"""A quick stand-in for the model: each output as a quadratic function of the levels.

Rates and times are fitted as logarithms and shares as logits. The error of a prediction has the
scatter round the fit (lack of fit and luck of the runs) and the uncertainty of the coefficients:
s^2 (1 + x' (X'X)^-1 x). With few points the cross terms are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.evidence.calibration.targets import Target

FloatArray = NDArray[np.float64]

IMPLAUSIBLE = 3.0
"""Standard errors from the band beyond which a point is given up; assumed."""

SPARE = 1.5
"""Points for each coefficient below which a simpler form is fitted; assumed."""

_SMALL = 1e-3


@dataclass(frozen=True)
class Emulator:
    """The fitted function of one output.

    Attributes:
        target: the output and its band.
        degree: 2 with cross terms, 1 with squares alone, 0 linear.
        coefficients: of the terms of `_terms`.
        inverse: (X'X)^-1.
        scatter: standard deviation round the fit, on the fitted scale.
        explained: share of the variance of each point that the fit to all others predicts.
    """

    target: Target
    degree: int
    coefficients: FloatArray
    inverse: FloatArray
    scatter: float
    explained: float

    def implausibility(self, places: FloatArray) -> FloatArray:
        """Distance of the prediction from the band, in its standard errors; 0 inside."""
        terms = _terms(places, self.degree)
        mean = terms @ self.coefficients
        leverage = np.einsum("ij,jk,ik->i", terms, self.inverse, terms)
        error = self.scatter * np.sqrt(1.0 + leverage)
        low, high = (scaled(self.target, np.array([end]))[0] for end in self.target.band())
        away = np.maximum(np.maximum(low - mean, mean - high), 0.0)
        return np.asarray(away / np.maximum(error, 1e-12), np.float64)


def fit(target: Target, places: FloatArray, values: FloatArray) -> Emulator | None:
    """The emulator of one output from points that were run; None with too few of them."""
    defined = ~np.isnan(values)
    x, y = places[defined], scaled(target, values[defined])
    chosen = [d for d in (2, 1, 0) if len(y) >= SPARE * _terms(x[:1], d).shape[1]] if len(y) else []
    if not chosen:
        return None
    terms = _terms(x, chosen[0])
    coefficients, _, rank, _ = np.linalg.lstsq(terms, y, rcond=None)
    rest = y - terms @ coefficients
    scatter = float(np.sqrt((rest**2).sum() / (len(y) - rank)))
    inverse = np.asarray(np.linalg.pinv(terms.T @ terms), np.float64)
    return Emulator(
        target=target,
        degree=chosen[0],
        coefficients=np.asarray(coefficients, np.float64),
        inverse=inverse,
        scatter=scatter,
        explained=_explained(y, rest, np.einsum("ij,jk,ik->i", terms, inverse, terms)),
    )


def _explained(y: FloatArray, rest: FloatArray, leverage: FloatArray) -> float:
    """Share of the variance that is predicted when each point in turn is left out of the fit."""
    missed = rest / np.maximum(1.0 - leverage, 1e-9)
    varies = float(((y - y.mean()) ** 2).sum())
    return 1.0 - float((missed**2).sum()) / varies if varies else 1.0


def scaled(target: Target, values: FloatArray) -> FloatArray:
    """Values on the scale that is fitted."""
    if target.measure.unit == "share":
        inside = np.clip(values, _SMALL, 1.0 - _SMALL)
        return np.asarray(np.log(inside / (1.0 - inside)), np.float64)
    return np.asarray(np.log(np.maximum(values, _SMALL)), np.float64)


def fit_all(
    targets: Sequence[Target], places: FloatArray, values: Mapping[str, FloatArray]
) -> list[Emulator]:
    """The emulators of the fitted outputs, those without enough points left out."""
    found = [fit(target, places, values[target.name]) for target in targets if target.fitted]
    return [emulator for emulator in found if emulator is not None]


def worst(emulators: Sequence[Emulator], places: FloatArray) -> FloatArray:
    """The largest implausibility over the outputs, point by point; 0 without emulators."""
    rows = [emulator.implausibility(places) for emulator in emulators]
    return np.max([np.zeros(len(places)), *rows], axis=0)


def _terms(places: FloatArray, degree: int) -> FloatArray:
    x = 2.0 * places - 1.0
    columns = [np.ones(len(x)), *x.T]
    if degree >= 1:
        columns += list((x**2).T)
    if degree >= 2:
        i, j = np.triu_indices(x.shape[1], 1)
        columns += list((x[:, i] * x[:, j]).T)
    return np.stack(columns, axis=1)
