"""What all figures share: sizes, colours, fonts, the frame, and how bands over runs are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from innosim.results.reader import Results

CAUTION = "For learning and discussion; not a forecast."
YEAR = 52

# Okabe and Ito 2008, "Color universal design": told apart by people with any colour vision.
BLUE, SKY, GREEN, YELLOW = "#0072B2", "#56B4E9", "#009E73", "#F0E442"
ORANGE, VERMILION, PURPLE, BLACK = "#E69F00", "#D55E00", "#CC79A7", "#000000"
INK, GREY, PALE = "#1f2933", "#6b7280", "#e5e7eb"

_MOST_MARKS = 6
_STEPS = {"years": (0.5, 1, 2, 5, 10, 20, 50, 100), "weeks": (1, 2, 4, 8, 13, 26)}

_LOOK: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.xmargin": 0.0,
    "grid.color": PALE,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
    "path.simplify": True,
    "svg.hashsalt": "innosim",
    "svg.fonttype": "path",
}


@dataclass(frozen=True)
class Size:
    """Size of a picture in pixels; the larger has the same letters in the same places, larger."""

    width: int
    height: int
    dpi: int


LAPTOP = Size(1280, 800, 100)
SCREEN = Size(1920, 1080, 150)


@contextmanager
def look(changed: Mapping[str, Any] | None = None) -> Iterator[None]:
    """The settings of matplotlib under which figures are drawn and saved, some of them changed."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        settings: Any = matplotlib.rcParams
        settings.update(_LOOK | dict(changed or {}))
        yield


def frame(title: str, subtitle: str, size: Size) -> Figure:
    """An empty figure with a title, a line that explains what is shown, and the caution."""
    figure = bare(size)
    figure.set_layout_engine("constrained", rect=(0.012, 0.045, 0.976, 0.845))
    heading(figure, title, subtitle)
    return figure


def bare(size: Size) -> Figure:
    """An empty figure without a title, for a page that says itself what is shown."""
    figure = Figure((size.width / size.dpi, size.height / size.dpi), dpi=size.dpi)
    FigureCanvasAgg(figure)
    figure.set_layout_engine("constrained")
    return figure


def heading(figure: Figure, title: str, subtitle: str) -> None:
    """Write the title, the line under it and the caution at the foot."""
    figure.text(0.018, 0.962, title, fontsize=16, fontweight="bold", va="center")
    figure.text(0.018, 0.915, subtitle, fontsize=11, color=GREY, va="center")
    figure.text(0.018, 0.02, CAUTION, fontsize=9, color=GREY, va="center")


def about(results: Results) -> str:
    """Size of the service, length and number of runs, in a few words."""
    manifest = results.manifest
    title = shorten(manifest.title, 60, placeholder=" …")
    first = f"{title}: " if title else ""
    return f"{first}{results.rows('posts'):,} people; {runs_in_words(manifest.replicates)}"


def runs_in_words(replicates: int) -> str:
    """What lines and bands stand for."""
    if replicates == 1:
        return "one run, not a prediction"
    return f"lines: median of {replicates} runs, bands: middle 80 % of them"


def middle(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Median, 10 % and 90 % quantile over the runs (rows); nan where all runs are nan."""
    found = np.full((3, values.shape[1]), np.nan)
    ordered, defined = np.sort(values, axis=0), np.count_nonzero(~np.isnan(values), axis=0)
    for runs in np.unique(defined[defined > 0]):  # numbers stand before nan
        these = defined == runs
        found[:, these] = np.quantile(ordered[:runs, these], (0.5, 0.1, 0.9), axis=0)
    return tuple(found)


def line(
    axes: Axes, x: NDArray[Any], values: NDArray[np.float64], colour: str, dashes: str = "-"
) -> None:
    """Draw the median of the runs (rows) over x and, with several runs, their middle 80 %."""
    seen = ~np.isnan(values).all(0)
    x, values = x[seen], values[:, seen]
    median, low, high = middle(values)
    axes.plot(x, median, color=colour, linestyle=dashes)
    if len(values) > 1:
        axes.fill_between(x, low, high, color=colour, alpha=0.2, linewidth=0)


def last_seen(values: NDArray[np.float64], week: int) -> NDArray[np.float64]:
    """The values of the runs (rows) in a week, or in the last recorded week before it."""
    seen = np.flatnonzero(~np.isnan(values[:, : week + 1]).all(0))
    return values[:, seen[-1]] if len(seen) else np.full(len(values), np.nan)


def time(axes: Axes, weeks: int, label: bool = True) -> str:
    """Mark years on an x axis whose unit is years, weeks in runs below two years.

    Returns the unit of the marks.
    """
    axes.set_xlim(0, max(weeks, 1) / YEAR)
    unit, scale = ("years", 1) if weeks >= 2 * YEAR else ("weeks", YEAR)
    span = weeks / YEAR * scale
    step = next((s for s in _STEPS[unit] if span / s <= _MOST_MARKS), span / _MOST_MARKS)
    marks = np.arange(0, span + step / 100, step)
    axes.set_xticks(marks / scale, [f"{mark:g}" for mark in marks])
    if label:
        axes.set_xlabel(unit)
    return unit


def counts(axes: Axes) -> None:
    """Start the y axis at 0 and write its numbers with thousands separated."""
    axes.set_ylim(bottom=0)
    if axes.get_ylim()[1] < 1:
        axes.set_ylim(0, 1)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def empty(axes: Axes, words: str) -> None:
    """Say in an empty panel why it is empty."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, words, ha="center", va="center", color=GREY, transform=axes.transAxes)


def text_table(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows of cells as aligned text, the first row as heads."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
