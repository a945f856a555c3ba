"""Who may import whom, and what a module may contain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import innosim

pytestmark = pytest.mark.xdist_group("architecture")  # which reads all modules once

ROOT = Path(innosim.__file__).parent
PLUGINS = ("processes", "interventions", "metrics")
GROUPS = ("what_if", "experiments", "evidence")
"""Folders of packages: each member has a rank of its own."""

RANKS = {
    "errors": 0,
    "streams": 0,
    "calendar": 0,
    "children": 0,
    "parameters": 0,
    "contracts": 0,
    "paired": 0,
    "phrases": 0,
    "limits": 0,
    "what_if": 0,
    "experiments": 0,
    "evidence": 0,
    "experiments.discovery": 1,
    "experiments.influence": 1,
    "organisation": 1,
    "world": 2,
    "processes": 3,
    "interventions": 3,
    "metrics": 3,
    "offered": 3,
    "catalogue": 4,
    "scenario": 5,
    "card": 6,
    "delivery": 6,
    "engine": 7,
    "recorder": 8,
    "variants": 8,
    "results": 8,
    "ensemble": 9,
    "agents": 9,
    "kept": 9,
    "pool": 9,
    "model": 10,
    "what_if.budget": 10,
    "arms": 10,
    "evidence.ablation": 11,
    "experiments.screening": 11,
    "what_if.reliance": 11,
    "analysis": 11,
    "what_if.stories": 11,
    "evidence.validation": 12,
    "evidence.ablation_table": 12,
    "odd": 12,
    "figures": 12,
    "evidence.calibration": 12,
    "evidence.claims": 13,
    "what_if.comparison": 13,
    "what_if.rescue": 13,
    "what_if.xray": 13,
    "what_if.replay": 13,
    "what_if.planning": 14,
    "notebook": 14,
    "experiments.design": 14,
    "what_if.briefing": 14,
    "teaching": 14,
    "what_if.prompting": 15,
    "teaching.lessons": 15,
    "experiments.sweep": 15,
    "experiments.findings": 16,
    "dashboard": 16,
    "experiments.holdings": 17,
    "experiments.archive": 18,
    "bundling": 9,
    "commands": 20,
    "cli": 21,
    "__main__": 22,
}
"""A module may import modules of a lower rank, and those of its own folder."""

READERS = ("results", "analysis", "figures", "what_if.stories")


def within(group: str, *members: str) -> tuple[str, ...]:
    """Names of some members of a group."""
    return tuple(f"{group}.{member}" for member in members)


RUNNERS = ("world", *PLUGINS, "catalogue", "scenario", "delivery", "engine", "recorder", "ensemble")
RUNNERS += ("arms", "model", "agents", "teaching")
RUNNERS += within("evidence", "ablation", "calibration", "claims", "validation")
RUNNERS += within("experiments", "archive", "design", "findings", "holdings", "sweep")
RUNNERS += within("what_if", "briefing", "budget", "comparison", "planning", "prompting")
RUNNERS += within("what_if", "reliance", "replay", "rescue")
WHERE = {
    "mesa": ("model", "agents"),
    "matplotlib": ("figures",),
    "pyarrow": ("results", "analysis", *within("experiments", "design", "holdings", "sweep")),
    "scipy": (
        *("paired", "evidence.calibration"),
        *within("experiments", "design", "discovery", "influence"),
    ),
    "optuna": ("evidence.calibration",),
    "distributed": ("experiments.sweep",),
    "click": ("cli", "commands"),
    "solara": ("dashboard",),
    "uvicorn": ("dashboard",),
    "tomllib": ("scenario",),
    "packaging": ("bundling", "dashboard"),
}
"""Where a library may be imported."""

DYNAMIC = ("catalogue", "cli", "__init__")


def modules() -> dict[str, Path]:
    """All modules of the package by name, without `innosim.` before it."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts if parts[-1] != "__init__" else parts[:-1]) or "__init__"] = path
    return found


MODULES = modules()


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


@cache
def nodes(name: str) -> list[ast.AST]:
    return list(ast.walk(tree(name)))


def top(name: str) -> str:
    return name.partition(".")[0]


def home(name: str) -> str:
    """The package or module that has a rank: of a group the member, else the first part."""
    parts = name.split(".")
    grouped = ".".join(parts[:2])
    return grouped if grouped in RANKS else parts[0]


@cache
def for_types_only(name: str) -> set[ast.AST]:
    """Everything below `if TYPE_CHECKING`."""
    return {
        inner
        for node in nodes(name)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }


def imported(name: str, statements: list[ast.AST]) -> set[str]:
    """Full names of the modules that some statements import."""
    found: set[str] = set()
    for node in statements:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: relative import"
            found |= {_module(f"{node.module}.{alias.name}") for alias in node.names}
    return found


def _module(dotted: str) -> str:
    """`dotted` if it is a module of innosim, else what it is imported from."""
    inner = dotted.removeprefix("innosim.")
    return (
        dotted if dotted.startswith("innosim.") and inner in MODULES else dotted.rpartition(".")[0]
    )


@cache
def uses(name: str) -> frozenset[str]:
    """Modules that a module imports anywhere, those for types included."""
    return frozenset(imported(name, nodes(name)))


@cache
def needs(name: str) -> frozenset[str]:
    """Modules of innosim that must be loaded before a module."""
    body = [node for node in tree(name).body if node not in for_types_only(name)]
    inside = {module for module in imported(name, list(body)) if module.startswith("innosim.")}
    return frozenset(module.removeprefix("innosim.") for module in inside)


@cache
def below(name: str) -> set[str]:
    """What a module imports from innosim at run time, inside its functions too."""
    types = for_types_only(name)
    found = imported(name, [node for node in nodes(name) if node not in types])
    return {m.removeprefix("innosim.") for m in found if m.startswith("innosim.")}


def test_every_module_has_a_rank() -> None:
    assert {home(name) for name in MODULES} - {"__init__"} - RANKS.keys() == set()
    bare = [name for name in MODULES if home(name) in GROUPS and name not in GROUPS]
    assert bare == []


def test_imports_go_down() -> None:
    upwards = [
        f"{name} imports {other}"
        for name in MODULES
        if name != "__init__"
        for other in below(name)
        if home(other) != home(name) and RANKS[home(other)] >= RANKS[home(name)]
    ]
    assert upwards == []


def test_package_itself_gives_only_its_version() -> None:
    allowed = {"__version__", *MODULES}
    for name in MODULES:
        for node in nodes(name):
            if isinstance(node, ast.ImportFrom) and node.module == "innosim":
                assert {alias.name for alias in node.names} <= allowed, name


def test_no_circles() -> None:
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for other in needs(name):
                visit(other, (*path, name))
            done.add(name)

    for name in MODULES:
        visit(name, ())


def test_readers_of_results_know_nothing_of_the_engine() -> None:
    for name in MODULES:
        if home(name) in READERS:
            inside = {m.removeprefix("innosim.") for m in uses(name) if m.startswith("innosim.")}
            assert not {home(other) for other in inside} & set(RUNNERS), name


def test_libraries_stay_where_they_belong() -> None:
    astray = [
        f"{name} imports {library}"
        for name in MODULES
        for library in {top(module) for module in uses(name)} & WHERE.keys()
        if home(name) not in WHERE[library]
    ]
    assert astray == []


def test_plugins_do_not_know_each_other() -> None:
    acquainted = [
        f"{name} imports {other}"
        for name in MODULES
        if top(name) in PLUGINS
        for other in below(name)
        if top(other) in PLUGINS
        and not (top(other) == top(name) and other.rpartition(".")[2].startswith("_"))
    ]
    assert acquainted == []


def test_only_some_modules_import_by_name() -> None:
    for name in MODULES:
        called = {
            ast.unparse(node.func).rpartition(".")[2]
            for node in nodes(name)
            if isinstance(node, ast.Call)
        }
        assert name in DYNAMIC or not called & {"import_module", "__import__", "exec", "eval"}, name


def faults(name: str) -> Iterator[str]:
    """Lines that the house style does without."""
    for node in nodes(name):
        if isinstance(node, ast.FunctionDef | ast.Lambda) and node.args.kwarg:
            by_click = top(name) == "commands" and getattr(node, "name", "") == "command"
            if not by_click:
                yield f"{name}:{node.lineno} **{node.args.kwarg.arg}"
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield f"{name}:{node.lineno} star import"
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield f"{name}:{node.lineno} bare except"
        if isinstance(node, ast.Attribute) and node.attr == "random" and _is_global(node.value):
            yield f"{name}:{node.lineno} randomness that is not keyed"


def _is_global(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and owner.id in ("np", "numpy", "random")


def test_no_plumbing_and_no_global_generator() -> None:
    assert [fault for name in MODULES for fault in faults(name)] == []


def test_modules_say_what_they_are() -> None:
    silent = [name for name in MODULES if tree(name).body and not ast.get_docstring(tree(name))]
    assert silent == []
