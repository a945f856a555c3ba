"""The nested service in one week: each shape coloured by a number, the clay layer marked."""

from __future__ import annotations

from dataclasses import dataclass

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import NDArray

from innosim.figures import style
from innosim.organisation.chart import Chart, Role
from innosim.organisation.nested import Kind, Nested

NO_VALUE = "#d5d9df"
"""Colour of what there is nothing to show of."""
_GAP, _EDGE, _PIXELS = 0.06, 0.1, 1000
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Coloured:
    """What colours the shapes.

    Attributes:
        title, subtitle: what is shown, and when.
        unit: of the values.
        values: a number a shape; not a number where there is none.
        layers: the same by layer.
        span: ends of the scale.
    """

    title: str
    subtitle: str
    unit: str
    values: NDArray[np.float32]
    layers: NDArray[np.float32]
    span: tuple[float, float]


def draw(
    chart: Chart, layout: Nested, coloured: Coloured, size: style.Size = style.LAPTOP
) -> Figure:
    """Draw a service whose shapes are coloured."""
    with style.look():
        figure = style.frame(coloured.title, coloured.subtitle, size)
        axes = figure.add_subplot()
        left, top, wide, high = _boxes(chart, layout)
        colours = matplotlib.colormaps["cividis"].with_extremes(bad=NO_VALUE)
        scale = Normalize(*coloured.span, clip=True)
        fill = colours(scale(np.ma.masked_invalid(coloured.values)))
        _add(axes, (left, top, wide, high), fill)
        clay = layout.clay & np.isin(layout.kind, (Kind.LEAD, Kind.LEADS))
        edges = (left[clay], top[clay], wide[clay], np.full(int(clay.sum()), _EDGE))
        _add(axes, edges, style.VERMILION)
        _finish(axes, chart)
        bar = figure.colorbar(ScalarMappable(scale, colours), ax=axes, fraction=0.035, pad=0.02)
        bar.set_label(coloured.unit)
        marks = [Patch(color=style.VERMILION, label="edge: middle managers, the clay layer")]
        if np.isnan(coloured.values).any():
            marks.append(Patch(color=NO_VALUE, label="nothing to show"))
        figure.legend(handles=marks, loc="outside lower center", ncols=2, fontsize=9)
    return figure


def describe(chart: Chart, coloured: Coloured) -> str:
    """The same by layer, as text."""
    posts = np.bincount(chart.layer)
    middle = np.bincount(chart.layer, chart.role == Role.MIDDLE_MANAGER, len(posts))
    table = [("layer", "posts", "middle managers", coloured.unit)]
    for layer, value in enumerate(coloured.layers):
        told = "none" if np.isnan(value) else f"{value:.3g}"
        table.append((str(layer), f"{posts[layer]:,}", f"{middle[layer]:,.0f}", told))
    return f"{coloured.title}. {coloured.subtitle}\n\n{style.text_table(table)}\n"


def _boxes(chart: Chart, layout: Nested) -> tuple[Floats, Floats, Floats, Floats]:
    """Left, top, width and height of each shape; who shares a block has a cell of a grid in it."""
    rows = int(layout.layer.max()) + 1
    parts, high = layout.parts, 1 - _GAP
    ratio = layout.width / chart.n * _PIXELS / (high / rows * _PIXELS / 2)
    columns = np.clip(np.round(np.sqrt(parts * ratio)), 1, parts).astype(int)
    lines = -(-parts // columns)
    wide, tall = layout.width / columns, high / lines
    left = layout.left + wide * (layout.place % columns)
    top = layout.layer + tall * (layout.place // columns)
    return left, top, wide, tall


def _add(axes: Axes, boxes: tuple[Floats, ...], fill: Floats | str) -> None:
    left, top, wide, high = boxes
    right, bottom = left + wide, top + high
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    shapes = np.stack([np.stack(corner, axis=1) for corner in corners], axis=1)
    line = 0.3 if len(left) <= _PIXELS else 0.0
    axes.add_collection(
        PolyCollection(list(shapes), facecolors=fill, edgecolors="white", linewidths=line)
    )


def _finish(axes: Axes, chart: Chart) -> None:
    posts = np.bincount(chart.layer)
    names = [f"layer {n}\n{count:,} posts" for n, count in enumerate(posts)]
    axes.set_yticks(np.arange(len(posts)) + 0.5, ["heads\n" + names[0][8:], *names[1:]])
    axes.set_xlim(0, chart.n)
    axes.set_ylim(len(posts), 0)
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_xlabel("people (a post is as wide as it and all posts under it)")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
