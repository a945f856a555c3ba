"""The headline numbers and the measures as Markdown, for the documentation."""

from __future__ import annotations

from math import isfinite

from innosim.analysis.diagnosis import QUESTIONS
from innosim.analysis.measures import MEASURES, Measure

BEGIN = "<!-- headlines: written by innosim.analysis.page, do not edit -->"
END = "<!-- end of headlines -->"
BEGIN_MEASURES = "<!-- measures: written by innosim.analysis.page, do not edit -->"
END_MEASURES = "<!-- end of measures -->"


def headlines() -> str:
    """A row for each measure."""
    heads = "| name | label | unit | meaning | target |\n| --- | --- | --- | --- | --- |"
    return "\n".join([heads, *(_row(measure) for measure in MEASURES)])


def measures() -> str:
    """A table for each question."""
    heads = "| name | label | unit | from | to | meaning | rows |\n| " + " | ".join(["---"] * 7)
    return "\n\n".join(
        "\n".join([f"**{question}**\n", f"{heads} |", *map(_measure, answers)])
        for question, answers in QUESTIONS.items()
    )


def in_step(page: str) -> str:
    """A page of documentation with the parts between the marks written anew."""
    page = _between(page, (BEGIN, END), headlines())
    return _between(page, (BEGIN_MEASURES, END_MEASURES), measures())


def _between(page: str, marks: tuple[str, str], text: str) -> str:
    begin, end = marks
    before, rest = page.split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def _measure(measure: Measure) -> str:
    least, most = (f"{bound:g}" if isfinite(bound) else "" for bound in measure.range)
    rows = ", ".join(map(str, measure.rows))
    cells = (f"`{measure.name}`", measure.label, measure.unit, least, most, measure.meaning, rows)
    return f"| {' | '.join(cells)} |"


def _row(measure: Measure) -> str:
    target = f"{measure.target[0]:g} to {measure.target[1]:g}" if measure.target else ""
    return f"| `{measure.name}` | {measure.label} | {measure.unit} | {measure.meaning} | {target} |"
