"""What every mechanism promises, for each one that is declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from innosim import catalogue
from innosim.contracts import Mechanism
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario

MECHANISMS = [
    pytest.param(mechanism, id=mechanism.name.replace(" ", "-"))
    for module in catalogue.processes().values()
    for mechanism in module.MECHANISMS
]
each_mechanism = pytest.mark.parametrize("mechanism", MECHANISMS)
ROWS = range(1, 106)


def loaded(settings: Mapping[str, Any]) -> Scenario:
    """The small service with some settings."""
    return load("small-service", [f"{key}={_toml(value)}" for key, value in settings.items()])


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def test_names_are_distinct() -> None:
    names = [parameter.values[0].name for parameter in MECHANISMS]
    assert len(names) == len(set(names))


@each_mechanism
def test_declaration_is_complete(mechanism: Mechanism) -> None:
    assert mechanism.name
    assert mechanism.phrase
    assert mechanism.rows
    assert set(mechanism.rows) <= set(ROWS)
    assert mechanism.sign in (-1, 1)
    assert mechanism.moves in catalogue.metrics()
    assert mechanism.off


@each_mechanism
def test_it_can_be_switched_off(mechanism: Mechanism) -> None:
    given = loaded(mechanism.given)
    off = loaded({**mechanism.given, **mechanism.off})
    assert off.digest() != given.digest(), "switching it off changes nothing"
