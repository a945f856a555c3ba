"""Where ideas die: by stage and layer, and in what way."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from innosim.analysis import deaths
from innosim.analysis.deaths import Deaths, Place
from innosim.figures import style
from innosim.results.reader import Results

NAME = "deaths"
TITLE = "Where ideas die"

COLOURS = {
    "rejected": style.VERMILION,
    "withdrawn": style.ORANGE,
    "expired": "#9aa3af",
    "failed": style.BLUE,
    "not_continued": style.SKY,
    "cancelled": style.PURPLE,
    "discontinued": style.GREEN,
}
_CLAY = "#fbe9df"


def draw(results: Results, size: style.Size = style.LAPTOP) -> Figure:
    """A bar for each place on an idea's way, from the first gate down to normal practice."""
    died = deaths.of_ideas(results)
    with style.look():
        figure = style.frame(TITLE, f"{_service(results)}  {_share(died)}", size)
        axes = figure.add_subplot()
        if died.total == 0:
            style.empty(axes, "No idea died." if died.ideas else "Nobody raised an idea.")
            return figure
        _bars(axes, died)
        _clay(axes, died.places())
        axes.legend(
            title="in what way", loc="upper left", bbox_to_anchor=(1.0, 1.0), alignment="left"
        )
        return figure


def describe(results: Results) -> str:
    """The same as a table, and the reasons."""
    died = deaths.of_ideas(results)
    ways = died.ways()
    table = [("where", *(_words(way) for way in ways), "all")]
    for place in died.places():
        shares = [_per_hundred(died, died.counts.get((place, way), 0)) for way in ways]
        table.append((place.label(), *(f"{share:.1f}" for share in shares), f"{sum(shares):.1f}"))
    reasons = [
        (_words(reason) or "(none given)", f"{_per_hundred(died, count):.1f}")
        for reason, count in died.reasons.items()
    ]
    parts = [f"{TITLE}. {_share(died)} {_service(results)}", style.text_table(table)]
    if reasons:
        parts.append(style.text_table([("reason", "of 100 ideas"), *reasons]))
    return "\n\n".join(parts) + "\n"


def _bars(axes: Axes, died: Deaths) -> None:
    places = died.places()
    rows = np.arange(len(places))
    left = np.zeros(len(places))
    widest = max(_per_hundred(died, _at(died, place)) for place in places)
    for way in died.ways():
        widths = np.array([_per_hundred(died, died.counts.get((p, way), 0)) for p in places])
        colour = COLOURS.get(way, style.BLACK)
        axes.barh(rows, widths, 0.68, left=left, color=colour, edgecolor="white", label=_words(way))
        left += widths
    for row, total in zip(rows.tolist(), left.tolist(), strict=True):
        axes.text(total + widest / 100, row, f"{total:.1f}", va="center")
    axes.set_yticks(rows, [place.label() for place in places])
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, widest * 1.25)
    axes.set_xlabel("ideas that ended there, of 100 raised")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))


def _clay(axes: Axes, places: list[Place]) -> None:
    rows = [row for row, place in enumerate(places) if place.what == deaths.MIDDLE]
    if not rows:
        return
    axes.axhspan(min(rows) - 0.5, max(rows) + 0.5, color=_CLAY, zorder=0)
    axes.text(
        0.99,
        (min(rows) + max(rows)) / 2,
        "the clay\nlayer",
        transform=axes.get_yaxis_transform(),
        ha="right",
        va="center",
        color=style.VERMILION,
        fontweight="bold",
    )


def _share(died: Deaths) -> str:
    if died.ideas == 0:
        return "No idea was raised."
    return f"{_per_hundred(died, died.total):.0f} of 100 ideas raised had ended by the last week."


def _service(results: Results) -> str:
    count = results.manifest.replicates
    runs = "one run" if count == 1 else f"{count} runs together"
    return f"{results.rows('posts'):,} people; {runs}."


def _at(died: Deaths, place: Place) -> int:
    return sum(count for (at, _), count in died.counts.items() if at == place)


def _per_hundred(died: Deaths, count: int) -> float:
    return 100 * count / died.ideas


def _words(code: str) -> str:
    return code.replace("_", " ")
