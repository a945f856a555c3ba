"""`innosim model`: the model card, put together from what the processes declare."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import ModuleType
from typing import Any

import click

from innosim import catalogue
from innosim.contracts import PHASES, Mechanism
from innosim.errors import InputError
from innosim.parameters import ParameterSet, facts
from innosim.scenario.schema import SECTIONS

PURPOSE = (
    "innosim explores how system signals, the layers of middle management and the practices of "
    "leaders shape which ideas a public service generates, lets live and spreads. It compares "
    "what-if worlds; it does not forecast. One step is one week. In each week the phases run in "
    "the order below; within a phase the order of the processes makes no difference."
)
WIDTH = 100

Card = dict[str, Any]


@click.command(short_help="Print the model card: processes, parameters and mechanisms.")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(name: str | None, as_json: bool) -> None:
    """Print the model card, or with NAME what there is to know about one process."""
    card = _described(name) if name else whole()
    if as_json:
        click.echo(json.dumps(card, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_process_lines(card) if name else _lines(card)))


def whole() -> Card:
    """The card of the whole model."""
    processes = [process(name, module) for name, module in catalogue.processes().items()]
    phases = [
        {
            "name": name,
            "meaning": meaning,
            "processes": [p for p in processes if p["phase"] == name],
        }
        for name, meaning in PHASES.items()
    ]
    sections = [
        {"name": name, "summary": _summary(table), "parameters": parameters(table)}
        for name, table in SECTIONS.items()
    ]
    kinds = [
        {"name": name, "title": declared.title, "source": declared.source}
        for name in catalogue.interventions()
        for declared in [catalogue.intervention(name)]
    ]
    return {"purpose": PURPOSE, "phases": phases, "sections": sections, "interventions": kinds}


def _summary(documented: object) -> str:
    return (documented.__doc__ or "").strip().partition("\n")[0]


def process(name: str, module: ModuleType) -> Card:
    """The card of one process."""
    table = "feedbacks" if getattr(module, "FEEDBACK", False) else "switches"
    summary, _, description = (module.__doc__ or "").strip().partition("\n\n")
    return {
        "name": name,
        "phase": module.PHASE,
        "summary": " ".join(summary.split()),
        "description": description.strip(),
        "switch": f"{table}.{name}",
        "on": bool(getattr(module, "DEFAULT_ON", True)),
        "parameters": parameters(module.Parameters),
        "mechanisms": [_mechanism(mechanism) for mechanism in module.MECHANISMS],
    }


def parameters(table: type[ParameterSet]) -> list[Card]:
    """Name, default, unit, bounds, source and meaning of each parameter of a section."""
    return [{"name": name, **facts(field)} for name, field in table.model_fields.items()]


def _mechanism(mechanism: Mechanism) -> Card:
    return {
        "name": mechanism.name,
        "phrase": mechanism.phrase,
        "rows": list(mechanism.rows),
        "off": dict(mechanism.off),
        "moves": mechanism.moves,
        "sign": mechanism.sign,
        "given": dict(mechanism.given),
    }


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
