"""The files that a scenario reads, where it is stored or sent with them or without.

In resolved settings (`innosim.scenario.content.resolved`) a file is stated by its name and the
SHA-256 of its content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from innosim.scenario.positions import Key
from innosim.scenario.schema import Scenario
from innosim.scenario.sources import names_file


class Stated(NamedTuple):
    """A file in resolved settings."""

    file: str
    sha256: str


def files_of(scenario: Scenario) -> list[Path]:
    """The files that a scenario reads."""
    return list(_files(scenario.organisation.model_dump(), ("organisation",)))


def stated(settings: Any) -> list[Stated]:
    """The files in resolved settings, each once."""
    return list(dict.fromkeys(_stated(settings)))


def placed(settings: Any, place: Callable[[Stated], str], key: Key = ()) -> Any:
    """Resolved settings with each file in them replaced by the path that `place` returns."""
    if isinstance(settings, dict) and key and names_file(key) and "sha256" in settings:
        return place(Stated(str(settings["file"]), str(settings["sha256"])))
    return _mapped(settings, key, lambda value, at: placed(value, place, at))


def unplaced(settings: Any, state: Callable[[Path], Mapping[str, str]], key: Key = ()) -> Any:
    """Settings with each path of a file in them replaced by what `state` says of it."""
    if isinstance(settings, str) and key and names_file(key):
        return dict(state(Path(settings)))
    return _mapped(settings, key, lambda value, at: unplaced(value, state, at))


def _mapped(value: Any, key: Key, change: Callable[[Any, Key], Any]) -> Any:
    if isinstance(value, dict):
        return {name: change(item, (*key, name)) for name, item in value.items()}
    if isinstance(value, list):
        return [change(item, (*key, number)) for number, item in enumerate(value)]
    return value


def _files(value: Any, key: Key) -> Iterator[Path]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _files(item, (*key, name))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _files(item, (*key, number))
    elif isinstance(value, str | Path) and names_file(key):
        yield Path(value)


def _stated(value: Any) -> Iterator[Stated]:
    if isinstance(value, dict) and value.keys() == {"file", "sha256"}:
        yield Stated(str(value["file"]), str(value["sha256"]))
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _stated(item)
