"""The levels that are free: which keys of a scenario, within which bounds, on which scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.parameters import facts
from innosim.scenario.explain import field_at
from innosim.scenario.schema import Scenario, scenario_model

Scale = Literal["linear", "log", "log of 1 - x"]
Levels = Mapping[str, float]
DIGITS = 6
"""Digits that count of a level, so that it can be written down and read back."""


@dataclass(frozen=True)
class Level:
    """One level that is fitted.

    Attributes:
        key: key of the scenario.
        label: what it is called.
        low, high: bounds within which it is sought, in the unit of the key; assumed.
        scale: scale on which points are spread.
        along: keys that keep their proportion to this one.
    """

    key: str
    label: str
    low: float
    high: float
    scale: Scale = "linear"
    along: tuple[str, ...] = ()

    def value(self, place: float) -> float:
        """The level at a place from 0 (low) to 1 (high)."""
        low, high = self._scaled(self.low), self._scaled(self.high)
        at = low + place * (high - low)
        found = {"linear": at, "log": exp(at)}.get(self.scale, 1.0 - exp(at))
        return float(f"{found:.{DIGITS}g}")

    def place(self, value: float) -> float:
        """The place of a level from 0 (low) to 1 (high); beyond them outside the bounds."""
        low, high = self._scaled(self.low), self._scaled(self.high)
        return (self._scaled(value) - low) / (high - low)

    def _scaled(self, value: float) -> float:
        if self.scale == "linear":
            return value
        return log(max(value if self.scale == "log" else 1.0 - value, 1e-12))


LEVELS: tuple[Level, ...] = (
    Level("generation.scale", "generation", 0.25, 4.0, "log"),
    Level("gates.capacity", "review capacity", 0.03, 0.6, "log"),
    Level("gates.rejection", "decisions without pocket veto", 0.2, 0.9),
    Level("pilots.decision", "decision to continue", -3.5, -1.0),
    Level("adoption.imitation", "local adoption", 1.0, 12.0, "log", along=("adoption.innovation",)),
    Level("adoption.not_invented_here", "closed scope", 0.9, 0.995, "log of 1 - x"),
)
"""The levels that are free unless a targets file names others. All bounds are assumed."""


def declared(key: str) -> dict[str, Any]:
    """Unit, bounds and meaning of a key of a scenario.

    Raises:
        InputError: if it is no number of a scenario.
    """
    field = field_at(scenario_model(), tuple(key.split(".")))
    found = facts(field) if field is not None else {}
    if field is None or field.annotation is not float or not found["unit"]:
        raise InputError(f"{key!r} is no number of a scenario; `innosim model` lists them")
    return found


def own_values(scenario: Scenario, levels: Sequence[Level]) -> dict[str, float]:
    """The levels as a scenario has them.

    Raises:
        InputError: if a level that others go along with is 0, so that there is no proportion.
    """
    found = {level.key: _value(scenario, level.key) for level in levels}
    for level in levels:
        if level.along and not found[level.key]:
            raise InputError(f"{level.key} is 0 in this scenario; there is no speed to fit")
    return found


def settings(scenario: Scenario, levels: Sequence[Level], values: Levels) -> dict[str, float]:
    """All keys that levels set, those that go along with them too, each with its value."""
    found: dict[str, float] = {}
    for level in levels:
        found[level.key] = values[level.key]
        factor = values[level.key] / _value(scenario, level.key) if level.along else 1.0
        for key in level.along:
            found[key] = float(f"{factor * _value(scenario, key):.{DIGITS}g}")
    return found


def at(levels: Sequence[Level], places: NDArray[np.float64]) -> dict[str, float]:
    """The values of all levels at a point of the unit cube."""
    return {level.key: level.value(float(x)) for level, x in zip(levels, places, strict=True)}


def places(levels: Sequence[Level], values: Levels) -> NDArray[np.float64]:
    """The point of the unit cube where the levels have some values."""
    return np.array([level.place(values[level.key]) for level in levels])


def _value(scenario: Scenario, key: str) -> float:
    section, name = key.split(".")
    return float(getattr(scenario.section(section), name))
