"""`innosim levers`: what leaders, and others, can do; and what one of these things is about."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import click

from innosim import catalogue
from innosim.card import Card, intervention
from innosim.commands import _options
from innosim.contracts import GROUPS
from innosim.errors import InputError
from innosim.phrases import SOURCES

WIDTH = 100
OTHERS = "Others"
NOT_STATED = "not stated"
TEXTS = (
    SOURCES,
    "Sizes of shifts and hours are assumed.",
)


@click.command(short_help="List the levers, or explain one and how to use it.")
@click.argument("name", required=False)
@_options.as_json
def command(name: str | None, as_json: bool) -> None:
    """List all interventions by what they are about, or explain the one called NAME.

    Those of other installed packages are among them.
    """
    found: Any = _described(name) if name else _all()
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_explained(found) if name else _listed(found)))


def _all() -> list[Card]:
    return [intervention(name) for name in catalogue.interventions()]


def _described(name: str) -> Card:
    known = catalogue.interventions()
    if name not in known:
        near = get_close_matches(name.lower().replace("-", "_"), known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "`innosim levers` lists them all"
        raise InputError(f"there is no lever {name!r}; {hint}")
    return intervention(name)


def _listed(cards: list[Card]) -> Iterator[str]:
    room = max(len(card["name"]) for card in cards)
    for group, heading in (*GROUPS.items(), ("", OTHERS)):
        members = [card for card in cards if _group(card) == group]
        if members:
            yield heading
            yield from (f"  {card['name']:{room}}  {_one_line(card)}" for card in members)
            yield ""
    yield f"{len(cards)} levers; `innosim levers NAME` explains one and how to use it."


def _group(card: Card) -> str:
    return str(card["group"]) if card["group"] in GROUPS else ""


def _one_line(card: Card) -> str:
    if not card["moves"]:
        return str(card["title"])
    return f"{card['title']}: should {'raise' if card['sign'] > 0 else 'lower'} {card['moves']}"


def _explained(card: Card) -> Iterator[str]:
    yield f"{card['title']} ({card['name']})"
    yield from _part("Examples", *(f"- {example}" for example in card["examples"]))
    yield from _part("Big message", card["message"])
    yield from _part("How it works in the model", card["works"], *map(_moved, card["shifts"]))
    yield from _part("Cost", _cost(card))
    yield from _part("Expected to", _expectation(card))
    yield from _part("When it fails", card["fails_when"])
    yield from _part("Who can pull it", _who(card))
    yield from _part("Source", card["source"], *map(_phrase, card["phrases"]), *TEXTS)
    yield ""
    yield "In a scenario file"
    yield from (f"  {line}".rstrip() for line in _snippet(card))


def _part(heading: str, *paragraphs: str) -> Iterator[str]:
    yield ""
    yield heading
    for paragraph in [text for text in paragraphs if text] or [NOT_STATED]:
        yield from _wrapped(paragraph)


def _wrapped(paragraph: str) -> list[str]:
    further = "    " if paragraph.startswith("- ") else "  "
    return textwrap.wrap(
        paragraph, WIDTH, initial_indent="  ", subsequent_indent=further, break_on_hyphens=False
    )


def _moved(each: Card) -> str:
    bounds = f"rests at {each['rest']:g}, from {each['low']:g} to {each['high']:g}"
    shift = f"- {each['lever']} {each['shift']:+g} {each['unit']} {each['lasts']}"
    return f"{shift} ({bounds}): {each['meaning']}"


def _cost(card: Card) -> str:
    hours = card["hours"]
    spent = [
        f"{hours[who]:g} hour{'' if hours[who] == 1 else 's'} of {who} per {per} and week"
        for who, per in (
            ("leaders", "organisation"),
            ("managers", "manager"),
            ("staff", "100 people"),
        )
        if hours[who]
    ]
    grows = f"complete after {card['delay']} weeks, in equal steps" if card["delay"] else ""
    return f"{', '.join(spent) or 'no hours'}; {grows or 'acts in full at once'}"


def _expectation(card: Card) -> str:
    if not card["moves"]:
        return ""
    verb = "raise" if card["sign"] > 0 else "lower"
    times = [f"{key} = {weeks}" for key, weeks in card["when"].items()]
    given = ", ".join([text for text in (card["given"], *times) if text])
    given = f", given {given}" if given else ""
    shown = "the model shows it" if card["shown"] else f"the model does not show it: {card['note']}"
    return f"{verb} {card['moves']} ({card['metric']}){given}; {shown}"


def _who(card: Card) -> str:
    addressed = " and ".join(f"each {role.replace('_', ' ')}" for role in card["roles"])
    return f"{card['pulled_by'] or NOT_STATED}{f'; it addresses {addressed}' if addressed else ''}"


def _phrase(each: Card) -> str:
    ours = "; one sentence, the rest is our reading" if each["interpreted"] else ""
    return f"- row {each['row']} ({each['place']}): {each['phrase']}{ours}"


def _snippet(card: Card) -> Iterator[str]:
    yield "[[interventions]]"
    yield f'kind = "{card["name"]}"'
    yield "start = 26          # first week in which it acts, or a date"
    for key, weeks in card["when"].items():
        yield f"{f'{key} = {weeks}':19} # weeks"
    if not card["lasting"] and not card["when"]:
        yield "end = 27            # it acts once; a longer time only costs hours"
    yield "strength = 1.0      # 0 is absence"
    if card["practice"]:
        yield ""
        yield "[practices]         # or, over the whole run"
        yield f"{card['name']} = 1.0"
    yield ""
    yield "[assumptions.effects]"
    yield f"{card['name']} = 1.0  # 0: only its hours; -1: the reverse, as far as its levers go"
