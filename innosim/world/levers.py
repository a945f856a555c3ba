"""Levers: the numbers that interventions shift, branch by branch, while the model runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.chart import Role
from innosim.parameters import ParameterSet, facts
from innosim.world.tables import Table

FloatArray = NDArray[np.float32]
Value = np.float32 | FloatArray

ROLES = len(Role)


@dataclass(frozen=True)
class Rest:
    """Where a lever rests, and its bounds."""

    base: float
    low: float
    high: float


class Levers:
    """Present values of all levers, for people by their role and branch.

    A value is a number while it is the same for everybody, and otherwise an array by role and
    branch, so that an untouched lever costs nothing. Both forms hold single-precision values, so
    that a result does not depend on which of them is in use.

    Args:
        rests: base and bounds of each lever, by "section.name".
        people: the table of people; its roles, branches and organisations are read.
        n_branches: number of branches.
    """

    def __init__(self, rests: Mapping[str, Rest], people: Table, n_branches: int) -> None:
        self._rests = rests
        self._people = people
        self.shape = (ROLES, n_branches)
        self._values: dict[str, Value] = {
            name: np.float32(rest.base) for name, rest in rests.items()
        }
        self._by_organisation: dict[str, Value] = {}
        self._laid: dict[str, NDArray[np.float64]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._rests

    def rest(self, name: str) -> Rest:
        """Base and bounds of a lever."""
        return self._rests[name]

    def lay(self, name: str, bases: NDArray[np.float64]) -> None:
        """Let a lever rest elsewhere from branch to branch; `bases` has one number for each."""
        self._laid[name] = bases
        self.set_shift(name, np.zeros(self.shape))

    def set_shift(self, name: str, shift: NDArray[np.float64]) -> None:
        """Move a lever away from where it rests; `shift` is by role and branch."""
        rest = self._rests[name]
        base = self._laid.get(name, rest.base)
        value = np.clip(base + shift, rest.low, rest.high).astype(np.float32)
        uniform = bool((value == value.flat[0]).all())
        self._values[name] = value.flat[0] if uniform else value
        self._by_organisation.pop(name, None)

    @contextmanager
    def held(self, name: str, value: float) -> Iterator[None]:
        """The lever at one value for everybody, for as long as the context lasts."""
        before, means = self._values[name], dict(self._by_organisation)
        self._values[name] = np.float32(value)
        self._by_organisation.pop(name, None)
        try:
            yield
        finally:
            self._values[name] = before
            self._by_organisation = means

    def at(self, name: str, people: NDArray[np.integer]) -> Value:
        """Present value for the people in the given rows."""
        value = self._values[name]
        if isinstance(value, np.float32):
            return value
        return value[self._people.role[people], self._people.branch[people]]

    def of_all(self, name: str) -> Value:
        """Present value for everybody."""
        value = self._values[name]
        if isinstance(value, np.float32):
            return value
        return value[self._people.role, self._people.branch]

    def by_organisation(self, name: str) -> Value:
        """Present mean over the people of each organisation, or a number."""
        value = self._values[name]
        if isinstance(value, np.float32):
            return value
        if name not in self._by_organisation:
            own = self._people.organisation
            mean = np.bincount(own, self.of_all(name)) / np.bincount(own)
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
