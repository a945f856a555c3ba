"""Plug-ins of other packages: what is wrong with one is said in one line, and nothing runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from innosim import catalogue, offered
from innosim.cli import cli
from innosim.errors import InputError

PROCESS = '''"""Momentum: it is remembered.

Source: assumed.
"""
from innosim.contracts import Column, Intervention, Metric
from innosim.parameters import ParameterSet

PHASE = "learn"
READS = ()
WRITES = ("organisations.momentum",)
COLUMNS = (Column("organisations", "momentum", "f8", "ideas", "recent successes", 0),)
MECHANISMS = ()


class Parameters(ParameterSet):
    """None."""


def step(world, p, week):
    """Count the weeks."""
    world.organisations.momentum += 1.0
'''
INTERVENTION = """
INTERVENTION = Intervention("A plan", "assumed", effects={"adoption.celebration": 0.1})
"""
NO_LEVER = INTERVENTION.replace("celebration", "cheer")
NO_PULSE = NO_LEVER.replace("effects", "pulse")
METRIC = """
METRIC = Metric("Momentum", "weeks", "weeks that were counted")
def measure(world, week):
    return world.organisations.momentum.copy(), None
"""
Offer = Callable[..., None]


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Offer]:
    """Makes plug-ins from source, as if a package had brought them; forgets them afterwards."""
    points: list[EntryPoint] = []

    def offer(family: str, name: str, source: str | None) -> None:
        module = f"brought_{len(points)}"
        if source is not None:
            (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        points.append(EntryPoint(name, module, f"innosim.{family}"))

    def found(group: str) -> list[EntryPoint]:
        return [point for point in points if point.group == group]

    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(offered, "entry_points", found)
    catalogue._found.cache_clear()
    yield offer
    catalogue._found.cache_clear()
    for number in range(len(points)):
        sys.modules.pop(f"brought_{number}", None)


def without(line: str) -> str:
    assert line in PROCESS
    return PROCESS.replace(line, "")


def changed(old: str, new: str) -> str:
    assert old in PROCESS
    return PROCESS.replace(old, new)


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_plug_ins_of_all_families_are_found(offer: Offer) -> None:
    offer("processes", "momentum", PROCESS)
    offer("interventions", "plan", PROCESS + INTERVENTION)
    offer("metrics", "momentum", PROCESS + METRIC)
    assert isinstance(catalogue.processes()["momentum"], ModuleType)
    assert catalogue.intervention("plan").title == "A plan"
    assert catalogue.metric("momentum").label == "Momentum"
    assert list(catalogue.metrics()) == sorted(catalogue.metrics())


COLUMNS = 'Column("organisations", "momentum"'
BROKEN = [
    ("cannot be imported: SyntaxError", "processes", "momentum", "def ("),
    ("cannot be imported: ZeroDivisionError", "processes", "momentum", "1 / 0"),
    ("cannot be imported: ModuleNotFoundError", "processes", "momentum", "import not_there_at_all"),
    ("cannot be imported: ModuleNotFoundError", "processes", "momentum", None),
    ("there is one named 'gates' already", "processes", "gates", PROCESS),
    ("there is one named 'forums' already", "interventions", "forums", PROCESS + INTERVENTION),
    ("there is one named 'energy' already", "metrics", "energy", PROCESS + METRIC),
    ("letters, digits and underscores", "processes", "my-momentum", PROCESS),
    ("it lacks PHASE", "processes", "momentum", without('PHASE = "learn"')),
    ("its PHASE must be one of", "processes", "momentum", changed('"learn"', '"lern"')),
    ("it lacks READS", "processes", "momentum", without("READS = ()")),
    (
        "its READS must be",
        "processes",
        "momentum",
        changed("READS = ()", 'READS = "people.energy"'),
    ),
    ("it lacks MECHANISMS", "processes", "momentum", without("MECHANISMS = ()")),
    ("it lacks Parameters", "processes", "momentum", changed("class Parameters", "class Others")),
    ("its Parameters must be", "processes", "momentum", changed("(ParameterSet)", "")),
    ("it lacks step", "processes", "momentum", changed("def step", "def leap")),
    ("it lacks INTERVENTION", "interventions", "plan", PROCESS),
    ("there is no lever 'adoption.cheer'", "interventions", "plan", PROCESS + NO_LEVER),
    ("no lever 'adoption.cheer'; `innosim", "interventions", "plan", PROCESS + NO_PULSE),
    (
        "cannot be imported: TypeError",
        "interventions",
        "plan",
        PROCESS + INTERVENTION.replace("effects=", ""),
    ),
    ("it lacks METRIC", "metrics", "momentum", PROCESS),
    ("it lacks measure", "metrics", "momentum", PROCESS + METRIC.replace("measure", "count")),
    ("is of no table", "processes", "momentum", changed('"organisations", "m', '"bodies", "m')),
    (
        "a column organisations.embedded already",
        "processes",
        "momentum",
        changed(COLUMNS, 'Column("organisations", "embedded"'),
    ),
    (
        "one of them writes it",
        "processes",
        "momentum",
        changed("READS = ()", 'READS = ("people.capability",)'),
    ),
]


@pytest.mark.parametrize(("why", "family", "name", "source"), BROKEN, ids=[b[0] for b in BROKEN])
def test_a_broken_one_is_refused(
    offer: Offer, why: str, family: str, name: str, source: str | None
) -> None:
    offer(family, name, source)
    with pytest.raises(InputError) as caught:
        getattr(catalogue, family)()
    message = str(caught.value)
    assert why in message
    assert message.startswith(f"plug-in {name!r} (brought_0, {family}) of ")
    assert "\n" not in message


def test_two_packages_cannot_offer_one_name(offer: Offer) -> None:
    offer("processes", "momentum", PROCESS)
    offer("processes", "momentum", PROCESS)
    with pytest.raises(InputError, match=r"brought_1.*named 'momentum' already"):
        catalogue.processes()


@pytest.mark.parametrize("command", [("model",), ("odd",)])
def test_the_command_line_says_it_in_one_line(offer: Offer, command: tuple[str, ...]) -> None:
    offer("processes", "gates", PROCESS)
    done = asked(*command)
    assert done.exit_code == 2
    assert done.output.count("\n") == 1
    assert done.output.startswith("plug-in 'gates'")
