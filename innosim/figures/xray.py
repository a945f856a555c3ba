"""Figures of the X-ray of the gates: reasons, queue and pass rate, and what goes with what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from innosim.analysis.words import number
from innosim.figures import style

if TYPE_CHECKING:
    from innosim.what_if.xray.estimates import Estimate
    from innosim.what_if.xray.pictures import Row, XRay
    from innosim.what_if.xray.system import Outcome, Shares

REASONS, GATES, SYSTEM = "xray-reasons", "xray-gates", "xray-system"
"""Names of the figures."""

COLOURS = {
    "risk": style.VERMILION,
    "incumbent": style.ORANGE,
    "priority": style.YELLOW,
    "understanding": style.PURPLE,
    "case": style.BLUE,
    "convention": style.GREEN,
    "rule": "#064e3b",
    "no_time": style.SKY,
    "anyway": "#c5cad3",
    "other": style.GREY,
}
_DARK = (style.VERMILION, style.BLUE, style.GREEN, "#064e3b", style.GREY)
_LEGIBLE = 45
_CLAY = "#fbe9df"
_LINES = "bars and lines: mean and its 95 % interval over"
_FACTORS = {"people": style.ORANGE, "signals": style.BLUE, "workload": style.GREEN}


def draw_reasons(found: XRay, size: style.Size = style.LAPTOP) -> Figure:
    """A bar for each set of gates: of what was stopped there, the part of each reason."""
    with style.look():
        figure = style.frame("What stops ideas at the gates", _about(found, "means of"), size)
        axes = figure.add_subplot()
        rows = [row for row in found.rows if row.stops]
        if not rows:
            style.empty(axes, "No idea was stopped at these gates.")
            return figure
        _stack(axes, rows)
        _places(axes, rows)
        axes.set_xlim(0, 100)
        axes.set_xlabel("per cent of the ideas that were stopped there; reasons add up to 100 %")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), title="why", alignment="left")
        return figure


def _stack(axes: Axes, rows: Sequence[Row]) -> None:
    places, left = np.arange(len(rows)), np.zeros(len(rows))
    labels = {reason.name: reason.label for row in rows for reason in row.leading()}
    for name in rows[0].per_mille:
        widths = np.array([row.per_mille[name] for row in rows])
        if not widths.any():
            continue
        colour, label = COLOURS.get(name, style.GREY), labels[name]
        axes.barh(places, widths / 10, 0.7, left, color=colour, edgecolor="white", label=label)
        for place in np.flatnonzero(widths >= _LEGIBLE).tolist():
            ink = "white" if colour in _DARK else style.INK
            middle = left[place] + widths[place] / 20
            text = f"{widths[place] / 10:.0f}"
            axes.text(middle, place, text, ha="center", va="center", color=ink, fontsize=10)
        left += widths / 10


def draw_gates(found: XRay, size: style.Size = style.LAPTOP) -> Figure:
    """Queue, age of the queue, share of reviews that say yes, and of ideas stopped, by gates."""
    panels = {
        "queue": ("ideas in the queue\nof a post", style.SKY, 1.0),
        "age": ("weeks that they\nhave waited", style.PURPLE, 1.0),
        "pass_rate": ("% of reviews\nthat say yes", style.GREEN, 100.0),
        "blocked": ("% of ideas\nstopped here", style.VERMILION, 100.0),
    }
    with style.look():
        figure = style.frame("Queues and pass rates at the gates", _about(found, _LINES), size)
        all_axes = figure.subplots(1, len(panels), sharey=True)
        for axes, (name, (title, colour, scale)) in zip(all_axes, panels.items(), strict=True):
            _bars(axes, [row.measures[name] for row in found.rows], colour, scale)
            axes.set_title(title, fontsize=11)
        _places(all_axes[0], found.rows)
        return figure


def _bars(axes: Axes, values: Sequence[Estimate], colour: str, scale: float) -> None:
    means = scale * np.nan_to_num(np.array([value.mean for value in values]))
    ends = scale * np.array([(value.low, value.high) for value in values])
    places = np.arange(len(values))
    axes.barh(places, means, 0.6, color=colour)
    known = ~np.isnan(ends[:, 0])
    axes.hlines(places[known], ends[known, 0], ends[known, 1], color=style.INK, linewidth=1.5)
    top = max(float(np.nanmax(np.append(ends, means))), 1e-9)
    edges = np.where(known, np.nan_to_num(ends[:, 1]), means)
    for place, value in enumerate(values):
        defined = not np.isnan(value.mean)
        text = number(means[place], "") if defined else "not defined"
        axes.text(max(edges[place], means[place]) + top / 40, place, text, va="center")
    axes.set_xlim(0, top * 1.28)
    axes.locator_params(axis="x", nbins=4)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)


def draw_system(found: Shares, size: style.Size = style.LAPTOP) -> Figure:
    """How many fewer of 100 ideas are stopped with each change, and with all three."""
    with style.look():
        subtitle = f"at {found.place}; Shapley values over {found.pairs} worlds run again; "
        subtitle += "lines: 95 % intervals"
        title = "People, signals or workload: what would let ideas through?"
        figure = style.frame(title, subtitle, size)
        if not found.pairs:
            style.empty(figure.add_subplot(), "No idea came to a decision.")
            return figure
        left, right = figure.subplots(1, 2, sharey=True)
        _changes(left, found.stopped, 100.0)
        _changes(right, found.through, 1.0)
        before, after = 100 * found.stopped.before.mean, 100 * found.stopped.after.mean
        left.set_title(
            f"fewer stopped, of 100 ideas that come\n({before:.0f} now, {after:.0f} with all)"
        )
        before, after = found.through.before.mean, found.through.after.mean
        right.set_title(
            f"more gates passed a year, per 100 people\n({before:.0f} now, {after:.0f} with all)"
        )
        names = [*found.points, "all three"]
        left.set_yticks(range(len(names)), [_change(name, found.level) for name in names])
        left.invert_yaxis()
        return figure


def _changes(axes: Axes, outcome: Outcome, scale: float) -> None:
    parts = outcome.rounded(scale)
    values = [*outcome.parts.values(), outcome.whole]
    points = [*parts.values(), sum(parts.values())]
    colours = [*(_FACTORS.get(name, style.GREY) for name in parts), style.GREY]
    places = np.arange(len(points))
    axes.barh(places, points, 0.6, color=colours)
    ends = scale * np.array([(value.low, value.high) for value in values])
    known = ~np.isnan(ends[:, 0])
    axes.hlines(places[known], ends[known, 0], ends[known, 1], color=style.INK, linewidth=2)
    span = np.append(np.nan_to_num(ends), points)
    lowest, highest = min(float(span.min()), 0.0), max(float(span.max()), 0.0)
    width = max(highest - lowest, 1e-9)
    for place, point in enumerate(points):
        edge = max(point, ends[place, 1]) if known[place] else point
        axes.text(max(edge, 0.0) + width / 60, place, f"{point:.1f}", va="center")
    axes.axvline(0, color=style.GREY, linewidth=1)
    axes.set_xlim(lowest - width / 30 * (lowest < 0), highest + width / 6)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)


def _change(name: str, level: float) -> str:
    return {
        "people": "people: reviewers no more\nrisk-averse than staff",
        "signals": f"signals: all four\nat {level:g} or above",
        "workload": "workload: ample time\nto review",
    }.get(name, "all three together")


def _places(axes: Axes, rows: Sequence[Row]) -> None:
    labels = [row.place.label.replace(" (", "\n(") for row in rows]
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    for place, row in enumerate(rows):
        if "middle managers" in row.place.label:
            axes.get_yticklabels()[place].set_color(style.VERMILION)


def _about(found: XRay, what: str) -> str:
    count = found.replicates
    runs = "one run, not a prediction" if count == 1 else f"{what} {count} runs"
    return f"{found.people:,} people, {found.weeks} weeks; {runs}; layer 0 is the top"
