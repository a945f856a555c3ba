"""`innosim scenarios`: the scenarios that come with innosim."""

from __future__ import annotations

from pathlib import Path

import click

from innosim.errors import InputError
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario
from innosim.scenario.shipped import copy, shipped
from innosim.scenario.sources import read


@click.command(short_help="List the shipped scenarios, or copy one to start from.")
@click.option("--copy", "copied", nargs=2, metavar="NAME FILE", help="Copy one to a new file.")
def command(copied: tuple[str, str] | None) -> None:
    """List the shipped scenarios: name, people, title."""
    if copied is not None:
        copy(copied[0], Path(copied[1]))
        click.echo(f"written: {copied[1]}; try innosim check {copied[1]}")
        return
    rows = [(name, _people(scenario), scenario.title) for name, scenario in _loaded()]
    if not rows:
        raise InputError("no scenarios came with this installation")
    width = max(len(name) for name, _, _ in rows)
    click.echo(f"{'name':<{width}}  {'people':>10}  title")
    for name, people, title in rows:
        click.echo(f"{name:<{width}}  {people:>10}  {title}")


def _loaded() -> list[tuple[str, Scenario]]:
    return [(name, load(name)) for name in shipped()]


def _people(scenario: Scenario) -> str:
    made = scenario.organisation.generate
    return f"{int(made.sizes().sum()) if made else read(scenario.organisation).chart.n:,}"
