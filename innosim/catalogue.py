"""The plug-ins: every module found in the three plug-in folders, or offered by other packages.

This is the only place that imports modules by name. `innosim.offered` has those that come from
other packages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any

from innosim import offered
from innosim.contracts import PHASES, Intervention, Metric

_FOLDERS = {"claims": "evidence.claims", "lessons": "teaching.lessons"}
"""Where the families of plug-ins are that have no folder of their own name."""


@cache
def _found(family: str) -> Mapping[str, ModuleType]:
    package = import_module(f"innosim.{_FOLDERS.get(family, family)}")
    modules: dict[str, ModuleType] = {
        entry.name: import_module(f"{package.__name__}.{entry.name}")
        for entry in iter_modules(package.__path__)
        if not entry.name.startswith("_")
    }
    found = offered.load(family, modules)
    modules |= {name: one.plugin for name, one in found.items()}
    if found and family == "processes":
        offered.check_processes(found, modules)
    if found and family == "interventions":
        offered.check_interventions(found, processes())
    return MappingProxyType(dict(sorted(modules.items())))


def processes() -> Mapping[str, ModuleType]:
    """All processes by name, in the order of their phases and then of their names."""
    order = list(PHASES)
    found = _found("processes")
    names = sorted(found, key=lambda name: (order.index(found[name].PHASE), name))
    return MappingProxyType({name: found[name] for name in names})


def interventions() -> Mapping[str, ModuleType]:
    """All interventions by name; each module has `INTERVENTION`."""
    return _found("interventions")


def metrics() -> Mapping[str, ModuleType]:
    """All metrics by name; each module has `METRIC` and `measure`."""
    return _found("metrics")


def claims() -> Mapping[str, ModuleType]:
    """All groups of claims by name; each module has `TITLE` and `CLAIMS`."""
    return _found("claims")


def lessons() -> Mapping[str, ModuleType]:
    """All lessons by name; each module has `LESSON`."""
    return _found("lessons")


def lesson(name: str) -> Any:
    """The declaration of one lesson, an `innosim.teaching.lesson.Lesson`."""
    return lessons()[name].LESSON


def intervention(name: str) -> Intervention:
    """The declaration of one intervention."""
    declared: Any = interventions()[name].INTERVENTION
    assert isinstance(declared, Intervention)
    return declared


def metric(name: str) -> Metric:
    """The declaration of one metric."""
    declared: Any = metrics()[name].METRIC
    assert isinstance(declared, Metric)
    return declared
