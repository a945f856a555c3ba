"""A note as HTML and as Markdown: one file each, which needs no other and asks for nothing."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape
from textwrap import fill, indent
from typing import Any

from innosim.analysis.words import WIDTH
from innosim.what_if.briefing import words as told
from innosim.what_if.briefing.sections import (
    Block,
    Bullets,
    Cells,
    Paragraph,
    Picture,
    Section,
    Table,
    Terms,
)
from innosim.what_if.briefing.settings import BEGIN, END

Facts = dict[str, Any]

SETTINGS = "Settings"
SHORT = 2
"""Blocks of a section that is kept on one page."""

_BLOCK = "Settings block, to make this note again"
_TWIN = "The picture in numbers"
_HEAD = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>", re.DOTALL)

STYLE = """
@page { size: A4; margin: 13mm 15mm 12mm; }
.innosim-brief { font: 15px/1.45 "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1f2933;
  background: #fff; max-width: 52rem; margin: 0 auto; padding: 1.2rem 1.4rem 2rem; }
.innosim-brief h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .3rem; }
.innosim-brief h2 { font-size: 1.08rem; margin: 1.1rem 0 .3rem; color: #0b4a75;
  border-bottom: 1px solid #cfd6dd; break-after: avoid; }
.innosim-brief p { margin: .35rem 0; orphans: 3; widows: 3; }
.innosim-brief p.strong { font-weight: 600; border-left: 4px solid #0072B2; padding-left: .6rem; }
.innosim-brief .tag { color: #52606d; margin: 0 0 .6rem; }
.innosim-brief figure { margin: .6rem 0; break-inside: avoid; }
.innosim-brief figure svg { width: 100%; height: auto; display: block; }
.innosim-brief figcaption, .innosim-brief caption { color: #52606d; font-size: .87em;
  text-align: left; }
.innosim-brief .wide { overflow-x: auto; }
.innosim-brief table { border-collapse: collapse; width: 100%; margin: .4rem 0;
  font-size: .87em; font-variant-numeric: tabular-nums; break-inside: avoid; }
.innosim-brief th, .innosim-brief td { text-align: right; padding: .12rem .45rem;
  border-bottom: 1px solid #e5e7eb; vertical-align: top; }
.innosim-brief .numbers td { white-space: nowrap; }
.innosim-brief tbody th, .innosim-brief thead th:first-child { text-align: left;
  font-weight: 400; padding-left: 0; }
.innosim-brief thead th { font-weight: 600; }
.innosim-brief .words td, .innosim-brief .words th { text-align: left; }
.innosim-brief ul { margin: .3rem 0; padding-left: 1.1rem; }
.innosim-brief li { margin: .1rem 0; }
.innosim-brief dl { margin: .3rem 0; columns: 2; column-gap: 1.6rem; font-size: .87em; }
.innosim-brief dl div { break-inside: avoid; margin-bottom: .15rem; }
.innosim-brief dt { font-weight: 600; display: inline; }
.innosim-brief dt::after { content: ": "; }
.innosim-brief dd { display: inline; margin: 0; }
.innosim-brief details { font-size: .87em; margin: .3rem 0; }
.innosim-brief summary { cursor: pointer; color: #0b4a75; }
.innosim-brief pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px;
  max-height: 30rem; overflow: auto; background: #f5f7fa; padding: .6rem; }
@media (max-width: 40rem) { .innosim-brief dl { columns: 1; } }
@media print {
  .innosim-brief { font-size: 8.7pt; line-height: 1.3; padding: 0; max-width: none; }
  .innosim-brief h1 { font-size: 15pt; }
  .innosim-brief section.whole { break-inside: avoid; }
  .innosim-brief h2 { font-size: 10.5pt; margin: 6pt 0 2pt; }
  .innosim-brief p { margin: 2pt 0; }
  .innosim-brief figure { margin: 4pt 0; }
  .innosim-brief table { margin: 3pt 0; }
  .innosim-brief details { display: none; }
}
"""


def html(facts: Facts, settings: str, svg: bytes) -> str:
    """The note as a page of its own.

    Args:
        facts: of the note.
        settings: the text of its settings block.
        svg: its picture.
    """
    title = escape(facts["question"])
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n</head>\n<body>\n"
        f"{article(facts, settings, svg)}</body>\n</html>\n"
    )


def article(facts: Facts, settings: str, svg: bytes) -> str:
    """The note as a part of a page, with its own style; a notebook shows it."""
    drawn = _HEAD.sub("", svg.decode()).strip()
    first, *rest = told.sections(facts)
    parts = [f"<h1>{escape(facts['question'])}</h1>", f'<p class="tag">{escape(_tag(facts))}</p>']
    parts += [_html(block, drawn) for block in first.blocks]
    for section in [*rest, Section(SETTINGS, told.settings(facts))]:
        inside = [_html(block, drawn) for block in section.blocks]
        parts += [_section(section), f"<h2>{escape(section.heading)}</h2>", *inside, "</section>"]
    parts.append(_details(_BLOCK, f"{BEGIN}\n{settings}\n{END}"))
    whole = "\n".join(parts)
    return f'<style>{STYLE}</style>\n<article class="innosim-brief">\n{whole}\n</article>\n'


def markdown(facts: Facts, settings: str, png: bytes) -> str:
    """The note as Markdown, with its picture as data at the end; arguments as of `html`."""
    first, *rest = told.sections(facts)
    parts = [f"# {_md(facts['question'])}", f"*{_md(_tag(facts))}*"]
    parts += [_markdown(block) for block in first.blocks]
    for section in [*rest, Section(SETTINGS, told.settings(facts))]:
        parts += [f"## {section.heading}", *map(_markdown, section.blocks)]
    parts.append(f"{_BLOCK}:\n\n```text\n{BEGIN}\n{settings}\n{END}\n```")
    parts.append(f"[picture]: data:image/png;base64,{base64.b64encode(png).decode()}")
    return "\n\n".join(parts) + "\n"


def text(facts: Facts) -> str:
    """The sentences of the note that matter most, for a terminal."""
    found = next(s for s in told.sections(facts) if s.heading == "The finding")
    said = [fill(block.text, WIDTH) for block in found.blocks if isinstance(block, Paragraph)]
    return "\n".join([facts["question"], "", *said])


def _section(section: Section) -> str:
    """Where a section begins; a short one is never broken."""
    tables = sum(isinstance(block, Table) for block in section.blocks)
    return "<section>" if tables > 1 or len(section.blocks) > SHORT else '<section class="whole">'


def _tag(facts: Facts) -> str:
    return (
        "A note from a simulation, for learning and discussion; not a forecast. Words with a "
        "special meaning are explained at the end."
    )


def _html(block: Block, drawn: str) -> str:
    match block:
        case Paragraph(said, strong):
            return f'<p class="strong">{_said(said)}</p>' if strong else f"<p>{_said(said)}</p>"
        case Bullets(items):
            return "<ul>\n" + "\n".join(f"<li>{_said(item)}</li>" for item in items) + "\n</ul>"
        case Terms(meanings):
            rows = [
                f"<div><dt>{escape(term)}</dt><dd>{_said(meaning)}</dd></div>"
                for term, meaning in meanings
            ]
            return "<dl>\n" + "\n".join(rows) + "\n</dl>"
        case Picture(caption, twin):
            label = escape(caption, quote=True)
            labelled = drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
            shown = f"<figure>\n{labelled}\n<figcaption>{_said(caption)}</figcaption>\n</figure>"
            return f"{shown}\n{_details(_TWIN, escape(twin.rstrip()))}"
        case Table(caption, rows, words):
            return _html_table(caption, rows, "words" if words else "numbers")


def _said(text: str) -> str:
    """Text in HTML; a number and its % sign stay together."""
    return escape(text).replace(" %", "\N{NO-BREAK SPACE}%")


def _details(summary: str, inside: str) -> str:
    return f"<details>\n<summary>{summary}</summary>\n<pre>\n{inside}\n</pre>\n</details>"


def _html_table(caption: str, rows: Sequence[Cells], kind: str) -> str:
    head, *others = rows
    heads = "".join(f'<th scope="col">{_said(cell)}</th>' for cell in head)
    body = "\n".join(_html_row(row) for row in others)
    return (
        f'<div class="wide"><table class="{kind}">\n<caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _html_row(row: Cells) -> str:
    first, *others = row
    cells = "".join(f"<td>{_said(cell)}</td>" for cell in others)
    return f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'


def _markdown(block: Block) -> str:
    match block:
        case Paragraph(said, strong):
            return f"**{_md(said)}**" if strong else _md(said)
        case Bullets(items):
            return "\n".join(f"- {_md(item)}" for item in items)
        case Terms(meanings):
            return "\n".join(f"- **{_md(term)}**: {_md(meaning)}" for term, meaning in meanings)
        case Picture(caption, twin):
            numbers = f"{_TWIN}:\n\n{indent(twin.rstrip(), '    ')}"
            return f"![{_md(caption)}][picture]\n\n{_md(caption)}\n\n{numbers}"
        case Table(caption, rows, words):
            lines = ["| " + " | ".join(map(_md, row)) + " |" for row in rows]
            marks = "| --- |" + (" --- |" if words else " ---: |") * (len(rows[0]) - 1)
            return "\n".join([f"{_md(caption)}:", "", lines[0], marks, *lines[1:]])


def _md(text: str) -> str:
    """Text whose signs Markdown takes as they are; it stays on its line."""
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", " ".join(text.split()))
