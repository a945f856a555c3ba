"""Where the points of the later waves lie: spread over what is not implausible, or by Optuna."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.evidence.calibration.design import spread
from innosim.evidence.calibration.emulator import IMPLAUSIBLE, Emulator, scaled, worst
from innosim.evidence.calibration.points import Outcome
from innosim.evidence.calibration.targets import Target

FloatArray = NDArray[np.float64]

CANDIDATES = 2**14
"""Places at which the emulators are asked; assumed enough for a hundred plausible ones."""


@dataclass(frozen=True)
class Known:
    """What is known after some waves.

    Attributes:
        targets: the outputs and their bands.
        places: places of all points that were run, one a row.
        outcomes: what came out there.
        emulators: the emulators that were fitted after each wave.
    """

    targets: Sequence[Target]
    places: FloatArray
    outcomes: Sequence[Outcome]
    emulators: Sequence[Sequence[Emulator]]

    def implausibility(self, places: FloatArray) -> FloatArray:
        """The largest implausibility that any wave's emulators give to each place."""
        largest: FloatArray = np.stack([worst(wave, places) for wave in self.emulators]).max(axis=0)
        return largest


Search = Callable[[Known, int, int, int], FloatArray]
"""From what is known, the number of points, the seed and the wave: the places of the wave."""


def by_history(known: Known, count: int, seed: int, wave: int) -> FloatArray:
    """Places spread over what no wave has given up; if that is nothing, the least implausible."""
    places = spread(CANDIDATES, known.places.shape[1], seed, wave)
    implausibility = known.implausibility(places)
    kept = places[implausibility <= IMPLAUSIBLE][:count]
    if len(kept) == count:
        return kept
    order = np.argsort(implausibility, kind="stable")
    return places[order[:count]]


def by_optuna(known: Known, count: int, seed: int, wave: int) -> FloatArray:
    """Places that Optuna's tree-structured Parzen estimator proposes from all points so far.

    Raises:
        InputError: if Optuna is not installed.
    """
    optuna = _optuna()
    sampler = optuna.samplers.TPESampler(seed=(seed + wave) % 2**32, constant_liar=True)
    study = optuna.create_study(sampler=sampler)
    names = [f"x{i}" for i in range(known.places.shape[1])]
    distributions = {name: optuna.distributions.FloatDistribution(0.0, 1.0) for name in names}
    for place, outcome in zip(known.places, known.outcomes, strict=True):
        if ((place < 0) | (place > 1)).any():
            continue
        params = dict(zip(names, map(float, place), strict=True))
        value = away(known.targets, outcome.means)
        made = optuna.trial.create_trial(params=params, distributions=distributions, value=value)
        study.add_trial(made)
    asked = [study.ask(distributions) for _ in range(count)]
    return np.array([[trial.params[name] for name in names] for trial in asked], float)


def away(targets: Sequence[Target], means: Mapping[str, float]) -> float:
    """How far the fitted outputs are outside their bands, in band widths on the fitted scale."""
    total = 0.0
    for target in targets:
        if target.fitted:
            value = means[target.name]
            if np.isnan(value):
                total += 100.0
                continue
            at, low, high = scaled(target, np.array([value, *target.band()]))
            total += max(low - at, at - high, 0.0) / (high - low)
    return float(total)


def _optuna() -> Any:
    try:
        import optuna
    except ImportError:
        raise InputError(
            "--search optuna needs Optuna, which is not installed; "
            "`pip install 'innosim[optuna]'`, or leave --search out"
        ) from None
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna


def check(search: str) -> None:
    """Refuse a search whose library is not there.

    Raises:
        InputError: if it needs Optuna, which is not installed.
    """
    if search == "optuna":
        _optuna()


SEARCHES: dict[str, Search] = {"history": by_history, "optuna": by_optuna}
