"""The spread of ideas: how many were raised, tried, spread and embedded, and who uses them."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from innosim.analysis.run import Run, runs, service
from innosim.figures import style
from innosim.results.reader import Results

NAME = "spread"
TITLE = "How ideas spread"

STEPS = (
    ("born", "Raised", style.GREY),
    ("reached_pilot", "Reached a pilot", style.SKY),
    ("reached_diffusion", "Began to spread", style.BLUE),
    ("reached_embedded", "Became normal practice", style.GREEN),
)


def draw(results: Results, size: style.Size = style.LAPTOP) -> Figure:
    """Ideas that have come so far, added up over the years, and the uses of ideas below."""
    with style.look():
        subtitle = f"{style.about(results)}.  Ideas so far, added up."
        figure = style.frame(TITLE, subtitle, size)
        rows = figure.add_gridspec(2, len(STEPS), height_ratios=(1, 1.1))
        every = list(runs(results))
        for place, (column, label, colour) in enumerate(STEPS):
            axes = figure.add_subplot(rows[0, place])
            _step(axes, cumulative(every, column), label, colour)
        _adopters(figure.add_subplot(rows[1, :]), results)
        return figure


def describe(results: Results) -> str:
    """How far ideas had come at the end of each fifth of the run."""
    every = list(runs(results))
    weeks = results.manifest.horizon
    ends = sorted({max(1, round(weeks * part / 5)) for part in range(1, 6)})
    heads = ("years", *(label.lower() for _, label, _ in STEPS), "users")
    found = [cumulative(every, column) for column, _, _ in STEPS]
    users = _users(results)
    table = [heads]
    for end in ends:
        cells = [_cell(values[:, end - 1]) for values in found]
        cells.append("" if users is None else _cell(style.last_seen(users, end - 1)))
        table.append((f"{end / style.YEAR:.1f}", *cells))
    return f"{TITLE}. {style.about(results)}.\n\n{style.text_table(table)}\n"


def cumulative(every: list[Run], column: str) -> NDArray[np.float64]:
    """Ideas that had come so far by the end of each week, a row a run."""
    weeks = every[0].weeks
    rows = [np.bincount(week[week >= 0], minlength=weeks) for week in _weeks(every, column)]
    return np.cumsum(np.array(rows, float)[:, :weeks], axis=1)


def _weeks(every: list[Run], column: str) -> list[NDArray[np.int32]]:
    return [run.ideas[column] for run in every]


def _users(results: Results) -> NDArray[np.float64] | None:
    return service(results, ["adopters"]).get("adopters")


def _step(axes: Axes, values: NDArray[np.float64], label: str, colour: str) -> None:
    weeks = values.shape[1]
    style.line(axes, _ages(weeks), values, colour)
    style.time(axes, weeks)
    style.counts(axes)
    axes.set_title(f"{label}\n{_cell(values[:, -1])}")


def _adopters(axes: Axes, results: Results) -> None:
    values = _users(results)
    if values is None:
        style.empty(axes, "The number of people who use ideas was not recorded.")
        return
    style.line(axes, _ages(values.shape[1]), values, style.VERMILION)
    style.time(axes, values.shape[1])
    style.counts(axes)
    last = style.last_seen(values, values.shape[1])
    axes.set_title(f"Uses of ideas: people counted once for each idea they use\n{_cell(last)}")


def _ages(weeks: int) -> NDArray[np.float64]:
    return np.arange(1, weeks + 1) / style.YEAR


def _cell(values: NDArray[np.float64]) -> str:
    median, low, high = (float(part[0]) for part in style.middle(values[:, None]))
    if np.isnan(median):
        return "not recorded"
    if len(values) == 1 or low == high:
        return f"{median:,.0f}"
    return f"{median:,.0f} ({low:,.0f}–{high:,.0f})"
