"""A4 pages as self-contained HTML: no network, no script, pictures in the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

STYLE = """
@page { size: A4; margin: 15mm 16mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.4 "DejaVu Sans", Verdana, Arial, sans-serif; color: #1f2933; max-width: 178mm;
  margin: 0 auto; padding: 8mm 4mm; }
@media print { body { padding: 0; max-width: none; } }
h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 2mm; }
h2 { font-size: 13pt; margin: 6mm 0 2mm; break-after: avoid; }
p, ul, ol { margin: 0 0 2.5mm; orphans: 3; widows: 3; }
section, tr, .card, figure, li, dt, dd { break-inside: avoid; }
section.page { break-before: page; }
section.page:first-of-type { break-before: auto; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; margin: 0 0 3mm; }
th, td { border: 1px solid #6b7280; padding: 1.2mm 2mm; text-align: left; vertical-align: top; }
td { overflow-wrap: break-word; }
th { background: #e5e7eb; }
thead { display: table-header-group; }
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; }
.card { border: 1.5px dashed #6b7280; border-radius: 3mm; padding: 6mm; min-height: 62mm; }
.card h2 { margin-top: 0; }
.line { border-bottom: 1px solid #1f2933; height: 9mm; }
.box { border: 1.5px solid #1f2933; height: 16mm; width: 60mm; margin: 2mm 0 4mm; }
.small { font-size: 9pt; color: #4b5563; }
.lead { break-after: avoid; }
.whole { break-inside: avoid; }
.screen { font-size: 9.5pt; margin-left: 4mm; } .screen p { margin-bottom: 1.2mm; }
.foot { margin-top: 6mm; break-before: avoid; }
ul.tick { list-style: none; padding-left: 2mm; }
blockquote { margin: 0 0 3mm; padding-left: 4mm; border-left: 1.2mm solid #0072b2; }
figure { margin: 3mm 0; }
figure svg { width: 100%; height: auto; max-height: 92mm; }
figcaption { white-space: pre-line; }
dl { display: grid; grid-template-columns: 32mm 1fr; gap: 1mm 3mm; margin: 0 0 3mm; }
dt { font-weight: bold; } dd { margin: 0; }
"""


def page(title: str, body: Sequence[str]) -> str:
    """A whole page; the body is HTML."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def tag(name: str, text: str, kind: str = "") -> str:
    """An element with a text."""
    of = f' class="{kind}"' if kind else ""
    return f"<{name}{of}>{escape(text)}</{name}>"


def items(texts: Sequence[str], kind: str = "") -> str:
    """A list."""
    of = f' class="{kind}"' if kind else ""
    return f"<ul{of}>{''.join(tag('li', text) for text in texts)}</ul>"


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """A table whose first row has the heads."""
    head, *rest = rows
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(f"<tr>{''.join(tag('td', cell) for cell in row)}</tr>" for row in rest)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def picture(svg: str, text: str, caption: str) -> str:
    """A drawing with its text twin, which screen readers read, and a caption that all read."""
    drawing = svg[svg.index("<svg") :]
    named = drawing.replace("<svg", f'<svg role="img" aria-label="{escape(text)}"', 1)
    return f"<figure>{named}{tag('figcaption', caption, 'small')}</figure>"
