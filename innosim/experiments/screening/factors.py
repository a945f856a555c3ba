"""The assumed numbers of a scenario, and how far each of them might be off."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import Any

from innosim import catalogue
from innosim.parameters import ASSUMED, ParameterSet, facts
from innosim.scenario.schema import SECTIONS, Scenario

DOUBT = log(2)
"""An assumed number may be half as large, or twice as large, as assumed: a convention."""

DUMMY = "dummy"
"""A factor that nothing depends on; its effect is zero if the screening is right."""


@dataclass(frozen=True)
class Factor:
    """An assumed number and its range.

    Attributes:
        key: its place in a scenario, as "section.key".
        value: what is assumed.
        low, high: bounds that a scenario may set, None if there are none.
        whole: whether it is a whole number.
        unit, meaning: as declared.
    """

    key: str
    value: float
    low: float | None
    high: float | None
    whole: bool
    unit: str
    meaning: str

    def at(self, share: float) -> float | int:
        """The value at a place in the range, 0 (lower end) to 1 (upper end).

        A share or probability has its odds halved to doubled, a weight on the logit scale (a
        number that may be negative) moves by log 2 to either side, any other number is halved to
        doubled; .5 is the value itself. The result keeps within the bounds.
        """
        shift = DOUBT * (2 * share - 1)
        moved = min(max(self._moved(shift), self._bound(self.low)), self._bound(self.high, 1))
        return round(moved) if self.whole else moved

    @property
    def is_share(self) -> bool:
        """Whether the bounds keep it between 0 and 1."""
        return self.low is not None and self.low >= 0 and self.high is not None and self.high <= 1

    def _moved(self, shift: float) -> float:
        if self.low is not None and self.low < 0:
            return self.value + shift
        if self.is_share and 0 < self.value < 1:
            odds = self.value / (1 - self.value) * exp(shift)
            return odds / (1 + odds)
        return self.value * exp(shift)

    @staticmethod
    def _bound(bound: float | None, sign: int = -1) -> float:
        return sign * float("inf") if bound is None else bound


def assumed(scenario: Scenario) -> list[Factor]:
    """The assumed numbers about people, their network and the processes that run.

    Left out: numbers with a source that gives their size, switches, and numbers that are zero (a
    lever that nobody pulls, or a rule that is off) and would stay zero.
    """
    running = [name for name in catalogue.processes() if scenario.runs(name)]
    found = [
        factor
        for section in (*SECTIONS, *running)
        for factor in _of_section(section, scenario.section(section))
    ]
    return [factor for factor in found if factor.at(0.0) != factor.at(1.0)]


def _of_section(section: str, parameters: ParameterSet) -> list[Factor]:
    found = []
    for name, field in type(parameters).model_fields.items():
        declared, value = facts(field), getattr(parameters, name)
        if _is_number(value) and ASSUMED in str(declared["source"]):
            found.append(_factor(f"{section}.{name}", value, declared))
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _factor(key: str, value: float, declared: dict[str, Any]) -> Factor:
    return Factor(
        key=key,
        value=value,
        low=declared["low"],
        high=declared["high"],
        whole=isinstance(value, int),
        unit=str(declared["unit"]),
        meaning=str(declared["meaning"]),
    )
