"""Which factors matter: tornado, small multiples and heat map, for each quantity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, sqrt
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from innosim.figures import style

Facts = Mapping[str, Any]

MOST, PANELS = 20, 12
"""Factors that a tornado and small multiples show at most."""

_COLOURS = {"lever": style.BLUE, "uncertainty": style.ORANGE}
_MEASURE = {
    "sobol": ("share of the variance", "total share of the variance (ST), 95 % intervals"),
    "morris": ("mean absolute change", "mean absolute change over the range (mu*), 95 % intervals"),
    "pawn": ("distance", "PAWN: median distance between distributions, 95 % intervals"),
}
_LUCK = {
    "sobol": "what luck of the runs alone gives",
    "morris": "twice what luck of the runs alone gives",
    "pawn": "what 95 of 100 factors without influence stay below",
}
_DARK = 0.6


def figures(facts: Facts) -> dict[str, tuple[Figure, str]]:
    """All figures by name, each with a text that says the same."""
    found = {}
    for metric in facts["metrics"]:
        if not metric["rows"]:
            continue
        name = metric["name"]
        found[f"tornado-{name}"] = tornado(facts, metric), describe_tornado(facts, metric)
        found[f"multiples-{name}"] = multiples(facts, metric), describe_multiples(facts, metric)
        if metric["heat"] is not None:
            found[f"heat-{name}"] = heat(facts, metric), describe_heat(facts, metric)
    return found


def tornado(facts: Facts, metric: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """A bar for each factor, the one that matters most on top, with interval and luck."""
    rows = metric["rows"][:MOST]
    with style.look():
        figure = style.frame(_title("What moves", metric), _tornado_words(facts, metric), size)
        axes = figure.add_subplot()
        for place, row in enumerate(rows):
            _bar(axes, place, row)
        if facts["method"] == "sobol":
            firsts = [row["first"] for row in rows]
            axes.plot(firsts, range(len(rows)), "D", color=style.INK, mfc="white", ms=6)
        axes.axvline(0, color=style.INK, linewidth=1)
        axes.set_yticks(range(len(rows)), [row["factor"] for row in rows], fontsize=9)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.grid(axis="y", visible=False)
        axes.margins(x=0.03)
        axes.set_xlabel(_unit(facts, metric))
        axes.legend(handles=list(_legend(facts, rows)), loc="lower right", fontsize=9, frameon=True)
    return figure


def describe_tornado(facts: Facts, metric: Facts) -> str:
    """The same as text."""
    head = ("factor", "kind", "value", "interval", "luck", "finding")
    rows = [
        (
            row["factor"],
            row["kind"],
            _n(row["value"]),
            f"± {_n(row['error'])}",
            _n(row["threshold"]),
            "shows" if row["shows"] else "does not show",
        )
        for row in metric["rows"]
    ]
    return _text(_title("What moves", metric), _tornado_words(facts, metric), [head, *rows])


def multiples(facts: Facts, metric: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """A panel for each factor: mean of the quantity over the parts of its range."""
    shown = metric["profiles"][:PANELS]
    columns = min(4, ceil(sqrt(len(shown))))
    rows = -(-len(shown) // columns)
    with style.look():
        figure = style.frame(_title("Factor by factor:", metric), _multiples_words(metric), size)
        grid = figure.subplots(rows, columns, sharey=True, squeeze=False)
        kinds = {row["factor"]: row for row in metric["rows"]}
        for axes, profile in zip(grid.flat, shown, strict=False):
            _profile(axes, profile, kinds[profile["factor"]], metric["mean"])
        for axes in grid.flat[len(shown) :]:
            axes.set_axis_off()
        for axes in grid[:, 0]:
            axes.set_ylabel(metric["unit"] or "value", fontsize=9)
    return figure


def describe_multiples(facts: Facts, metric: Facts) -> str:
    """The same as text."""
    head = ("factor", "at", "points", "mean", "95 % interval")
    rows = [
        (profile["factor"], part["at"], str(part["points"]), _n(part["mean"]), _half(part["half"]))
        for profile in metric["profiles"]
        for part in profile["parts"]
    ]
    return _text(_title("Factor by factor:", metric), _multiples_words(metric), [head, *rows])


def heat(facts: Facts, metric: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """Means over two factors; what cannot be told apart from the mean of all points is marked."""
    found = metric["heat"]
    means = np.array([[np.nan if v is None else v for v in row] for row in found["means"]], float)
    off = np.nanmax(np.abs(means - found["base"]), initial=0.0) or 1.0
    with style.look():
        figure = style.frame(_title("Two factors together:", metric), _heat_words(metric), size)
        axes = figure.add_subplot()
        image = axes.imshow(
            means,
            cmap="PuOr_r",
            vmin=found["base"] - off,
            vmax=found["base"] + off,
            aspect="auto",
            origin="lower",
        )
        axes.set_xticks(range(len(found["columns"])), found["columns"], fontsize=9)
        axes.set_yticks(range(len(found["rows"])), found["rows"], fontsize=9)
        axes.set_xlabel(found["across"])
        axes.set_ylabel(found["up"])
        axes.grid(False)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        for (row, column), mean in np.ndenumerate(means):
            dark = abs(mean - found["base"]) > _DARK * off
            mark = "" if found["apart"][row][column] else "\n≈"
            told = "no points" if np.isnan(mean) else f"{mean:.3g}{mark}"
            colour = "white" if dark else style.INK
            axes.text(column, row, told, ha="center", va="center", color=colour, fontsize=10)
        figure.colorbar(image, ax=axes, label=_label(metric), shrink=0.7, pad=0.01)
    return figure


def describe_heat(facts: Facts, metric: Facts) -> str:
    """The same as text."""
    found = metric["heat"]
    head = (f"{found['up']} \\ {found['across']}", *found["columns"])
    rows = [
        (
            label,
            *(
                "no points" if v is None else f"{v:.3g}{'' if apart else ' ≈'}"
                for v, apart in zip(values, marks, strict=True)
            ),
        )
        for label, values, marks in zip(found["rows"], found["means"], found["apart"], strict=True)
    ]
    return _text(_title("Two factors together:", metric), _heat_words(metric), [head, *rows])


def _bar(axes: Axes, place: int, row: Facts) -> None:
    colour = _COLOURS[row["kind"]]
    face = colour if row["shows"] else "white"
    axes.barh(place, row["value"], 0.62, color=face, edgecolor=colour, linewidth=1.2)
    low, high = row["value"] - row["error"], row["value"] + row["error"]
    axes.plot([low, high], [place] * 2, color=style.INK, linewidth=1.4)
    if row["threshold"] is not None:
        axes.plot([row["threshold"]] * 2, [place - 0.42, place + 0.42], color=style.VERMILION)


def _legend(facts: Facts, rows: Sequence[Facts]) -> Iterator[Any]:
    for kind in dict.fromkeys(row["kind"] for row in rows):
        yield Patch(color=_COLOURS[kind], label=f"{kind} that shows")
    if not all(row["shows"] for row in rows):
        yield Patch(fc="white", ec=style.GREY, label="does not show")
    if facts["method"] == "sobol":
        yield Line2D([], [], marker="D", ls="", color=style.INK, mfc="white", label="alone (S1)")
    yield Line2D([], [], color=style.INK, linewidth=1.4, label="95 % interval")
    if any(row["threshold"] is not None for row in rows):
        yield Line2D([], [], color=style.VERMILION, label=_LUCK[facts["method"]])


def _profile(axes: Axes, profile: Facts, row: Facts, mean: float) -> None:
    parts = [part for part in profile["parts"] if part["mean"] is not None]
    x = np.arange(len(parts))
    means = np.array([part["mean"] for part in parts])
    halves = np.array([part["half"] or 0.0 for part in parts])
    colour = _COLOURS[row["kind"]] if row["shows"] else style.GREY
    axes.axhline(mean, color=style.GREY, linewidth=1, linestyle=":")
    line = "-" if profile["numeric"] else ""
    axes.errorbar(
        x, means, halves, color=colour, linestyle=line, marker="o", ms=4, linewidth=1.6, capsize=2
    )
    marks = x if len(x) <= 4 else x[:: -(-len(x) // 4)]
    axes.set_xticks(marks, [parts[i]["at"] for i in marks], fontsize=8)
    axes.tick_params(axis="y", labelsize=8)
    axes.margins(x=0.08)
    axes.set_title(_short(profile["factor"]), fontsize=9)


def _short(key: str) -> str:
    """A key on two lines if it is long."""
    return key.replace(".", ".\n", 1) if len(key) > 26 else key


def _title(before: str, metric: Facts) -> str:
    return f"{before} {metric['label'][0].lower()}{metric['label'][1:]}"


def _label(metric: Facts) -> str:
    return f"{metric['label']}, {metric['unit']}" if metric["unit"] else str(metric["label"])


def _unit(facts: Facts, metric: Facts) -> str:
    name = _MEASURE[facts["method"]][0]
    unit = metric["unit"] if facts["method"] == "morris" else ""
    return f"{name}, {unit}" if unit else name


def _tornado_words(facts: Facts, metric: Facts) -> str:
    more = len(metric["rows"]) - MOST
    rest = f"; {more} more that matter less are not drawn" if more > 0 else ""
    return f"{_runs(facts, metric)}; {_MEASURE[facts['method']][1]}{rest}"


def _multiples_words(metric: Facts) -> str:
    more = len(metric["profiles"]) - PANELS
    rest = f"  {more} more are not drawn." if more > 0 else ""
    return (
        "Means over the points in parts of a range, marked at its middle, 95 % intervals; "
        f"dotted: all points; grey: does not show.{rest}"
    )


def _heat_words(metric: Facts) -> str:
    return (
        "Means over the points of each cell; ≈: its 95 % interval holds the mean of all points, "
        f"{metric['heat']['base']:.3g}"
    )


def _runs(facts: Facts, metric: Facts) -> str:
    runs = facts["replicates"]
    return f"{metric['points']:,} points, {runs} {'run' if runs == 1 else 'runs'} each"


def _text(title: str, words: str, rows: Sequence[tuple[str, ...]]) -> str:
    return f"{title}. {words}\n\n{style.text_table(rows)}\n\n{style.CAUTION}\n"


def _n(value: float | None) -> str:
    return "none" if value is None else f"{value:.3g}" if abs(value) > 1e-9 else "0"


def _half(value: float | None) -> str:
    return "none" if value is None else f"± {value:.3g}"
