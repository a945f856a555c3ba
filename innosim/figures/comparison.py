"""A comparison: differences with their intervals, and what became normal practice over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from innosim.analysis.words import minus
from innosim.figures import style

NAME = "comparison"
TITLE = "The same worlds, side by side"

Facts = Mapping[str, Any]

COLOURS = (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE, style.ORANGE, style.SKY)
_DASHES = ("-", "--", "-.", ":")
MARKS = "osD^vPX"
_FAR = 1.5
"""Relative differences further out than so many times the reference are cut off."""


def draw(facts: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """Left: relative differences to another arm, with intervals; right: normal practices so far."""
    with style.look():
        figure = style.frame(TITLE, _subtitle(facts), size)
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        _forest(left, facts)
        series(right, facts)
        return figure


def describe(facts: Facts) -> str:
    """The differences of both panels as tables, or why the right one is empty."""
    heading = f"New normal practices so far, {facts['series']['unit']}"
    nothing = _nothing_new(facts)
    told = (
        f"{heading}: {nothing}"
        if nothing
        else f"{heading}: median of the worlds and their middle 80 %\n\n"
        f"{style.text_table(list(series_rows(facts)))}"
    )
    return (
        f"{TITLE}. {_subtitle(facts)}\n\n{style.text_table(list(_difference_rows(facts)))}\n\n"
        f"{told}\n"
    )


def _nothing_new(facts: Facts) -> str:
    """Why nothing can be drawn of new normal practices; nothing where something can."""
    bands = facts["series"]["arms"].values()
    if any(value > 0 for band in bands for value in band["high"]):
        return ""
    means = [arm["outcomes"][facts["headline"]]["mean"] for arm in facts["arms"]]
    where = "in any world" if not any(means) else "in nine of ten worlds of each arm, or more,"
    return (
        f"no idea becomes normal practice {where} within {facts['weeks']} weeks. Most take years: "
        "a longer run (horizon) may show some."
    )


def _subtitle(facts: Facts) -> str:
    return (
        f"{facts['people']:,} people; {facts['pairs']} worlds, the same for each arm.  Left: mean "
        "differences, 95 % intervals.  Right: medians, middle 80 % of worlds."
    )


def _shown(facts: Facts) -> list[Facts]:
    """The contrasts that can differ."""
    return [contrast for contrast in facts["contrasts"] if not contrast["same"]]


def _relative(effect: Facts) -> tuple[float, float, float] | None:
    """Mean difference and ends of its interval as shares of the reference."""
    of = effect["of_reference"]
    if not of or effect["low"] is None:
        return None
    mean, low, high = (effect[key] / abs(of) for key in ("difference", "low", "high"))
    return mean, low, high


def _forest(axes: Axes, facts: Facts) -> None:
    contrasts = _shown(facts)
    arms = [arm["name"] for arm in facts["arms"]]
    colours = [COLOURS[(arms.index(c["arm"]) - 1) % len(COLOURS)] for c in contrasts]
    names = [
        q["name"]
        for q in facts["quantities"]
        if any(_relative(contrast["effects"][q["name"]]) for contrast in contrasts)
    ]
    if not names:
        style.empty(axes, "No arm can differ, or there is nothing to relate a difference to.")
        return
    for number, contrast in enumerate(contrasts):
        shift = (number - (len(contrasts) - 1) / 2) * 0.6 / len(contrasts)
        found = [_relative(contrast["effects"][name]) for name in names]
        _rows(axes, found, shift, (colours[number], MARKS[number % len(MARKS)]))
    axes.axvline(0, color=style.INK, linewidth=1)
    labels = {q["name"]: q["label"] for q in facts["quantities"]}
    axes.set_yticks(range(len(names)), [labels[name] for name in names], fontsize=9)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.margins(x=0.05)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(FuncFormatter(_percent))
    axes.set_title("Difference, as a share of the arm compared with")
    axes.set_xlabel(f"filled: the interval leaves zero out; cut off beyond {100 * _FAR:.0f} %")
    handles = [
        Line2D([], [], color=colours[i], marker=MARKS[i % len(MARKS)], label=_label(contrast))
        for i, contrast in enumerate(contrasts)
    ]
    axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.4, -0.1), fontsize=9)


def _rows(
    axes: Axes,
    found: Sequence[tuple[float, float, float] | None],
    shift: float,
    look: tuple[str, str],
) -> None:
    """One contrast: a mark and a line in the row of each quantity, in a colour and a shape."""
    colour, mark = look
    for row, one in enumerate(found):
        if one is None:
            continue
        mean, low, high = np.clip(one, -_FAR, _FAR)
        axes.plot([low, high], [row + shift] * 2, color=colour, linewidth=1.5)
        apart = one[1] > 0 or one[2] < 0
        axes.plot(mean, row + shift, mark, color=colour, mfc=colour if apart else "white", ms=5)


def _percent(value: float, _: int) -> str:
    return "0" if abs(value) < 1e-9 else minus(f"{100 * value:+.0f} %")


def series(axes: Axes, facts: Facts) -> None:
    """What has become normal practice in each arm over time, with the middle 80 % of the worlds."""
    drawn, nothing = facts["series"], _nothing_new(facts)
    if nothing:
        style.empty(axes, fill(f"New normal practices so far: {nothing}", 40))
        return
    x = (np.array(drawn["weeks"]) + 1) / style.YEAR
    for number, (name, bands) in enumerate(drawn["arms"].items()):
        colour = style.INK if number == 0 else COLOURS[(number - 1) % len(COLOURS)]
        dashes = _DASHES[number % len(_DASHES)]
        axes.plot(x, bands["median"], color=colour, linestyle=dashes, label=name)
        axes.fill_between(x, bands["low"], bands["high"], color=colour, alpha=0.15, linewidth=0)
    axes.set_title(f"New normal practices so far, {drawn['unit']}")
    axes.set_ylim(bottom=0)
    style.time(axes, facts["weeks"])
    axes.legend(loc="upper left", fontsize=9)


def _label(contrast: Facts) -> str:
    return f"{contrast['arm']} against {contrast['against']}"


def _difference_rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    yield ("arms", "quantity", "difference", "from", "to", "share of the other", "finding")
    labels = {q["name"]: (q["label"], q["unit"]) for q in facts["quantities"]}
    for contrast in facts["contrasts"]:
        for name, effect in contrast["effects"].items():
            if effect["pairs"]:
                relative = _relative(effect)
                yield (
                    _label(contrast),
                    ", ".join(labels[name]),
                    *(_short(effect[key]) for key in ("difference", "low", "high")),
                    "" if relative is None else f"{100 * relative[0]:+.1f} %",
                    effect["verdict"],
                )


def series_rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    """What `series` draws as a table: after the first, a middle and the last week."""
    drawn = facts["series"]
    places = sorted({0, len(drawn["weeks"]) // 2, len(drawn["weeks"]) - 1})
    yield ("arm", *(f"after week {drawn['weeks'][place]}" for place in places))
    for name, bands in drawn["arms"].items():
        cells = [
            f"{bands['median'][i]:.3g} ({bands['low'][i]:.3g} to {bands['high'][i]:.3g})"
            for i in places
        ]
        yield (name, *cells)


def _short(value: float | None) -> str:
    return "none" if value is None else f"{value:.3g}"
