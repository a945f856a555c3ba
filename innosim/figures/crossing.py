"""When one service overtakes another: new normal practices so far, and their difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from innosim.figures import style

NAME = "crossing"
TITLE = "When does it overtake?"

Facts = Mapping[str, Any]
"""weeks, worlds (bands by title, the one held against first), difference, ahead, surely, pairs."""

_COLOURS = (style.INK, style.BLUE)
_DASHES = ("--", "-")


def draw(facts: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """Left: medians and the middle 80 % of worlds; right: the mean difference and its interval."""
    with style.look():
        figure = style.frame(TITLE, _subtitle(facts), size)
        left, right = figure.subplots(1, 2)
        x = (np.array(facts["weeks"]) + 1) / style.YEAR
        both = zip(facts["worlds"].items(), _COLOURS, _DASHES, strict=True)
        for (title, bands), colour, dashes in both:
            left.plot(x, bands["median"], color=colour, linestyle=dashes, label=title)
            left.fill_between(x, bands["low"], bands["high"], color=colour, alpha=0.15, linewidth=0)
        left.set_title("New normal practices so far, per 100 staff")
        left.legend(loc="upper left", fontsize=10)
        left.set_ylim(bottom=0)
        found = facts["difference"]
        right.plot(x, found["mean"], color=style.BLUE)
        right.fill_between(x, found["low"], found["high"], color=style.BLUE, alpha=0.2, linewidth=0)
        right.axhline(0, color=style.INK, linewidth=1)
        right.set_title("Difference in the same worlds, mean and 95 % interval")
        weeks = facts["weeks"][-1] + 1
        for axes in (left, right):
            style.time(axes, weeks)
        for month, words, y in _marks(facts):
            right.axvline(month / 12, color=style.VERMILION, linestyle=":")
            right.text(month / 12, y, f" {words}", transform=right.get_xaxis_transform())
        return figure


def describe(facts: Facts) -> str:
    """Medians and differences at some times, as a table."""
    places = sorted({len(facts["weeks"]) * part // 4 for part in (1, 2, 3)})
    places.append(len(facts["weeks"]) - 1)
    rows = [("", *(f"after week {facts['weeks'][place]}" for place in places))]
    for title, bands in facts["worlds"].items():
        cells = [f"{bands['median'][i]:.3g}" for i in places]
        rows.append((f"{title}, median", *cells))
    found = facts["difference"]
    keys = ("mean", "low", "high")
    apart = [[f"{found[key][i]:.3g}" for key in keys] for i in places]
    rows.append(("difference", *(f"{mean} ({low} to {high})" for mean, low, high in apart)))
    said = ". ".join(f"{words[:1].upper()}{words[1:]}" for _, words, _ in _marks(facts))
    return f"{TITLE}. {_subtitle(facts)}\n\n{style.text_table(rows)}\n\n{said or 'Never'}.\n"


def _marks(facts: Facts) -> Iterator[tuple[float, str, float]]:
    for key, words, y in (("ahead", "ahead on average", 0.94), ("surely", "surely ahead", 0.87)):
        if facts[key] is not None:
            yield facts[key], f"month {facts[key]:.0f}: {words}", y


def _subtitle(facts: Facts) -> str:
    return (
        f"{facts['pairs']} worlds, the same for both.  Left: medians and the middle 80 % of "
        "worlds.  Right: held against each other."
    )
