"""The headline measures as Markdown, for the documentation."""

from __future__ import annotations

from innosim.analysis.measures import MEASURES, Measure

BEGIN = "<!-- headlines: written by innosim.analysis.page, do not edit -->"
END = "<!-- end of headlines -->"


def headlines() -> str:
    """A row for each measure."""
    heads = "| name | label | unit | meaning | target |\n| --- | --- | --- | --- | --- |"
    return "\n".join([heads, *(_row(measure) for measure in MEASURES)])


def in_step(page: str) -> str:
    """A page of documentation with the part between the two marks written anew."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{headlines()}\n\n{END}{after}"


def _row(measure: Measure) -> str:
    target = f"{measure.target[0]:g} to {measure.target[1]:g}" if measure.target else ""
    return f"| `{measure.name}` | {measure.label} | {measure.unit} | {measure.meaning} | {target} |"
