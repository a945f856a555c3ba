"""Conditions under which outcomes are found: trade-off curve and picture of the box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from innosim.figures import style

Facts = Mapping[str, Any]

STRIPS, DOTS = 10, 600
"""Factors, and points of a factor, that a picture shows at most."""

_GOLDEN, _SILVER, _FEW = 0.6180339887, 0.4142135624, 15
"""Steps that set dots of the same value aside evenly, and the values up to which it is done."""


def figures(facts: Facts) -> dict[str, tuple[Figure, str]]:
    """All figures by name, each with a text that says the same."""
    return {
        f"box-{found['over']}": (draw(facts, found), describe(facts, found))
        for found in facts["searches"]
    }


def draw(facts: Facts, found: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """Left: coverage against density along the peeling; right: factors, points and the box."""
    with style.look():
        figure = style.frame(_title(facts, found), _words(facts, found), size)
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.35))
        _trade_off(left, found)
        _strips(right, found)
    return figure


def describe(facts: Facts, found: Facts) -> str:
    """The same as text."""
    heads = ("coverage", "density", "share of points", "factors restricted", "")
    curve = [
        (
            *(_percent(step[key]) for key in ("coverage", "density", "mass")),
            str(step["restricted"]),
            "chosen" if place == found["chosen"] else "",
        )
        for place, step in enumerate(found["curve"])
    ]
    box = [(f"{one['factor']} {one['words']}", _percent(one["recurs"])) for one in found["box"]]
    told = style.text_table([("condition", "recurs in halves"), *box])
    return (
        f"{_title(facts, found)}. {_words(facts, found)}\n\n"
        f"{told if found['finding'] else 'No finding.'}\n\n"
        f"{style.text_table([heads, *curve])}\n\n{style.CAUTION}\n"
    )


def _title(facts: Facts, found: Facts) -> str:
    label = facts["label"][0].lower() + facts["label"][1:]
    over = "levers and uncertainties" if found["over"] == "all" else found["over"]
    return f"Worlds with {label} {facts['side']} {_bound(facts)}: conditions on {over}"


def _bound(facts: Facts) -> str:
    share = facts["unit"] == "share"
    return f"{100 * facts['bound']:.3g} %" if share else f"{facts['bound']:.3g}"


def _words(facts: Facts, found: Facts) -> str:
    start = f"{facts['hits']} of {facts['points']} points are such"
    if not found["finding"]:
        return f"{start}; no finding: luck alone gives as good a box (p = {found['p']:.2g})"
    return (
        f"{start}; the box holds {_percent(found['coverage'])} of them, "
        f"{_percent(found['density'])} of its points are such (p = {found['p']:.2g})"
    )


def _trade_off(axes: Axes, found: Facts) -> None:
    curve = found["curve"]
    coverage = [100 * step["coverage"] for step in curve]
    density = [100 * step["density"] for step in curve]
    axes.plot(coverage, density, "-", color=style.PALE, zorder=1)
    most = max(step["restricted"] for step in curve) or 1
    shades = [0.25 + 0.75 * step["restricted"] / most for step in curve]
    axes.scatter(coverage, density, c=shades, cmap="Blues", vmin=0, vmax=1, s=28, zorder=2)
    axes.axhline(100 * found["base"], color=style.GREY, linestyle=":", linewidth=1)
    chosen = found["chosen"]
    axes.plot(coverage[chosen], density[chosen], "o", ms=13, mfc="none", mec=style.INK, mew=1.5)
    handles = [
        Line2D([], [], ls="", marker="o", ms=11, mfc="none", mec=style.INK, label="chosen"),
        Line2D([], [], color=style.GREY, linestyle=":", linewidth=1, label="density of all points"),
    ]
    if found["finding"]:
        axes.plot(100 * found["coverage"], 100 * found["density"], "*", ms=15, color=style.ORANGE)
        label = "the box, pasted and tested"
        handles.append(Line2D([], [], ls="", marker="*", ms=13, color=style.ORANGE, label=label))
    axes.set_xlim(-3, 103)
    axes.set_ylim(0, 103)
    axes.set_xlabel("coverage, %: share of what is looked for")
    axes.set_ylabel("density, %: share of the box")
    axes.set_title("Trade-off; darker: more factors restricted")
    axes.legend(handles=handles, loc="lower left", fontsize=9)


def _strips(axes: Axes, found: Facts) -> None:
    ordered = sorted(found["picture"], key=lambda strip: not strip["restricted"])
    strips = ordered[:STRIPS]
    for row, strip in enumerate(strips):
        _strip(axes, row, strip, found["finding"])
    names = [strip["factor"] for strip in strips]
    axes.set_yticks(range(len(names)), [_short(name) for name in names], fontsize=9)
    axes.set_ylim(len(strips) - 0.5, -0.6)
    axes.set_xlim(-0.03, 1.03)
    axes.set_xticks([])
    axes.grid(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    hidden = len(found["picture"]) - len(strips)
    rest = f"; {hidden} without a condition are not drawn" if hidden > 0 else ""
    axes.set_title(f"Each factor over its range{rest}")
    handles = [
        Line2D([], [], ls="", marker="o", ms=4, color=style.VERMILION, label="looked for"),
        Line2D([], [], ls="", marker="o", ms=4, color=style.GREY, label="others"),
        Patch(color=style.SKY, alpha=0.35, label="the box"),
    ]
    shown = handles if found["finding"] else handles[:2]
    axes.legend(handles=shown, loc="upper center", bbox_to_anchor=(0.5, -0.01), ncols=3, fontsize=9)


def _strip(axes: Axes, row: int, strip: Facts, finding: bool) -> None:
    values, hit = np.array(strip["values"], float), np.array(strip["hit"])
    every = -(-len(values) // DOTS)
    low, high = _ends(strip)
    scale = (high - low) or 1.0
    order = np.arange(len(values))
    across = (values - low) / scale
    aside = ((order * _GOLDEN) % 1 - 0.5) * 0.26
    different = len(np.unique(values))
    if different < _FEW:
        across = across + ((order * _SILVER) % 1 - 0.5) * 0.2 / different
    axes.plot([0, 1], [row, row], color=style.PALE, linewidth=1, zorder=0)
    for kind, colour, off in ((hit, style.VERMILION, -0.17), (~hit, style.GREY, 0.17)):
        shown = kind & (order % every == 0)
        axes.scatter(across[shown], row + off + aside[shown], s=5, color=colour, linewidths=0)
    if finding and strip["restricted"]:
        for start, end in _kept(strip, low, high):
            first, last = (start - low) / scale, (end - low) / scale
            axes.fill_between(
                [first, last], row - 0.4, row + 0.4, color=style.SKY, alpha=0.35, lw=0, zorder=0
            )
    _scale(axes, row, strip, (low, high))


def _ends(strip: Facts) -> tuple[float, float]:
    if strip["labels"] is not None:
        return -0.5, len(strip["labels"]) - 0.5
    low, high = strip["ends"]
    return float(low), float(high)


def _kept(strip: Facts, low: float, high: float) -> list[tuple[float, float]]:
    if strip["labels"] is not None:
        kept = [i for i in range(len(strip["labels"])) if i not in strip["out"]]
        return [(i - 0.5, i + 0.5) for i in kept]
    first = low if strip["low"] is None else strip["low"]
    return [(first, high if strip["high"] is None else strip["high"])]


def _scale(axes: Axes, row: int, strip: Facts, ends: tuple[float, float]) -> None:
    low, high = ends
    marks: Sequence[tuple[float, str, str]]
    if strip["labels"] is not None:
        marks = [
            ((i - low) / (high - low), text, "center") for i, text in enumerate(strip["labels"])
        ]
    else:
        marks = [(0.0, f"{low:.3g}", "left"), (1.0, f"{high:.3g}", "right")]
        bounds = [b for b in (strip["low"], strip["high"]) if b is not None]
        marks = [*marks, *(((b - low) / ((high - low) or 1), f"{b:.3g}", "center") for b in bounds)]
    for place, text, side in marks:
        axes.text(place, row + 0.46, text, ha=side, va="center", fontsize=8, color=style.INK)


def _short(key: str) -> str:
    """A key on two lines if it is long."""
    return key.replace(".", ".\n", 1) if len(key) > 22 else key


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.0f} %"
