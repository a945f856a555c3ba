"""The picture of a note: normal practices over time, and the difference in each world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from innosim.figures import style
from innosim.figures.comparison import COLOURS, MARKS, series, series_rows

NAME = "brief"
SIZE = style.Size(1080, 440, 150)
"""As wide as a page of A4 without its margins."""

_LETTERS = {"font.size": 9, "axes.titlesize": 9.5, "lines.linewidth": 1.8}
_NAME = 26
"""Letters of a name that fit beside an axis."""

Facts = Mapping[str, Any]


def draw(facts: Facts) -> Figure:
    """Left: what became normal practice so far; right: a mark for each world, mean and interval."""
    with style.look(_LETTERS):
        figure = style.bare(SIZE)
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.1))
        series(left, facts)
        if left.lines:
            left.legend(loc="upper left", fontsize=8)
        _worlds(right, facts)
        return figure


def caption(facts: Facts) -> str:
    """What the picture shows, in plain words."""
    worlds = facts["pairs"]
    if worlds == 1:
        return "New normal practices in one world; one world is an example, not a finding."
    return (
        "Left: new normal practices so far; the line is the median world, the band holds the "
        f"middle 80 % of {worlds} worlds. Right: what the plan brings more, a mark for each world, "
        "left of zero where it does harm; the large mark is the mean, the line through it its 95 % "
        "interval."
    )


def describe(facts: Facts) -> str:
    """Both panels as tables."""
    return (
        f"New normal practices so far, {facts['series']['unit']}: median of the worlds and their "
        f"middle 80 %\n\n{style.text_table(list(series_rows(facts)))}\n\n"
        f"{_title(facts)}, by world\n\n{style.text_table(list(_world_rows(facts)))}\n"
    )


def _worlds(axes: Axes, facts: Facts) -> None:
    plans = facts["plans"]
    arms = [arm["name"] for arm in facts["arms"]]
    axes.axvline(0, color=style.INK, linewidth=1)
    for row, plan in enumerate(plans):
        effect = facts["contrasts"][plan["contrast"]]["effects"][facts["headline"]]
        colour = COLOURS[(arms.index(plan["arm"]) - 1) % len(COLOURS)]
        values = np.array([x for x in plan["by_world"] if x is not None], np.float64)
        axes.plot(values, row + _heights(values), ".", color=colour, alpha=0.6, ms=8, mew=0)
        if effect["low"] is not None:
            axes.plot([effect["low"], effect["high"]], [row - 0.3] * 2, color=colour)
        if effect["difference"] is not None:
            mark = MARKS[row % len(MARKS)]
            axes.plot(effect["difference"], row - 0.3, mark, color=colour, ms=8, mec="white")
    names = [shorten(plan["arm"], _NAME, placeholder=" …") for plan in plans]
    axes.set_yticks(range(len(plans)), names) if len(plans) > 1 else axes.set_yticks([])
    axes.set_ylim(len(plans) - 0.4, -0.6)
    axes.margins(x=0.08)
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_locator(MaxNLocator(6 if len(plans) == 1 else 4))
    axes.set_title(_title(facts))
    axes.set_xlabel(facts["headline_quantity"]["unit"])


def _heights(values: np.ndarray) -> np.ndarray:
    """How far below the row each mark stands: those of nearly equal value one below the other."""
    if not len(values):
        return values
    width = max(float(np.ptp(values)), 1e-9) / 40
    bins = np.floor((values - values.min()) / width).astype(int)
    place = np.array([(bins[:i] == one).sum() for i, one in enumerate(bins)], np.float64)
    return np.asarray(place / max(6.0, place.max() + 1) * 0.5 - 0.1)


def _title(facts: Facts) -> str:
    plans = facts["plans"]
    against = shorten(plans[0]["against"], _NAME, placeholder=" …")
    arm = shorten(plans[0]["arm"], _NAME, placeholder=" …") if len(plans) == 1 else "Each plan"
    return f"{arm}: difference to {against}"


def _world_rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    yield ("seed of the world", *(plan["arm"] for plan in facts["plans"]))
    for place, seed in enumerate(facts["seeds"]):
        values = (plan["by_world"][place] for plan in facts["plans"])
        yield (str(seed), *("none" if value is None else f"{value:.3g}" for value in values))
