"""The X-ray in words and tables, for the terminal and as the text twin of its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import isnan
from textwrap import fill
from typing import TYPE_CHECKING

from innosim.analysis.words import CAUTION, WIDTH, number
from innosim.what_if.xray.estimates import Estimate
from innosim.what_if.xray.measures import MEASURES
from innosim.what_if.xray.reasons import ANYWAY, REASONS

if TYPE_CHECKING:
    from innosim.what_if.xray.pictures import Row, XRay

HOW = (
    "How it is computed: counted is each idea that left a gate without a yes. What was weighed is "
    "explained by the recorded terms of its score, as far as they fell short of a neutral idea's "
    "(no penalty; usual support), in proportion; the part of the no that such a neutral idea would "
    "have heard as well is 'no special reason'. Rules and lack of time are reasons of their own. "
    "Reasons add up to 100 %; docs/xray.md has the formula."
)
_MOST = 4
_SIDE_BY_SIDE = 3


def xray(found: XRay) -> str:
    """The whole X-ray: a sentence for each set of gates, the tables, and how it is computed."""
    parts = [wrapped(opening(found)), *(wrapped(sentence(row)) for row in found.rows)]
    for few in batched(found.rows):
        parts += [columns(measure_table(few)), columns(reason_table(few))]
    return "\n\n".join([*parts, wrapped(HOW), CAUTION]) + "\n"


def html(found: XRay) -> str:
    """The same for a notebook."""
    said = [opening(found), *(sentence(row) for row in found.rows)]
    tables = [measure_table(found.rows), reason_table(found.rows)]
    parts = [*map(paragraph, said), *map(html_table, tables), paragraph(CAUTION)]
    return "".join(parts)


def paragraph(text: str) -> str:
    """A paragraph of HTML."""
    return f"<p>{escape(text)}</p>"


def html_table(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows of cells as a table of HTML, the first row as heads."""
    first, *others = rows
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in first)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        for name, *cells in others
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def wrapped(text: str) -> str:
    """The text in lines that fit a terminal; a number and its % sign stay together."""
    return fill(text.replace(" %", "\N{NO-BREAK SPACE}%"), WIDTH).replace("\N{NO-BREAK SPACE}", " ")


def batched(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """As many rows at a time as stand side by side in a terminal."""
    for first in range(0, len(rows), _SIDE_BY_SIDE):
        yield rows[first : first + _SIDE_BY_SIDE]


def opening(found: XRay) -> str:
    """What was looked at."""
    runs = "one run" if found.replicates == 1 else f"means over {found.replicates} runs"
    title = f"{found.title}: " if found.title else ""
    return (
        f"X-ray of the gates. {title}{found.people:,} people, {found.weeks} weeks, {runs}"
        f"{'' if found.replicates == 1 else '; in brackets the 95 % interval of the mean'}. "
        "Rows are layers, units and roles, never persons."
    )


def sentence(row: Row) -> str:
    """How many ideas were stopped at some gates, and for what reasons."""
    blocked, name = row.measures["blocked"], _capital(row.place.label)
    if not row.stops:
        return f"{name}: no idea was stopped."
    leading = [reason for reason in row.leading() if reason is not ANYWAY]
    why = [f"{reason.label} {row.per_mille[reason.name] / 10:g} %" for reason in leading]
    rest = row.per_mille[ANYWAY.name] / 10
    return (
        f"{name}: of 100 ideas that came, {hundred(blocked)} were stopped. Why: "
        f"{', '.join(why[:_MOST])}{', and less of others' if len(why) > _MOST else ''}; {rest:g} % "
        "would have heard no with nothing against them."
    )


def measure_table(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Measures by gates; the first row has the heads."""
    table = [("measure", *(row.place.short for row in rows))]
    table.append(("reviewing posts", *(f"{row.place.number:,}" for row in rows)))
    for measure in MEASURES:
        label = measure.label if measure.unit == "share" else f"{measure.label}, {measure.unit}"
        cells = [in_words(row.measures[measure.name], measure.unit) for row in rows]
        table.append((label, *cells))
    return table


def reason_table(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Reasons by gates, in per cent that add up to 100; the first row has the heads."""
    table = [("of what was stopped, %", *(row.place.short for row in rows))]
    for reason in REASONS:
        if any(row.per_mille[reason.name] for row in rows):
            table.append((reason.label, *(_percent(row, reason.name) for row in rows)))
    total = ["100.0" if row.stops else "none stopped" for row in rows]
    return [*table, ("all", *total)]


def _percent(row: Row, name: str) -> str:
    if not row.stops:
        return ""
    found = row.reasons[name]
    text = f"{row.per_mille[name] / 10:.1f}"
    return text if isnan(found.low) else f"{text} ({100 * found.low:.1f}–{100 * found.high:.1f})"


def in_words(found: Estimate, unit: str) -> str:
    """A mean with its interval, as people read it."""
    if isnan(found.mean):
        return "not defined"
    if isnan(found.low):
        return number(found.mean, unit)
    scale = 100 if unit == "share" else 1
    sign = " %" if unit == "share" else ""
    low, high = number(scale * found.low), number(scale * found.high)
    dash = " to " if found.low < 0 else "–"
    return f"{number(scale * found.mean)}{sign} ({low}{dash}{high})"


def hundred(found: Estimate) -> str:
    """A share as "31 (27–35)", of 100."""
    mean = "none" if isnan(found.mean) else f"{100 * found.mean:.0f}"
    return mean if isnan(found.low) else f"{mean} ({100 * found.low:.0f}–{100 * found.high:.0f})"


def columns(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows of cells as aligned text, the first row as heads."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
