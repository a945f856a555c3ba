"""Findings as text for a terminal, as Markdown and as HTML: the same sentences and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from textwrap import fill

from innosim.analysis.words import WIDTH

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A section: a heading, paragraphs, and a table whose first row has the heads."""

    heading: str
    paragraphs: Sequence[str]
    table: Sequence[Cells] = field(default_factory=tuple)


def text(parts: Iterable[Part]) -> str:
    """For a terminal."""
    return "\n\n".join(as_text(part) for part in parts) + "\n"


def markdown(parts: Iterable[Part], figures: Mapping[str, str]) -> str:
    """A page; `figures` has the path of each figure, without its ending, and what it shows."""
    first, *rest = parts
    shown = [
        f"![{what}]({path}.svg)\n\nThe same in words and numbers: [{path}.txt]({path}.txt)."
        for path, what in figures.items()
    ]
    found = [as_markdown(first, 1), *shown, *(as_markdown(part, 2) for part in rest)]
    return "\n\n".join(found) + "\n"


def html(parts: Iterable[Part]) -> str:
    """For a notebook."""
    return "".join(as_html(part) for part in parts)


def as_text(part: Part) -> str:
    """A section for a terminal."""
    paragraphs = "\n".join(fill(paragraph, WIDTH) for paragraph in part.paragraphs)
    found = [f"{part.heading}\n{'-' * len(part.heading)}\n{paragraphs}"]
    if part.table:
        widths = [max(len(row[i]) for row in part.table) for i in range(len(part.table[0]))]
        lines = [
            "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
            for row in part.table
        ]
        found.append("\n".join(lines))
    return "\n\n".join(found)


def as_markdown(part: Part, depth: int) -> str:
    """A section as Markdown; `depth` is that of its heading."""
    found = [f"{'#' * depth} {part.heading}", *part.paragraphs]
    if part.table:
        lines = ["| " + " | ".join(row) + " |" for row in part.table]
        found.append("\n".join([lines[0], "|" + " --- |" * len(part.table[0]), *lines[1:]]))
    return "\n\n".join(found)


def as_html(part: Part) -> str:
    """A section for a notebook."""
    found = [f"<h3>{escape(part.heading)}</h3>"]
    found += [f"<p>{escape(paragraph)}</p>" for paragraph in part.paragraphs]
    if part.table:
        head, *rows = part.table
        cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
        body = "".join(_html_row(row) for row in rows)
        found.append(f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>")
    return "\n".join(found)


def _html_row(row: Cells) -> str:
    first, *others = row
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
    return f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
