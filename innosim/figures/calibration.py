"""The set that a calibration found, among all points that were run: parallel axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from innosim.figures import style

NAME = "calibration"
TITLE = "Which levels fit"

Facts = Mapping[str, Any]


def draw(facts: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """One line a point over its levels and outputs; the set in blue, the chosen one in orange."""
    with style.look():
        figure = style.frame(TITLE, _subtitle(facts), size)
        above, below = figure.subplots(2, 1)
        _panel(above, facts, [_Level(level) for level in facts["levels"]])
        _panel(below, facts, [_Output(facts, output) for output in facts["outputs"]])
        figure.legend(handles=_legend(facts), loc="outside lower right", ncols=5)
        return figure


def describe(facts: Facts) -> str:
    """The set as a table: each member with its levels and outputs."""
    keys = [level["key"] for level in facts["levels"]]
    names = [output["name"] for output in facts["outputs"]]
    rows = [("point", *keys, *names)]
    for point in facts["points"]:
        if point["fits"] or not point["number"]:
            mark = " (chosen)" if point["number"] == facts["chosen"] else ""
            mark += " (as it is)" if not point["number"] else ""
            levels = [f"{point['levels'][key]:g}" for key in keys]
            outputs = [_short(point["outputs"][name][0]) for name in names]
            rows.append((f"{point['number']}{mark}", *levels, *outputs))
    return f"{TITLE}. {_subtitle(facts)}\n\n{style.text_table(rows)}\n"


def _subtitle(facts: Facts) -> str:
    return (
        f"{len(facts['points'])} points, {len(facts['members'])} of them fit all bands; "
        f"{facts['people']:,} people, {facts['replicates']} replicates of each point."
    )


def _short(value: float | None) -> str:
    return "none" if value is None else f"{value:.3g}"


class _Level:
    """The axis of a level, from its lower to its upper bound."""

    def __init__(self, level: Facts) -> None:
        self._level = level
        self.ends = level["low"], level["high"]
        self.band: Sequence[float] | None = None
        self.label = f"{level['label']}\n{level['key'].replace('.', '.' + chr(10))}"

    def value(self, point: Facts) -> float | None:
        return float(point["levels"][self._level["key"]])

    def place(self, value: float) -> float:
        low, high = (self._scaled(end) for end in self.ends)
        return (self._scaled(value) - low) / (high - low)

    def _scaled(self, value: float) -> float:
        scale = self._level["scale"]
        if scale == "linear":
            return value
        return log(max(value if scale == "log" else 1.0 - value, 1e-12))


class _Output:
    """The axis of an output, from 0 to the most that its band or the set reaches, and a little."""

    def __init__(self, facts: Facts, output: Facts) -> None:
        self._name = output["name"]
        self.band: Sequence[float] | None = output["band"]
        numbers = [*(output["set"] or []), *(self.band or []), output["as_it_is"][0]]
        self.ends = 0.0, 1.25 * max((n for n in numbers if n is not None), default=1.0) or 1.0
        held = "fitted" if output["fitted"] else "held out"
        self.label = f"{self._name}\n{output['unit']}\n({held})"

    def value(self, point: Facts) -> float | None:
        found: float | None = point["outputs"][self._name][0]
        return found

    def place(self, value: float) -> float:
        return min(value / self.ends[1], 1.05)


Axis = _Level | _Output


def _panel(axes: Axes, facts: Facts, parallel: Sequence[Axis]) -> None:
    for point in sorted(facts["points"], key=lambda point: _rank(facts, point)):
        _line(axes, _places(parallel, point), _rank(facts, point))
    for x, axis in enumerate(parallel):
        axes.axvline(x, color=style.GREY, linewidth=1, zorder=1)
        if axis.band is not None:
            low, high = (axis.place(end) for end in axis.band)
            axes.fill_between([x - 0.06, x + 0.06], low, high, **BAND)
        for end, side in zip(axis.ends, ("top", "bottom"), strict=True):
            where = (x, axis.place(end))
            axes.annotate(
                f"{end:.3g}",
                where,
                (3, 0),
                textcoords="offset points",
                fontsize=9,
                va="bottom" if side == "top" else "top",
                color=style.GREY,
            )
    axes.set_xticks(range(len(parallel)), [axis.label for axis in parallel], fontsize=9)
    axes.set_xlim(-0.3, len(parallel) - 0.7)
    axes.set_ylim(-0.08, 1.1)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)


def _places(parallel: Sequence[Axis], point: Facts) -> NDArray[np.float64]:
    values = [axis.value(point) for axis in parallel]
    return np.array(
        [np.nan if v is None else axis.place(v) for axis, v in zip(parallel, values, strict=True)]
    )


def _rank(facts: Facts, point: Facts) -> int:
    """0 for a point that does not fit, 1 for a member, 2 as it is, 3 for the chosen one."""
    if point["number"] == facts["chosen"]:
        return 3
    if point["number"] == 0:
        return 2
    return int(point["fits"])


LOOKS: tuple[dict[str, Any], ...] = (
    {"color": style.GREY, "linewidth": 0.7, "alpha": 0.25, "zorder": 2},
    {"color": style.BLUE, "linewidth": 1.2, "alpha": 0.7, "zorder": 3},
    {"color": style.BLACK, "linewidth": 1.6, "linestyle": "--", "zorder": 5},
    {"color": style.ORANGE, "linewidth": 3.0, "marker": "o", "zorder": 4},
)
BAND: dict[str, Any] = {"color": style.GREEN, "alpha": 0.35, "linewidth": 0}
WORDS = ("does not fit", "fits all bands", "the scenario as it is", "chosen")


def _line(axes: Axes, places: NDArray[np.float64], rank: int) -> None:
    axes.plot(np.arange(len(places)), places, **LOOKS[rank])


def _legend(facts: Facts) -> list[Artist]:
    shown = [0, 1, 2, 3] if facts["chosen"] is not None else [0, 2]
    lines = [Line2D([], [], label=WORDS[rank], **LOOKS[rank]) for rank in shown]
    return [*lines, Patch(label="band", **BAND)]
