"""Heat map of a screening: the assumptions that decide, by outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from innosim.experiments.screening.morris import Effect
from innosim.figures import style

NAME = "sensitivity"
MOST = 20
_DARK = 0.6


def draw(
    effects: Sequence[Effect], labels: Mapping[str, str], size: style.Size = style.LAPTOP
) -> Figure:
    """The assumptions with the largest effects; rows are assumptions, columns outcomes.

    Args:
        effects: of all assumptions on all outcomes.
        labels: short name of each outcome, in the order of the columns.
        size: of the picture.
    """
    rows, values = _table(effects, list(labels))
    with style.look():
        figure = style.frame(
            f"The {len(rows)} assumptions that decide most",
            "change of each outcome, in % of it, as one assumption goes from its lower end to its "
            "upper end; empty: luck",
            size,
        )
        axes = figure.add_subplot()
        top = np.nanmax(np.abs(values), initial=0.01)
        image = axes.imshow(values, cmap="PuOr_r", vmin=-top, vmax=top, aspect="auto")
        axes.set_yticks(range(len(rows)), rows, fontsize=9)
        axes.set_xticks(range(len(labels)), labels.values(), fontsize=9)
        axes.xaxis.tick_top()
        axes.grid(False)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        for (row, column), value in np.ndenumerate(values):
            if not np.isnan(value):
                colour = "white" if abs(value) > _DARK * top else style.INK
                axes.text(
                    column, row, f"{value:+.0f}", ha="center", va="center", color=colour, fontsize=8
                )
        figure.colorbar(image, ax=axes, label="change, %", shrink=0.6, pad=0.01)
    return figure


def describe(effects: Sequence[Effect], labels: Mapping[str, str]) -> str:
    """The same as text."""
    rows, values = _table(effects, list(labels))
    head = ("assumption", *(label.replace("\n", " ") for label in labels.values()))
    lines = [
        (name, *("luck" if np.isnan(value) else f"{value:+.0f} %" for value in line))
        for name, line in zip(rows, values, strict=True)
    ]
    return (
        "Change of each outcome, in % of it, as one assumption goes from its lower end to its "
        f"upper end.\n\n{style.text_table([head, *lines])}\n\n{style.CAUTION}\n"
    )


def leading(effects: Sequence[Effect]) -> list[str]:
    """All assumptions, the one with the largest effect on any outcome that shows first."""
    largest: dict[str, float] = {}
    for effect in effects:
        size = effect.size if effect.shows else 0.0
        largest[effect.factor] = max(size, largest.get(effect.factor, 0.0))
    return sorted(largest, key=lambda factor: (-largest[factor], factor))


def _table(
    effects: Sequence[Effect], metrics: Sequence[str]
) -> tuple[list[str], NDArray[np.float64]]:
    """Names of the leading assumptions, and their signed effects in per cent; nan for luck."""
    rows = leading(effects)[:MOST]
    values = np.full((len(rows), len(metrics)), np.nan)
    for effect in effects:
        if effect.factor in rows and effect.metric in metrics and effect.shows:
            sign = np.sign(effect.direction) or 1.0
            place = rows.index(effect.factor), metrics.index(effect.metric)
            values[place] = 100 * sign * effect.size
    return rows, values
