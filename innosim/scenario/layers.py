"""The files of a scenario, laid one over the other: a base, what starts from it, overrides.

Each value remembers the file and line where it was written, so that a mistake is reported
there and not in the file that was asked for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from innosim.errors import InputError
from innosim.scenario.migrate import current
from innosim.scenario.positions import Key, Place, dotted, positions
from innosim.scenario.shipped import find
from innosim.scenario.sources import SOURCES

APPENDED = "add_interventions"
DEEPEST = 40
"""Tables and lists that may lie in each other."""


@dataclass(frozen=True)
class Layer:
    """Tables of settings, and the place of each of their keys."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)

    def place(self, key: Key) -> Place | None:
        """Where a key, or else the innermost table round it, was written."""
        for length in range(len(key), 0, -1):
            if key[:length] in self.places:
                return self.places[key[:length]]
        return None


def chain(path: Path) -> list[Path]:
    """The files of a scenario, its farthest base first.

    Raises:
        InputError: if a file is missing or not TOML, or if the bases form a circle.
    """
    files: list[Path] = [path]
    while (base := base_of(files[-1])) is not None:
        if base.resolve() in [file.resolve() for file in files]:
            circle = " -> ".join(file.name for file in [*files, base])
            raise InputError(f"the bases form a circle: {circle}", files[-1])
        files.append(base)
    return files[::-1]


def base_of(path: Path) -> Path | None:
    """The file that a scenario file starts from, if any."""
    data, lines = read_toml(path)
    if "base" not in data:
        return None
    line = lines[("base",)]
    if not isinstance(data["base"], str):
        raise InputError("base: must be a text, the name or path of a scenario", path, line)
    try:
        return find(data["base"], beside=path.parent)
    except InputError as error:
        raise InputError(f"base: {error.message}", path, line) from None


def read_toml(path: Path) -> tuple[dict[str, Any], dict[Key, int]]:
    """The content of a TOML file and the line of each key.

    Raises:
        InputError: if the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
        if _too_deep(data):
            raise RecursionError
        return data, positions(text)
    except tomllib.TOMLDecodeError as error:
        message, _, where = str(error).partition(" (at ")
        number = re.match(r"line (\d+)", where)
        line = int(number.group(1)) if number else len(text.splitlines()) or 1
        raise InputError(f"not valid TOML: {message}", path, line) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError("not valid TOML: the file must be in UTF-8", path, line) from None
    except RecursionError:
        raise InputError("not valid TOML: nested too deeply", path, 1) from None
    except ValueError:
        raise InputError("not valid TOML: a number has too many digits", path) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path) from None


def read_layer(path: Path) -> Layer:
    """One file as a layer in the current format, without its `base` and `format`."""
    data, lines = read_toml(path)
    places = {key: Place(path, line, key) for key, line in lines.items()}
    data, places = current(data, places, path)
    for key in ("base", "format"):
        data.pop(key, None)
        places.pop((key,), None)
    return Layer(data, places)


def _too_deep(data: Any) -> bool:
    """Whether tables and lists lie in each other more often than `DEEPEST`."""
    inside = [data]
    for _ in range(DEEPEST):
        inside = [part for one in inside for part in _parts(one)]
    return bool(inside)


def _parts(value: Any) -> list[Any]:
    found = value.values() if isinstance(value, dict) else value
    return list(found) if isinstance(value, dict | list) else []


def override_layer(override: str) -> Layer:
    """A `key=value` from the command line as a layer.

    Raises:
        InputError: if it is not of that form.
    """
    name, equals, text = override.partition("=")
    parts = [part.strip().strip('"') for part in name.split(".")]
    source = f"--set {override}"
    if not equals or not all(parts):
        raise InputError(f"--set {override}: write key=value, such as seed=7")
    if len(parts) > DEEPEST:
        raise InputError(f"--set {parts[0]}...: a key has at most {DEEPEST} parts")
    if parts[0] in ("base", "format"):
        raise InputError(f"--set {override}: {parts[0]} can only be stated in a file")
    value = _value(text.strip(), source)
    key: Key = tuple(parts)
    for part in reversed(parts):
        value = {part: value}
    places = {key[:n]: Place(source, None, key[:n]) for n in range(1, len(key) + 1)}
    return Layer(value, places)


def _value(text: str, source: str) -> Any:
    try:
        parsed = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        parsed = {}
    if list(parsed) == ["value"]:
        return parsed["value"]
    if text[:1] in tuple("[{\"'"):
        raise InputError(f"not a valid value: {text}", source)
    return text


def stack(layers: Iterable[Layer]) -> Layer:
    """All layers laid over each other, the first one lowest."""
    result = Layer()
    for layer in layers:
        result = _Overlay(deepcopy(result.data), dict(result.places), layer).result()
    return result


@dataclass
class _Overlay:
    data: dict[str, Any]
    places: dict[Key, Place]
    above: Layer

    def result(self) -> Layer:
        source = dict(self.above.data)
        added = source.pop(APPENDED, [])
        self._give_way(source.get("organisation"), self.data.get("organisation"))
        self._lay_table(self.data, source, (), ())
        self._append(added)
        return Layer(self.data, self.places)

    def _give_way(self, above: Any, below: Any) -> None:
        """Another source of the organisation replaces the one below, which cannot be unset."""
        if isinstance(above, dict) and isinstance(below, dict):
            new = set(SOURCES) & set(above)
            for name in set(SOURCES) & set(below) - new:
                if new and {name, *new} != {"table", "ties"}:
                    del below[name]

    def _lay_table(self, below: dict[str, Any], above: dict[str, Any], key: Key, at: Key) -> None:
        """Lay a table over another; `key` is its key in the result, `at` the one above."""
        for name, value in above.items():
            old = below.get(name)
            here, there = (*key, name), (*at, name)
            if isinstance(old, dict) and isinstance(value, dict):
                self._move(there, here, whole=False)
                self._lay_table(old, value, here, there)
            elif isinstance(old, list) and isinstance(value, dict) and value:
                self._lay_elements(old, value, here, there)
            else:
                below[name] = deepcopy(value)
                self._move(there, here, whole=True)

    def _lay_elements(self, below: list[Any], above: dict[str, Any], key: Key, at: Key) -> None:
        for name, value in above.items():
            place = self.above.place((*at, name))
            file, line = (place.file, place.line) if place else (None, None)
            if not (name.isdecimal() and int(name) < len(below)):
                message = f"there is no element {name!r}; {dotted(key)} has {len(below)}, from 0"
                raise InputError(f"{dotted((*at, name))}: {message}", file, line)
            index = int(name)
            if isinstance(below[index], dict) and isinstance(value, dict):
                self._lay_table(below[index], value, (*key, index), (*at, name))
            else:
                below[index] = deepcopy(value)
                self._move((*at, name), (*key, index), whole=True)

    def _append(self, added: Sequence[Any]) -> None:
        listed = self.data.get("interventions", [])
        if not added or not isinstance(listed, list):
            return
        if not isinstance(added, list):
            place = self.above.places[(APPENDED,)]
            raise InputError(f"{APPENDED}: must be a list of tables", place.file, place.line)
        for index in range(len(added)):
            self._move((APPENDED, index), ("interventions", len(listed) + index), whole=True)
        self.data["interventions"] = listed + deepcopy(added)

    def _move(self, source: Key, target: Key, *, whole: bool) -> None:
        """Take over the places of a key, with all that is below it if `whole`."""
        if whole:
            for key in [key for key in self.places if key[: len(target)] == target]:
                del self.places[key]
        for key, place in self.above.places.items():
            if key == source or (whole and key[: len(source)] == source):
                self.places[target + key[len(source) :]] = place
