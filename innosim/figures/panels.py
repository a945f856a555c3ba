"""Means with their intervals over a few values, in panels side by side, a line for each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from innosim.analysis.words import number
from innosim.figures import style

_COLOURS = (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE, style.ORANGE, style.BLACK)
_MARKS = ("o", "s", "^", "D", "v", "P")
_APART = 0.07
"""Distance of two lines along the axis, so that their intervals do not hide each other."""


@dataclass(frozen=True)
class Mean:
    """A mean and the ends of its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Panel:
    """One panel.

    Attributes:
        title: what it shows.
        unit: of its axis.
        lines: by name, a mean for each value across.
    """

    title: str
    unit: str
    lines: dict[str, Sequence[Mean]]


@dataclass(frozen=True)
class Picture:
    """Panels with the same values across.

    Attributes:
        title, subtitle: what is shown.
        across: name of the axis, and `at` its values.
        panels: in rows of `columns`.
        joined: whether the values have an order, so that lines join them.
    """

    title: str
    subtitle: str
    across: str
    at: tuple[str, ...]
    panels: tuple[Panel, ...]
    columns: int = 2
    joined: bool = True


def draw(picture: Picture, size: style.Size = style.LAPTOP) -> Figure:
    """The panels; the first one has the legend of all."""
    rows = -(-len(picture.panels) // picture.columns)
    with style.look():
        figure = style.frame(picture.title, picture.subtitle, size)
        grid = figure.subplots(rows, picture.columns, squeeze=False, sharex=True)
        for axes, panel in zip(grid.flat, picture.panels, strict=False):
            _panel(axes, picture, panel)
        for axes in grid[-1]:
            axes.set_xlabel(picture.across)
        if len(picture.panels[0].lines) > 1:
            grid[0, 0].legend(loc="best", fontsize=9)
    return figure


def _panel(axes: Axes, picture: Picture, panel: Panel) -> None:
    middle = (len(panel.lines) - 1) / 2
    for place, (label, means) in enumerate(panel.lines.items()):
        x = np.arange(len(means)) + _APART * (place - middle)
        mean = np.array([one.mean for one in means])
        ends = np.array([[one.mean - one.low, one.high - one.mean] for one in means]).T
        axes.errorbar(
            x,
            mean,
            ends,
            label=label,
            color=_COLOURS[place],
            marker=_MARKS[place],
            linestyle="-" if picture.joined else "none",
            linewidth=1.2,
            elinewidth=1.8,
            capsize=3,
        )
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, 0.0), max(high, 0.0))
    axes.axhline(0, color=style.GREY, linewidth=1)
    axes.set_xlim(-0.4, len(picture.at) - 0.6)
    axes.set_xticks(range(len(picture.at)), picture.at)
    axes.grid(axis="x", visible=False)
    axes.set_title(panel.title)
    axes.set_ylabel(panel.unit, fontsize=10)


def describe(picture: Picture) -> str:
    """The same as text."""
    rows: list[tuple[str, ...]] = [("panel", "line", picture.across, "mean", "95 % interval")]
    for panel in picture.panels:
        for label, means in panel.lines.items():
            for at, one in zip(picture.at, means, strict=True):
                ends = f"{number(one.low)} to {number(one.high)}"
                rows.append((f"{panel.title}, {panel.unit}", label, at, number(one.mean), ends))
    table = style.text_table(rows)
    return f"{picture.title}\n{picture.subtitle}\n\n{table}\n\n{style.CAUTION}\n"
