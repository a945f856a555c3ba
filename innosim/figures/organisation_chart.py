"""Draws a chart of any size: each layer a row, each post as wide as the people under it.

An icicle plot (Kruskal and Landwehr 1983, "Icicle plots: better displays for hierarchical
clustering", The American Statistician 37:162-168).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PolyCollection
from matplotlib.colors import Colormap, Normalize, to_rgba_array
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import ArrayLike, NDArray

from innosim.organisation.chart import Chart, Role
from innosim.organisation.describe import ROLE_NAMES
from innosim.organisation.icicle import (
    Floats,
    Strips,
    joined,
    layer_strips,
    led_branches,
    post_places,
    posts_by_layer,
)

ROLE_COLOURS = {
    Role.LEADER: "#D55E00",
    Role.MIDDLE_MANAGER: "#0072B2",
    Role.INDIVIDUAL: "#A6CEE3",
}
"""Vermillion and blue of Okabe and Ito (2008), safe for colour-blind people, and a light blue."""

NO_VALUE = "#D0D0D0"
SIZE = (12.8, 8.0)
DPI = 100
PLOT_PIXELS = 1000
LETTER_PIXELS = 6.2
NAME_LINES = 4


@dataclass(frozen=True)
class _Names:
    """What is needed to write branches' names into posts; `pixel` is its width in people."""

    led: NDArray[np.int64]
    branches: tuple[str, ...]
    colours: Floats
    pixel: float


def draw(chart: Chart, values: ArrayLike | None = None, label: str | None = None) -> Figure:
    """Draw a chart.

    Args:
        chart: what to draw.
        values: one number a branch, by which its posts are coloured (NaN: grey); without it,
            posts are coloured by role.
        label: what the values are, for the colour bar.
    """
    figure = Figure(figsize=SIZE, dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    colours = _role_colours(chart) if values is None else _value_colours(axes, chart, values, label)
    left, width = post_places(chart)
    pixel = chart.n / PLOT_PIXELS
    names = _Names(led_branches(chart), chart.branch_names, colours, pixel)
    for layer, posts in enumerate(posts_by_layer(chart)):
        strips = layer_strips(left[posts], width[posts], posts, pixel)
        _add_strips(axes, layer, strips, (colours, pixel))
        _add_names(axes, layer, strips, names)
    _add_organisations(axes, chart)
    _finish(axes, chart)
    if values is None:
        _add_legend(axes, chart)
    return figure


def save(figure: Figure, file: Path) -> None:
    """Write a figure as PNG or SVG, by the ending; the same figure gives the same bytes."""
    metadata = {"Date": None} if file.suffix == ".svg" else {"Software": None}
    with matplotlib.rc_context({"svg.hashsalt": "innosim"}):
        figure.savefig(file, dpi=DPI, metadata=metadata)


def _role_colours(chart: Chart) -> Floats:
    table = np.empty((len(Role), 4))
    for role, colour in ROLE_COLOURS.items():
        table[role] = to_rgba_array(colour)[0]
    return table[chart.role]


def _value_colours(axes: Axes, chart: Chart, values: ArrayLike, label: str | None) -> Floats:
    numbers = np.asarray(values, float)
    if numbers.shape != (chart.n_branches,):
        raise ValueError(f"{chart.n_branches} branches need as many values, not {numbers.shape}")
    known = numbers[np.isfinite(numbers)]
    low, high = (known.min(), known.max()) if len(known) else (0.0, 1.0)
    scale = Normalize(low, high if high > low else low + 1.0)
    colour_map: Colormap = matplotlib.colormaps["cividis"].with_extremes(bad=NO_VALUE)
    axes.figure.colorbar(
        ScalarMappable(scale, colour_map), ax=axes, label=label or "", pad=0.06, fraction=0.035
    )
    colours: Floats = colour_map(scale(np.ma.masked_invalid(numbers)))
    return colours[chart.branch]


def _add_strips(axes: Axes, layer: int, strips: Strips, look: tuple[Floats, float]) -> None:
    colours, pixel = look
    for chosen in (strips.alone, ~strips.alone):
        left, right, post = strips.left[chosen], strips.right[chosen], strips.post[chosen]
        edges = np.clip((right - left) / pixel / 20, 0.0, 0.6)
        if chosen is not strips.alone:
            left, right, post = joined(left, right, post, colours)
            edges = np.zeros(len(left))
        shapes = _rectangles(left, right, layer)
        axes.add_collection(
            PolyCollection(
                list(shapes),
                facecolors=colours[post],
                edgecolors=np.where(edges[:, None] > 0, 1.0, colours[post]),
                linewidths=edges,
            )
        )


def _rectangles(left: Floats, right: Floats, layer: int) -> Floats:
    top, bottom = np.full(len(left), layer + 0.03), np.full(len(left), layer + 0.97)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return np.stack([np.stack(corner, axis=1) for corner in corners], axis=1)


def _add_names(axes: Axes, layer: int, strips: Strips, names: _Names) -> None:
    """Names of branches, in the posts that lead into them, where there is room."""
    for left, right, post in _alone(strips):
        branch = names.led[post]
        room = (right - left) / names.pixel / LETTER_PIXELS
        if branch >= 0 and room >= 5:
            dark = names.colours[post][:3] @ np.array([0.299, 0.587, 0.114]) < 0.55
            axes.text(
                (left + right) / 2,
                layer + 0.5,
                wrapped(names.branches[branch], int(room - 1)),
                ha="center",
                va="center",
                fontsize=7.5,
                color="white" if dark else "black",
            )


def _alone(strips: Strips) -> Iterator[tuple[float, float, int]]:
    chosen = strips.alone
    columns = (strips.left[chosen], strips.right[chosen], strips.post[chosen])
    yield from zip(*(column.tolist() for column in columns), strict=True)


def shortened(text: str, room: float) -> str:
    """A text cut to a number of letters, with a sign that it goes on."""
    return text if len(text) <= room else text[: max(int(room) - 1, 1)].rstrip() + "…"


def wrapped(text: str, room: int) -> str:
    """A text over as many lines as a post has room for, shortened if they are too few."""
    lines = textwrap.wrap(text, room, break_long_words=False)
    if len(lines) <= NAME_LINES and all(len(line) <= room for line in lines):
        return "\n".join(lines)
    return shortened(text, room)


def _add_organisations(axes: Axes, chart: Chart) -> None:
    sizes = np.bincount(chart.organisation)
    ends = np.cumsum(sizes)
    for name, size, end in zip(chart.organisation_names, sizes, ends, strict=True):
        pixels = size / chart.n * PLOT_PIXELS
        if pixels > 6:
            axes.axvline(float(end), color="white", linewidth=min(pixels / 20, 1.2))
        room = pixels / LETTER_PIXELS - 2
        if room >= 4:
            text = shortened(name, room)
            axes.text(end - size / 2, -0.05, text, ha="center", va="bottom", fontsize=8)


def _finish(axes: Axes, chart: Chart) -> None:
    by_layer = np.bincount(chart.layer)
    axes.set_xlim(0, chart.n)
    axes.set_ylim(len(by_layer), -0.03)
    axes.set_yticks(np.arange(len(by_layer)) + 0.5, [_layer_name(k) for k in range(len(by_layer))])
    right = axes.secondary_yaxis("right")
    right.set_yticks(np.arange(len(by_layer)) + 0.5, [f"{count:,}" for count in by_layer])
    right.set_ylabel("posts in the layer", labelpad=8)
    for side in (*axes.spines.values(), *right.spines.values()):
        side.set_visible(False)
    axes.tick_params(length=0)
    right.tick_params(length=0)
    axes.set_xlabel("people (a post is as wide as it and all posts under it)")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_title(f"{chart.name}: {chart.n:,} posts in {chart.n_branches:,} branches", pad=22)


def _layer_name(layer: int) -> str:
    return "heads" if layer == 0 else f"layer {layer}"


def _add_legend(axes: Axes, chart: Chart) -> None:
    counts = np.bincount(chart.role, minlength=len(Role))
    patches = [
        Patch(color=colour, label=f"{ROLE_NAMES[role]} ({counts[role]:,})")
        for role, colour in ROLE_COLOURS.items()
    ]
    axes.figure.legend(handles=patches, loc="outside lower center", ncols=3, frameon=False)
