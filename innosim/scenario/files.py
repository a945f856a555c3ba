"""Scenario files: find, read, complete and check them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from innosim.calendar import week_of
from innosim.errors import InputError, InputErrors
from innosim.parameters import facts
from innosim.scenario.explain import explain, field_at, report
from innosim.scenario.layers import (
    Layer,
    base_of,
    chain,
    override_layer,
    read_layer,
    stack,
)
from innosim.scenario.migrate import CURRENT
from innosim.scenario.positions import Key
from innosim.scenario.schema import Scenario, scenario_model
from innosim.scenario.shipped import find
from innosim.scenario.sources import names_file


def load(path_or_name: str | Path, overrides: Sequence[str] = ()) -> Scenario:
    """Read a scenario.

    Args:
        path_or_name: a scenario file, or the name of a shipped scenario.
        overrides: settings as "key=value", laid over those of the file in this order.

    Raises:
        InputError: with all mistakes at once, as its `problems`, each with file and line.
    """
    path = find(path_or_name)
    files = [_gathered(read_layer, file) for file in chain(path)]
    settings = [_gathered(override_layer, override) for override in overrides]
    _raise([item for item in files + settings if isinstance(item, InputError)])
    layer = stack(item for item in files + settings if isinstance(item, Layer))
    if "design" in layer.data and "organisation" not in layer.data:
        words = "this is an experiment, not a scenario; `innosim sweep` carries its runs out"
        raise InputError(words, path)
    return _checked(layer, path)


def amended(scenario: Scenario, overrides: Sequence[str]) -> Scenario:
    """A scenario with settings as "key=value" laid over its own.

    Raises:
        InputError: with all mistakes at once, as its `problems`.
    """
    settings = [_gathered(override_layer, override) for override in overrides]
    _raise([item for item in settings if isinstance(item, InputError)])
    return laid_over(scenario, [item for item in settings if isinstance(item, Layer)])


def laid_over(scenario: Scenario, layers: Sequence[Layer], path: Path | None = None) -> Scenario:
    """A scenario with layers of settings laid over its own.

    Args:
        scenario: what lies below.
        layers: the settings, the last layer on top.
        path: the file that a mistake is put down to where a layer does not know its place.

    Raises:
        InputError: with all mistakes at once, as its `problems`.
    """
    own = json.loads(scenario.model_dump_json(exclude_unset=True, exclude_none=True))
    own.pop("format", None)
    own["start"] = scenario.start
    return _checked(stack([Layer(own), *layers]), path or Path(scenario.title))


def load_base(path_or_name: str | Path) -> Scenario | None:
    """The scenario that a scenario file starts from, if any."""
    base = base_of(find(path_or_name))
    return None if base is None else load(base)


def base_name(path_or_name: str | Path) -> str | None:
    """The name of the scenario that a scenario file starts from, if any."""
    base = base_of(find(path_or_name))
    return None if base is None else base.stem


def defaults_for(scenario: Scenario) -> Scenario:
    """The scenario of the same organisation with everything else left at its default."""
    return type(scenario)(title=scenario.title, organisation=scenario.organisation)


def _gathered(read: Any, item: Any) -> Layer | InputError:
    try:
        layer = read(item)
        assert isinstance(layer, Layer)
        return layer
    except InputError as error:
        return error


def _raise(problems: Sequence[InputError]) -> None:
    if problems:
        raise InputErrors(problems)


def _checked(layer: Layer, path: Path) -> Scenario:
    model = scenario_model()
    settings = _Settings(layer, path)
    data = settings.plain()
    try:
        scenario = model.model_validate_json(json.dumps(data | {"format": CURRENT}))
    except ValidationError as error:
        found = explain(error, model, layer, path)
        problems = settings.problems + [p for key, p in found if key not in settings.bad]
        raise InputErrors(sorted(problems, key=_order)) from None
    _raise(settings.problems)
    return scenario


def _order(problem: InputError) -> tuple[str, int]:
    return str(problem.file), problem.line or 0


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


class _Settings:
    """The settings of a layer as JSON has them: dates as weeks, paths from where they stand."""

    def __init__(self, layer: Layer, path: Path):
        self._layer = layer
        self._path = path
        start = layer.data.get("start", Scenario.model_fields["start"].default)
        self._start = _day(start) if isinstance(start, date) else None
        self.problems: list[InputError] = []
        self.bad: set[Key] = set()

    def plain(self) -> dict[str, Any]:
        return {name: self._plain(value, (name,)) for name, value in self._layer.data.items()}

    def _plain(self, value: Any, key: Key) -> Any:
        if isinstance(value, dict):
            return {name: self._plain(item, (*key, name)) for name, item in value.items()}
        if isinstance(value, list):
            return [self._plain(item, (*key, i)) for i, item in enumerate(value)]
        if isinstance(value, date):
            return self._date(value, key)
        if isinstance(value, float) and not math.isfinite(value):
            return self._refuse(key, f"must be a finite number, not {value}")
        if isinstance(value, str) and key == ("start",):
            return self._refuse(key, "must be a date such as 2025-02-03, without quotes")
        if isinstance(value, str) and names_file(key):
            return self._path_of(value, key)
        return value if isinstance(value, str | int | float) else str(value)

    def _date(self, value: date, key: Key) -> Any:
        day = _day(value)
        if key == ("start",):
            return day.isoformat()
        field = field_at(scenario_model(), key)
        if field is not None and facts(field)["unit"] == "weeks" and key != ("horizon",):
            return self._refuse(key, f"must be a number of weeks, not the date {day}")
        if self._start is None:
            return 0
        try:
            return week_of(day, self._start)
        except ValueError as error:
            return self._refuse(key, str(error))

    def _path_of(self, value: str, key: Key) -> str:
        place = self._layer.place(key)
        folder = place.file.parent if place and isinstance(place.file, Path) else Path()
        file = folder / value
        if not file.is_file():
            self._refuse(key, f"there is no file {file}")
        return str(file.resolve())

    def _refuse(self, key: Key, message: str) -> int:
        self.problems.append(report(self._layer, key, message, self._path))
        self.bad.add(key)
        return 0
