"""Older formats of scenario files, brought up to date while they are read."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from innosim.errors import InputError
from innosim.scenario.positions import Key, Place

CURRENT = 1
MIGRATIONS: dict[int, dict[Key, Key]] = {0: {("weeks",): ("horizon",)}}
"""For each older format the keys that got another name or table in the next one."""


def current(
    data: dict[str, Any], places: dict[Key, Place], file: Path
) -> tuple[dict[str, Any], dict[Key, Place]]:
    """The content of a file in the current format, and the places of its keys.

    Raises:
        InputError: if the format is missing in a file without a base, or not known.
    """
    data, places = deepcopy(data), dict(places)
    for version in range(_format(data, places, file), CURRENT):
        for old, new in MIGRATIONS[version].items():
            data = _renamed(data, old, new)
            places = {
                new + key[len(old) :] if key[: len(old)] == old else key: place
                for key, place in places.items()
            }
    return data, places


def _format(data: dict[str, Any], places: dict[Key, Place], file: Path) -> int:
    if "format" not in data:
        if "base" in data:
            return CURRENT
        raise InputError(f"format: is missing; write format = {CURRENT}", file, 1)
    version, line = data["format"], places[("format",)].line
    if type(version) is not int or version < 0:
        raise InputError("format: must be a whole number", file, line)
    if version > CURRENT:
        message = f"format: {version} is newer than this innosim reads ({CURRENT}); update innosim"
        raise InputError(message, file, line)
    return version


def _renamed(data: dict[str, Any], old: Key, new: Key) -> dict[str, Any]:
    *above, last = old
    table: Any = data
    for part in above:
        table = table.get(part) if isinstance(table, dict) else None
    if not isinstance(table, dict) or last not in table:
        return data
    value = table.pop(last)
    *above, last = new
    table = data
    for part in above:
        table = table.setdefault(part, {})
    table[last] = value
    return data
