"""Experiment files: find, read and check them, before the scenario is looked at."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from innosim.errors import InputError
from innosim.experiments.design import schema
from innosim.experiments.design.factor import DUMMY
from innosim.experiments.design.schema import Experiment, Varied
from innosim.experiments.design.settings import DELIVERIES, parts_of
from innosim.scenario.explain import explain, field_at, holds_tables, report
from innosim.scenario.layers import Layer, read_toml
from innosim.scenario.positions import Key, Place
from innosim.scenario.schema import scenario_model

SETTINGS, FACTORS = "settings", ("levers", "uncertainties")
MARKS = ("scenario", "design", *FACTORS)
"""Keys that only an experiment file has."""
OF_A_SCENARIO = ("base", "organisation", "horizon")
"""Keys that no experiment file has."""
BLANK: Mapping[str, Any] = {"title": "", "scenario": "", "design": {"kind": schema.LIST}}
"""What stands where an experiment file has nothing, or nothing that can be read."""
ASIDE = {"design": ("seed", "second_order"), "record": ("every",)}
"""Entries without which the others of a table mean the same."""


@dataclass(frozen=True)
class Written:
    """An experiment, and where each part of it was written.

    Attributes:
        experiment: what the file says.
        layer: its content with the keys of factors and settings joined by dots, and their places.
        path: the file; None for an experiment that was made in Python.
        problems: mistakes of form; the experiment is what there is without them.
        blank: keys of the file with such mistakes, in whose place something else stands.
    """

    experiment: Experiment
    layer: Layer = field(default_factory=Layer)
    path: Path | None = None
    problems: tuple[InputError, ...] = ()
    blank: frozenset[str] = frozenset()

    def wrong(self, key: Key, message: str) -> InputError:
        """A mistake at a key of the experiment."""
        return report(self.layer, key, message, self.path or Path(self.experiment.title))

    def places(self, table: str) -> dict[Key, Place]:
        """Where the keys of one table, and what is in them, were written."""
        return {key[1:]: p for key, p in self.layer.places.items() if key[0] == table and key[1:]}


def is_experiment(path: Path) -> bool:
    """Whether a TOML file is an experiment and not a scenario."""
    data, _ = read_toml(path)
    return any(mark in data for mark in MARKS) and "organisation" not in data


def read(path: Path) -> Written:
    """Read an experiment file as far as it can be read.

    Raises:
        InputError: if it is no TOML, or no experiment.
    """
    data, lines = read_toml(path)
    if not any(mark in data for mark in MARKS) and any(mark in data for mark in OF_A_SCENARIO):
        raise InputError(
            "this is a scenario, not an experiment: it has no [design]; `innosim run` runs it, "
            "docs/experiments.md tells how it is varied",
            path,
        )
    places = {key: Place(path, line, key) for key, line in lines.items()}
    layer, problems = _Joined(Layer(data, places), path).result()
    try:
        return Written(_experiment(layer.data), layer, path, tuple(problems))
    except ValidationError as error:
        known = {problem.line for problem in problems}
        found = explain(error, Experiment, layer, path)
        problems += [problem for _, problem in found if problem.line not in known]
        keys = [key for key, _ in found]
    kept = _without(layer.data, keys)
    blank = frozenset(BLANK) - kept.keys()
    return Written(_experiment({**BLANK, **kept}), layer, path, tuple(problems), blank)


def _experiment(data: Mapping[str, Any]) -> Experiment:
    return Experiment.model_validate_json(json.dumps(data, default=_text))


def _without(data: Mapping[str, Any], keys: Iterable[Key]) -> dict[str, Any]:
    """The content of a file without the settings, factors and other entries at some keys."""
    kept = {name: dict(v) if isinstance(v, dict) else v for name, v in data.items()}
    for key in keys:
        name = str(key[0])
        if len(key) > 1 and (name in (SETTINGS, *FACTORS) or key[1] in ASIDE.get(name, ())):
            kept[name].pop(str(key[1]), None)
        else:
            kept.pop(name, None)
    return kept


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass
class _Joined:
    """The content of a file with the keys of settings and factors joined by dots."""

    layer: Layer
    path: Path
    problems: list[InputError] = field(default_factory=list)

    def result(self) -> tuple[Layer, list[InputError]]:
        data, places = dict(self.layer.data), dict(self.layer.places)
        for table in (SETTINGS, *FACTORS):
            if isinstance(data.get(table), dict):
                found = dict(self._leaves(data[table], table, ()))
                data[table] = {}
                for way, value in found.items():
                    key = ".".join(way)
                    if key in data[table]:
                        self._wrong((table, *way), "is stated twice")
                    if _is_finite(value):
                        data[table][key] = value
                    for old, place in self.layer.places.items():
                        if old[: len(way) + 1] == (table, *way):
                            inside = old[len(way) + 1 :]
                            listed = table in FACTORS and inside and isinstance(inside[0], int)
                            values = ("values",) if listed else ()
                            places[(table, key, *values, *inside)] = place
        self._check_numbers(self.layer.data, ())
        return Layer(data, places), self.problems

    def _leaves(self, value: Any, table: str, way: tuple[str, ...]) -> Iterator[tuple[Any, Any]]:
        if isinstance(value, dict) and not (way and self._ends(value, table, way)):
            for name, item in value.items():
                yield from self._leaves(item, table, (*way, str(name)))
        elif table == SETTINGS or isinstance(value, dict):
            yield way, value
        elif isinstance(value, list):
            yield way, {"values": value}
        else:
            self._wrong(
                (table, *way),
                "must be a list of values or a range such as { low = 0.0, high = 1.0 }; what does "
                "not vary goes to [settings]",
            )

    def _ends(self, value: Mapping[str, Any], table: str, way: tuple[str, ...]) -> bool:
        """Whether a table says how a setting is varied, and is not one round several settings."""
        if table == SETTINGS:
            return not value
        declared = field_at(scenario_model(), declared_at(".".join(way)))
        if declared is not None:
            return not holds_tables(declared)
        if any(name in Varied.model_fields and not isinstance(value[name], dict) for name in value):
            return True
        return not any(isinstance(item, dict | list) for item in value.values())

    def _check_numbers(self, value: Any, key: Key) -> None:
        if isinstance(value, dict):
            for name, item in value.items():
                self._check_numbers(item, (*key, name))
        elif isinstance(value, list):
            for i, item in enumerate(value):
                self._check_numbers(item, (*key, i))
        elif isinstance(value, float) and not math.isfinite(value):
            self._wrong(key, f"must be a finite number, not {value}")

    def _wrong(self, key: Key, message: str) -> None:
        self.problems.append(report(self.layer, key, message, self.path))


def _is_finite(value: object) -> bool:
    """Whether there is nothing but finite numbers, texts and so on in it."""
    if isinstance(value, dict | list):
        return all(map(_is_finite, value.values() if isinstance(value, dict) else value))
    return not isinstance(value, float) or math.isfinite(value)


def is_setting(key: str) -> bool:
    """Whether a key is one value of a scenario, and not a table of several."""
    if key == DUMMY:
        return True
    found = field_at(scenario_model(), declared_at(key))
    return found is not None and not holds_tables(found)


def declared_at(key: str) -> Key:
    """The way to the declaration of a setting."""
    parts = parts_of(key)
    if parts[0] == DELIVERIES and len(parts) > 1:
        return (DELIVERIES, 0, *parts[2:])
    return parts
