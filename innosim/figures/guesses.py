"""Guesses of a room against what came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import fill, shorten
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from innosim.figures import style

NAME = "guesses"
TITLE = "What the room guessed, and what came out"
_ROOM = 0.17
"""Share of the width that the words beside a line take at most."""

Facts = Mapping[str, Any]
"""question, unit, low, high, guesses, answer, words; options by name where one is chosen.

step and bins: the scale is in steps, and how many guesses are at each, as (place, count).
"""


def draw(facts: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """A dot a guess over the scale, or a bar an option; the outcome as a line or a mark."""
    with style.look():
        figure = style.frame(TITLE, _subtitle(facts), size)
        axes = figure.add_subplot()
        if not facts["guesses"]:
            style.empty(axes, f"Nobody guessed. It came out as {facts['words']}.")
        elif facts["options"]:
            _options(axes, facts)
        else:
            _dots(axes, facts)
        return figure


def describe(facts: Facts) -> str:
    """The guesses as a table, the outcome as a sentence."""
    head = f"{TITLE}. {facts['question']}\n\nIt came out as {facts['words']}.\n\n"
    if facts["options"]:
        counts: Counter[str] = Counter(facts["guesses"])
        rows = [("option", "guesses", "")]
        rows += [
            (label, str(counts[name]), "came out" if name == facts["answer"] else "")
            for name, label in facts["options"].items()
        ]
        return head + style.text_table(rows) + "\n"
    guesses = sorted(facts["guesses"])
    if not guesses:
        return head + "Nobody guessed.\n"
    said = ", ".join(f"{guess:g}" for guess in guesses)
    return head + (
        f"{len(guesses)} guesses, median {float(np.median(guesses)):g} {facts['unit']}: {said}.\n"
    )


def _subtitle(facts: Facts) -> str:
    return str(shorten(facts["question"], 118, placeholder=" …"))


def _dots(axes: Axes, facts: Facts) -> None:
    for place, many in facts["bins"]:
        heights = np.arange(many) + 0.5
        look: dict[str, Any] = {
            "color": style.SKY,
            "mec": style.BLUE,
            "ms": _dot(facts),
            "clip_on": False,
        }
        axes.plot([place] * many, heights, "o", **look)
    top = max(many for _, many in facts["bins"])
    median = float(np.median(facts["guesses"]))
    axes.axvline(median, color=style.BLUE, linestyle="--")
    axes.axvline(facts["answer"], color=style.VERMILION, linewidth=3)
    axes.set_ylim(0, top * 1.3 + 0.5)
    axes.set_xlim(facts["low"], facts["high"])
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.set_ylabel("guesses")
    axes.set_xlabel(f"{facts['unit']}; a dot is a guess, in steps of {facts['step']}")
    outcome = f"came out: {facts['answer']:.3g}"
    _label(axes, (facts["answer"], 0.97), outcome, style.VERMILION, facts["answer"] < median)
    _label(axes, (median, 0.91), f"median guess: {median:g}", style.BLUE, median <= facts["answer"])


def _dot(facts: Facts) -> float:
    return 12.0 if len(facts["guesses"]) <= 60 else 6.0


def _label(axes: Axes, at: tuple[float, float], words: str, colour: str, is_left: bool) -> None:
    """Words beside a line, away from the other line where there is room."""
    left, right = axes.get_xlim()
    place = (at[0] - left) / (right - left)
    late = place > _ROOM if is_left else place > 1 - _ROOM
    axes.annotate(
        words,
        at,
        xycoords=("data", "axes fraction"),
        xytext=(-8 if late else 8, 0),
        textcoords="offset points",
        ha="right" if late else "left",
        va="center",
        color=colour,
        fontweight="bold",
        fontsize=13,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
    )


def _options(axes: Axes, facts: Facts) -> None:
    counts: Counter[str] = Counter(facts["guesses"])
    names: Sequence[str] = list(facts["options"])
    values = [counts[name] for name in names]
    right = [name == facts["answer"] for name in names]
    colours = [style.VERMILION if one else style.SKY for one in right]
    axes.barh(range(len(names)), values, 0.6, color=colours)
    labels = [fill(facts["options"][name], 24) for name in names]
    axes.set_yticks(range(len(names)), labels, fontsize=13)
    axes.set_ylim(len(names) - 0.5, -0.5)
    for place, (value, came) in enumerate(zip(values, right, strict=True)):
        words = f"{value}, and so it came out" if came else str(value)
        axes.text(value, place, f" {words}", va="center", fontsize=13)
    axes.set_xlim(0, max(max(values), 1) * 1.35)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.set_xlabel("guesses")
    axes.grid(axis="y", visible=False)
