"""The bands that outputs are fitted to or, held out, compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from innosim.analysis.measures import MEASURES, Measure
from innosim.errors import InputError, InputErrors
from innosim.evidence.calibration.levels import LEVELS, Level, declared
from innosim.evidence.calibration.register import Register, Span, read_register
from innosim.organisation.chart import Chart
from innosim.scenario.layers import read_toml
from innosim.scenario.positions import Key

FITTED = ("proposals", "reached_pilot", "continued", "embedded_share")
HELD_OUT = ("embedded", "innovating_branches", "adoption_time")
MEASURED: dict[str, Measure] = {
    measure.name: measure for measure in MEASURES if measure.name in FITTED + HELD_OUT
}
"""What a point is measured by; all else that the summary of a run has is an input or not known."""

DEFAULT_SOURCE = "the target bands of the summary of a run (docs/results.md)"


@dataclass(frozen=True)
class Target:
    """The band of one output.

    Attributes:
        name: name of the measure.
        low, high: the band, in the unit of the measure; None for an output without a band.
        fitted: whether levels are fitted to it; else it is held out.
        source: where the band comes from.
    """

    name: str
    low: float | None
    high: float | None
    fitted: bool
    source: str

    @property
    def measure(self) -> Measure:
        """What the output is."""
        return MEASURED[self.name]

    def band(self) -> tuple[float, float]:
        """The band of a fitted output."""
        assert self.low is not None
        assert self.high is not None
        return self.low, self.high

    def met(self, value: float) -> bool:
        """Whether a value lies in the band."""
        low, high = self.band()
        return low <= value <= high


@dataclass(frozen=True)
class Aim:
    """What is fitted, by what.

    Attributes:
        targets: all outputs, the fitted ones first.
        levels: the free levels.
        register: the service's own register of ideas that targets come from, if any.
    """

    targets: tuple[Target, ...]
    levels: tuple[Level, ...] = LEVELS
    register: Register | None = None

    @property
    def fitted(self) -> tuple[Target, ...]:
        """The outputs that levels are fitted to."""
        return tuple(target for target in self.targets if target.fitted)


def default_aim() -> Aim:
    """The bands of the evidence, and the usual levels."""
    return Aim(_ordered(_default_targets()))


def read_aim(file: Path, chart: Chart) -> Aim:
    """What a targets file asks for: a TOML file, or a register of ideas as CSV.

    Raises:
        InputError: with all mistakes of the file at once, each with its line.
    """
    if file.suffix.casefold() == ".csv":
        register = read_register(file, Span(), chart)
        return Aim(_ordered({**_held_out(), **_of_register(register)}), LEVELS, register)
    data, lines = read_toml(file)
    return _Reader(file, data, lines, chart).aim()


def _default_targets() -> dict[str, Target]:
    found = {}
    for name, measure in MEASURED.items():
        low, high = measure.target or (None, None)
        found[name] = Target(name, low, high, name in FITTED, DEFAULT_SOURCE)
    return found


def _held_out() -> dict[str, Target]:
    """All outputs, without a band: those of ten years do not hold for another length."""
    return {name: Target(name, None, None, False, "") for name in MEASURED}


def _of_register(register: Register) -> dict[str, Target]:
    return {
        name: Target(name, band.low, band.high, name in FITTED, f"{register.file.name}: {band.why}")
        for name, band in register.bands.items()
    }


def _ordered(targets: dict[str, Target]) -> tuple[Target, ...]:
    return tuple(
        target
        for fitted in (True, False)
        for name in (*FITTED, *HELD_OUT)
        if (target := targets[name]).fitted == fitted
    )


class _Reader:
    """A targets file as it is read; `problems` gathers its mistakes."""

    def __init__(self, file: Path, data: dict[str, Any], lines: dict[Key, int], chart: Chart):
        self._file, self._data, self._lines, self._chart = file, data, lines, chart
        self.problems: list[InputError] = []

    def aim(self) -> Aim:
        unknown = set(self._data) - {"register", "fitted", "held_out", "levels"}
        for name in sorted(unknown):
            self._wrong((name,), "unknown table (valid: register, fitted, held_out, levels)")
        register = self._register()
        targets = _default_targets()
        if register is not None:
            targets = {**_held_out(), **_of_register(register)}
        targets |= self._bands("fitted", True) | self._bands("held_out", False)
        levels = self._levels()
        if not any(target.fitted for target in targets.values()):
            self._wrong((), "nothing is fitted; state a band under [fitted]")
        if self.problems:
            raise InputErrors(self.problems)
        return Aim(_ordered(targets), levels, register)

    def _wrong(self, key: Key, message: str) -> None:
        line = next(
            (self._lines[key[:n]] for n in range(len(key), 0, -1) if key[:n] in self._lines), 1
        )
        name = ".".join(map(str, key))
        self.problems.append(
            InputError(f"{name}: {message}" if name else message, self._file, line)
        )

    def _table(self, key: Key, known: Sequence[str]) -> dict[str, Any]:
        table: Any = self._data
        for part in key:
            table = table.get(part, {})
            if not isinstance(table, dict):
                self._wrong(key, "must be a table")
                return {}
        for name in table:
            if known and name not in known:
                self._wrong((*key, name), f"unknown key (valid: {', '.join(known)})")
        return table

    def _number(self, key: Key, table: dict[str, Any], name: str) -> float:
        value = table.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong((*key, name), "is missing" if value is None else "must be a number")
            return float("nan")
        return float(value)

    def _ends(self, key: Key, table: dict[str, Any]) -> tuple[float, float]:
        low, high = self._number(key, table, "low"), self._number(key, table, "high")
        if low >= high:
            self._wrong(key, f"high must be above low, not {low:g} to {high:g}")
        return low, high

    def _bands(self, section: str, fitted: bool) -> dict[str, Target]:
        found = {}
        for name in self._table((section,), tuple(MEASURED)):
            if name not in MEASURED:
                continue
            key = (section, name)
            table = self._table(key, ("low", "high", "source"))
            low, high = self._ends(key, table)
            source = table.get("source")
            if not isinstance(source, str) or not source:
                self._wrong((*key, "source"), "must say where the band comes from")
            found[name] = Target(name, low, high, fitted, str(source))
        return found

    def _levels(self) -> tuple[Level, ...]:
        keys = self._table(("levels",), ())
        usual = {level.key: level for level in LEVELS}
        return tuple(self._level(key, usual.get(key)) for key in keys) or LEVELS

    def _level(self, key: str, usual: Level | None) -> Level:
        place = ("levels", key)
        table = self._table(place, ("low", "high", "scale"))
        low, high = self._ends(place, table)
        scale = table.get("scale", usual.scale if usual else "linear")
        if scale not in ("linear", "log", "log of 1 - x"):
            self._wrong((*place, "scale"), 'must be "linear", "log" or "log of 1 - x"')
        try:
            found = declared(key)
        except InputError as error:
            self._wrong(place, error.message)
            found = {"low": None, "high": None}
        least = low if found["low"] is None else found["low"]
        most = high if found["high"] is None else found["high"]
        if low < least or high > most:
            self._wrong(place, f"must lie within {least:g} to {most:g}")
        if (scale == "log" and low <= 0) or (scale == "log of 1 - x" and high >= 1):
            self._wrong(place, f"the scale {scale!r} does not reach that far")
        label, along = (usual.label, usual.along) if usual else (key, ())
        return Level(key, label, low, high, scale, along)

    def _register(self) -> Register | None:
        table = self._table(("register",), ("file", "first", "last", "staff"))
        if not table:
            return None
        days = {name: self._day(table, name) for name in ("first", "last")}
        staff = self._number(("register",), table, "staff") if "staff" in table else None
        name = table.get("file")
        if not isinstance(name, str):
            self._wrong(("register", "file"), "must be the path of a CSV file, in quotes")
            return None
        if not (self._file.parent / name).is_file():
            self._wrong(("register", "file"), f"there is no file {self._file.parent / name}")
            return None
        try:
            span = Span(days["first"], days["last"], staff)
            return read_register(self._file.parent / name, span, self._chart)
        except InputError as error:
            self.problems += error.problems
            return None

    def _day(self, table: dict[str, Any], name: str) -> date | None:
        value = table.get(name)
        if isinstance(value, datetime) or not isinstance(value, date | None):
            self._wrong(("register", name), "must be a date such as 2025-02-03, without quotes")
            return None
        return value
