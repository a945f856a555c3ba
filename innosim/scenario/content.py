"""The content of a scenario as plain data: to store it, to hash it, to compare it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from innosim.parameters import ParameterSet
from innosim.scenario.positions import Key
from innosim.scenario.sources import names_file

TEXTS = ("title", "story", "source", "claim", "notice", "levers_to_try", "fails_when", "extend")
"""Fields that explain a scenario and do not shape a run."""

BUDGET = "budget"
"""The table that limits and prices what interventions take; it does not shape a run either."""


class Difference(NamedTuple):
    """One setting that differs between two scenarios; None where there is no such key."""

    key: str
    old: Any
    new: Any


def resolved(scenario: ParameterSet) -> dict[str, Any]:
    """All settings, defaults included, as data that can be written as JSON.

    A file is stated by its name and the hash of its content, so that the result is the same on
    every machine. A scenario without a budget has no such key.
    """
    data = _plain(scenario.model_dump(), ())
    assert isinstance(data, dict)
    return {key: value for key, value in data.items() if key != BUDGET or value is not None}


def digest(scenario: ParameterSet) -> str:
    """SHA-256 of all settings that shape a run, as 64 hexadecimal digits."""
    explaining = (*TEXTS, BUDGET)
    settings = {key: value for key, value in resolved(scenario).items() if key not in explaining}
    canonical = json.dumps(settings, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def differences(scenario: ParameterSet, base: ParameterSet) -> list[Difference]:
    """The settings, texts left out, in which a scenario differs from another one."""
    return differing(resolved(base), resolved(scenario))


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The same for settings as plain data."""
    old, new = _leaves(before), _leaves(after)
    keys = sorted(key for key in new.keys() | old.keys() if key.split(".")[0] not in TEXTS)
    return [
        Difference(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)
    ]


def _plain(value: Any, key: Key) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(item, (*key, str(name))) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, (*key, index)) for index, item in enumerate(value)]
    if isinstance(value, str | Path) and names_file(key):
        return {"file": Path(value).name, "sha256": _hash_of_file(Path(value))}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def _hash_of_file(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _leaves(value: Any, key: str = "") -> dict[str, Any]:
    if isinstance(value, dict) and value:
        items = value.items()
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        items = {str(index): item for index, item in enumerate(value)}.items()
    else:
        return {key: value}
    return {
        leaf: found
        for name, item in items
        for leaf, found in _leaves(item, f"{key}.{name}" if key else name).items()
    }
