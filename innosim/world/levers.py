"""Levers: the numbers that interventions shift, branch by branch, while the model runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.parameters import ParameterSet, facts

FloatArray = NDArray[np.float32]
Value = float | FloatArray


@dataclass(frozen=True)
class Rest:
    """Where a lever rests, and its bounds."""

    base: float
    low: float
    high: float


class Levers:
    """Present values of all levers.

    A value is a number while it is the same in all branches, and otherwise an array with one
    entry a branch, so that an untouched lever costs nothing. Both forms hold single-precision
    values, so that a result does not depend on which of them is in use.

    Args:
        rests: base and bounds of each lever, by "section.name".
        branch_organisation: organisation of each branch.
        branch_size: people in each branch.
    """

    def __init__(
        self,
        rests: Mapping[str, Rest],
        branch_organisation: NDArray[np.integer],
        branch_size: NDArray[np.integer],
    ) -> None:
        self._rests = rests
        self._organisation = branch_organisation
        self._size = branch_size.astype(np.float64)
        self._values: dict[str, Value] = {
            name: float(np.float32(rest.base)) for name, rest in rests.items()
        }
        self._by_organisation: dict[str, Value] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._rests

    def rest(self, name: str) -> Rest:
        """Base and bounds of a lever."""
        return self._rests[name]

    def set_shift(self, name: str, shift: NDArray[np.float64]) -> None:
        """Move a lever away from where it rests; `shift` has one entry a branch."""
        rest = self._rests[name]
        value = np.clip(rest.base + shift, rest.low, rest.high).astype(np.float32)
        uniform = bool((value == value[0]).all())
        self._values[name] = float(value[0]) if uniform else value
        self._by_organisation.pop(name, None)

    def value(self, name: str) -> Value:
        """Present value: a number, or one for each branch."""
        return self._values[name]

    def at(self, name: str, branches: NDArray[np.integer]) -> Value:
        """Present value in each of the given branches."""
        value = self._values[name]
        return value if isinstance(value, float) else value[branches]

    def by_organisation(self, name: str) -> Value:
        """Present mean over the people of each organisation, or a number."""
        value = self._values[name]
        if isinstance(value, float):
            return value
        if name not in self._by_organisation:
            total = np.bincount(self._organisation, self._size * value)
            mean = total / np.bincount(self._organisation, self._size)
            self._by_organisation[name] = mean.astype(np.float32)
        return self._by_organisation[name]


def rest_of_levers(
    sections: Mapping[str, ParameterSet], names: Mapping[str, Sequence[str]]
) -> dict[str, Rest]:
    """Base and bounds of all levers by "section.name", from the sections of a scenario."""
    rests = {}
    for section, parameters in sections.items():
        for name in names[section]:
            declared = facts(type(parameters).model_fields[name])
            base = getattr(parameters, name)
            rests[f"{section}.{name}"] = Rest(base, declared["low"], declared["high"])
    return rests
