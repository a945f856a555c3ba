"""`innosim scenarios`: the scenarios that come with innosim."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

import click

from innosim.errors import InputError
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario
from innosim.scenario.shipped import copy, shipped
from innosim.scenario.sources import read

WIDTH = 96
TEXTS = {
    "story": "Story",
    "notice": "What to notice",
    "claim": "Claim",
    "fails_when": "When it fails",
    "extend": "Go on",
    "source": "Source",
}


@click.command(short_help="List the shipped scenarios, tell the story of one, or copy one.")
@click.argument("name", required=False)
@click.option("--copy", "copied", nargs=2, metavar="NAME FILE", help="Copy one to a new file.")
def command(name: str | None, copied: tuple[str, str] | None) -> None:
    """List the shipped scenarios; with NAME, tell the story of one (or of a file of your own)."""
    if copied is not None:
        copy(copied[0], Path(copied[1]))
        click.echo(f"written: {copied[1]}; try innosim check {copied[1]}")
    elif name is not None:
        click.echo("\n".join(_told(name, load(name))))
    else:
        click.echo("\n".join(_listed(_loaded())))


def _listed(scenarios: list[tuple[str, Scenario]]) -> Iterator[str]:
    """Services as they are, then those that tell a story: the ones with a claim."""
    if not scenarios:
        raise InputError("no scenarios came with this installation")
    width = max(len(name) for name, _ in scenarios)
    yield f"{'name':<{width}}  {'people':>10}  title"
    for name, scenario in sorted(scenarios, key=lambda each: bool(each[1].claim)):
        yield f"{name:<{width}}  {_people(scenario):>10}  {scenario.title}"


def _told(name: str, scenario: Scenario) -> Iterator[str]:
    yield f"{scenario.title} ({name})"
    for text, heading in TEXTS.items():
        if words := " ".join(str(getattr(scenario, text)).split()):
            yield f"\n{heading}"
            yield fill(words, WIDTH, initial_indent="  ", subsequent_indent="  ")
    if scenario.levers_to_try:
        yield "\nLevers to try (innosim levers NAME explains one)"
        yield from (f"  {lever}" for lever in scenario.levers_to_try)
    yield f"\nRun it: innosim run {name}"


def _loaded() -> list[tuple[str, Scenario]]:
    return [(name, load(name)) for name in shipped()]


def _people(scenario: Scenario) -> str:
    made = scenario.organisation.generate
    return f"{int(made.sizes().sum()) if made else read(scenario.organisation).chart.n:,}"
