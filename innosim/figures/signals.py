"""The four signals over time: as leaders set them and as the front line receives them."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from innosim.analysis.run import service
from innosim.figures import style
from innosim.results.reader import Results

NAME = "signals"
TITLE = "The four signals"

SIGNALS = {
    "clarity": ("Clarity", "it is clear why and what to innovate"),
    "parity": ("Parity", "the new has equal standing with the old"),
    "suitability": ("Suitability", "skills, data and tools fit the new"),
    "normality": ("Normality", "innovating is routine, not an exception"),
}
RECEIVED = "_received"

Values = dict[str, NDArray[np.float64]]


def draw(results: Results, size: style.Size = style.LAPTOP) -> Figure:
    """A panel for each signal, from 0 to 1."""
    found = _values(results)
    with style.look():
        subtitle = f"{style.about(results)}.  Mean over the service, 0 to 1."
        figure = style.frame(TITLE, subtitle, size)
        panels = figure.subplots(2, 2, sharex=True, sharey=True).ravel()
        for axes, name in zip(panels, SIGNALS, strict=True):
            _panel(axes, found, name)
        for axes in panels:
            style.time(axes, results.manifest.horizon, label=axes.get_subplotspec().is_last_row())
        _legend(figure, any(name + RECEIVED in found for name in SIGNALS))
        return figure


def describe(results: Results) -> str:
    """The signals at the start, in the middle and at the end."""
    found = _values(results)
    weeks = results.manifest.horizon
    moments = sorted({0, weeks // 2, weeks - 1})
    table = [("signal", *(f"week {week}" for week in moments))]
    for name in SIGNALS:
        for column, words in ((name, "as set"), (name + RECEIVED, "as received")):
            if column in found:
                seen = [style.last_seen(found[column], week) for week in moments]
                medians = [style.middle(values[:, None])[0][0] for values in seen]
                table.append((f"{name}, {words}", *(f"{median:.2f}" for median in medians)))
    return f"{TITLE}. {style.about(results)}.\n\n{style.text_table(table)}\n"


def _values(results: Results) -> Values:
    return service(results, [name + end for name in SIGNALS for end in ("", RECEIVED)])


def _panel(axes: Axes, found: Values, name: str) -> None:
    title, meaning = SIGNALS[name]
    axes.set_title(f"{title}: {meaning}")
    axes.set_ylim(0, 1)
    lines = ((name, style.BLUE, "-"), (name + RECEIVED, style.VERMILION, "--"))
    for column, colour, dashes in lines:
        if column in found:
            x = np.arange(found[column].shape[1]) / style.YEAR
            style.line(axes, x, found[column], colour, dashes)
        elif column == name:
            axes.text(0.5, 0.5, "not recorded", ha="center", transform=axes.transAxes)


def _legend(figure: Figure, received: bool) -> None:
    handles = [Line2D([], [], color=style.BLUE, label="as leaders set it")]
    if received:
        handles.append(
            Line2D(
                [], [], color=style.VERMILION, ls="--", label="as it is received at the front line"
            )
        )
    figure.legend(handles=handles, loc="outside lower center", ncols=2)
