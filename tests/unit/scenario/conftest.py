"""A small catalogue of made-up processes and interventions, and a way to write scenario files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from types import MappingProxyType, ModuleType

import pytest

from innosim import catalogue
from innosim.contracts import Intervention, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.scenario import schema

Write = Callable[..., Path]

PLAIN = """\
format = 1
title = "Plain"
start = 2025-02-03

[organisation.generate]
headcount = 300
organisations = 2
"""


class Weather(ParameterSet):
    """What the weather does."""

    rain: float = parameter(0.2, unit="share of days", low=0.0, high=1.0, meaning="wet days")
    storms: tuple[int, ...] = parameter((), unit="week", meaning="weeks with a storm")
    length: int = parameter(1, unit="weeks", low=1, meaning="length of a storm")


class Mood(ParameterSet):
    """How people feel."""

    hope: float = lever(0.5, unit="share", low=0.0, high=1.0, meaning="hope at rest")


def _process(
    name: str, phase: str, table: type[ParameterSet], more: dict[str, object]
) -> ModuleType:
    module = ModuleType(name, f"{name.capitalize()}: one line.\n\nMore of it.")
    rule = Mechanism("rule", "it matters", (1,), {f"switches.{name}": False}, "ideas", 1)
    vars(module).update({"PHASE": phase, "Parameters": table, "MECHANISMS": (rule,)} | more)
    return module


def _intervention(name: str) -> ModuleType:
    module = ModuleType(name)
    vars(module)["INTERVENTION"] = Intervention(title=name, source="assumed")
    return module


@pytest.fixture(autouse=True)
def fake_catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    processes = {
        "weather": _process("weather", "environment", Weather, {}),
        "mood": _process("mood", "learn", Mood, {"FEEDBACK": True}),
        "rust": _process("rust", "renew", ParameterSet, {"DEFAULT_ON": False}),
    }
    kinds = (*schema.PRACTICES, "lab", "training")
    interventions = {name: _intervention(name) for name in kinds}
    monkeypatch.setattr(catalogue, "processes", lambda: MappingProxyType(processes))
    monkeypatch.setattr(catalogue, "interventions", lambda: MappingProxyType(interventions))
    schema.scenario_model.cache_clear()
    yield
    schema.scenario_model.cache_clear()


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file into an empty current folder and return its path."""
    monkeypatch.chdir(tmp_path)

    def _write(name: str, text: str = "", head: str = "") -> Path:
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(head + dedent(text), encoding="utf-8")
        return path

    return _write
