"""`innosim model`: the model card, put together from what the processes declare."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import click

from innosim import catalogue
from innosim.card import Card, process, whole
from innosim.commands import _options
from innosim.errors import InputError

WIDTH = 100


@click.command(short_help="Print the model card: processes, parameters and mechanisms.")
@click.argument("name", required=False)
@_options.as_json
def command(name: str | None, as_json: bool) -> None:
    """Print the model card, or with NAME what there is to know about one process."""
    card = _described(name) if name else whole()
    if as_json:
        click.echo(json.dumps(card, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_process_lines(card) if name else _lines(card)))


def _described(name: str) -> Card:
    known = catalogue.processes()
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}"
        raise InputError(f"there is no process {name!r}; {hint}")
    return process(name, known[name])


def _lines(card: Card) -> Iterator[str]:
    yield from textwrap.wrap(card["purpose"], WIDTH)
    for number, phase in enumerate(card["phases"], 1):
        yield ""
        yield f"{number}. {phase['name']}: {phase['meaning']}"
        for each in phase["processes"]:
            yield ""
            yield from _indented(_process_lines(each | {"description": ""}), "   ")
    for section in card["sections"]:
        yield ""
        yield f"Section {section['name']}: {section['summary']}"
        yield from _parameter_lines(section["parameters"])
    yield ""
    yield "Interventions: what leaders can do, over time and place"
    for each in card["interventions"]:
        yield from _wrapped(f"{each['name']}: {each['title']} [{each['source']}]", "  ")


def _process_lines(card: Card) -> Iterator[str]:
    off = "" if card["on"] else ", off by default"
    yield f"{card['name']} (phase {card['phase']}, switch {card['switch']}{off})"
    yield from _wrapped(card["summary"], "  ")
    if card["description"]:
        yield ""
        yield from _indented(card["description"].splitlines(), "  ")
        yield ""
    yield from _parameter_lines(card["parameters"])
    for each in card["mechanisms"]:
        off = ", ".join(f"{key} = {_value(value)}" for key, value in each["off"].items())
        yield from _wrapped(f"rule {each['name']}: {each['phrase']}; off with {off}", "  ")


def _parameter_lines(declared: Iterable[Card]) -> Iterator[str]:
    for each in declared:
        yield f"  {each['name']} = {_value(each['default'])}{_bounds(each)}"
        yield from _wrapped(f"{each['meaning']} [{each['source']}]", "      ")


def _bounds(card: Mapping[str, Any]) -> str:
    low, high = card["low"], card["high"]
    unit = f" {card['unit']}" if card["unit"] else ""
    lever = ", lever" if card["lever"] else ""
    if low is None and high is None:
        return unit + lever
    return f"{unit} ({_value(low)} to {_value(high)}){lever}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return "none" if value is None else str(value)


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def _indented(lines: Any, indent: str) -> Iterator[str]:
    for line in lines:
        yield f"{indent}{line}".rstrip()
