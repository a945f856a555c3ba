"""The league table in words: for a terminal, a handout and the text twin of its figure."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import Any

from innosim.analysis.words import CAUTION, WIDTH
from innosim.teaching.number import Number
from innosim.what_if.comparison.effects import NOT_APART, SAME

Facts = Mapping[str, Any]
Cells = tuple[str, ...]

HEADS = (
    "place",
    "table",
    "cards",
    "leader-hours a quarter",
    "practices",
    "more than without a plan",
    "95 % interval",
    "burden",
    "regret",
)


def rows(facts: Facts) -> list[Cells]:
    """A row for each table, the first row as heads."""
    return [HEADS, *(_row(one) for one in facts["standings"])]


def sentence(facts: Facts) -> str:
    """Who leads, in words."""
    first = [one for one in facts["standings"] if one["place"] == 1]
    names = _and([f"table {one['table']}" for one in first])
    best = Number(**first[0]["more"])
    if len(first) > 1:
        lead = f"{names[:1].upper()}{names[1:]} share the first place: they cannot be told apart."
    else:
        lead = f"{names[:1].upper()}{names[1:]} leads."
    if best.verdict in (SAME, NOT_APART):
        return f"{lead} No plan among them is surely better than doing nothing."
    return f"{lead} That is {best.signed()} practices against no plan ({best.interval()})."


def notes(facts: Facts) -> list[str]:
    """How the table is to be read."""
    nothing = Number(**facts["nothing"])
    return [
        f"{facts['world']}: {facts['pairs']} worlds, the same for all tables; without any plan "
        f"{nothing.words()} new normal practices ({nothing.interval()}).",
        "Tables share a place where the 95 % interval of their difference holds zero. Burden is "
        "the difference to the service without a plan, as a share of its burden. Regret is how "
        "many practices fewer a plan has than the plan that is best in each world.",
        CAUTION,
    ]


def text(facts: Facts) -> str:
    """For a terminal."""
    table = rows(facts)
    widths = [max(len(row[i]) for row in table) for i in range(len(HEADS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    parts = [fill(sentence(facts), WIDTH), "\n".join(lines)]
    return "\n\n".join([*parts, *(fill(note, WIDTH) for note in notes(facts))]) + "\n"


def _row(one: Facts) -> Cells:
    more, burden = Number(**one["more"]), Number(**one["burden"])
    apart = "" if burden.apart else " (not apart)"
    return (
        f"{one['place']}{'=' if one['shared'] else ''}",
        str(one["table"]),
        ", ".join(one["cards"]) or "none",
        f"{one['hours']:.0f}",
        Number(**one["practices"]).words(),
        more.signed(),
        more.interval(),
        f"{burden.signed()}{apart}",
        Number(**one["regret"]).words(),
    )


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
