"""Writes figures as SVG and PNG, each with a text that says the same; the same bytes twice."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from innosim.errors import InputError
from innosim.figures import deaths, organisation, signals, spread, style, survival
from innosim.results.reader import Results

Draw = Callable[[Results, style.Size], Figure]
Describe = Callable[[Results], str]

FIGURES: dict[str, tuple[Draw, Describe]] = {
    module.NAME: (module.draw, module.describe)
    for module in (spread, deaths, signals, survival, organisation)
}


def save_all(results: Results, folder: Path | str, size: style.Size = style.LAPTOP) -> list[Path]:
    """Draw every figure and write it as SVG, PNG and text; returns the files.

    Raises:
        InputError: if the folder cannot be written to.
    """
    written = []
    for name, (draw, describe) in FIGURES.items():
        figure = draw(results, size)
        written += save(figure, describe(results), Path(folder) / name)
    return written


def save(figure: Figure, text: str, stem: Path) -> list[Path]:
    """Write a figure to `stem` with the endings .svg and .png, and its text as .txt.

    Raises:
        InputError: if the files cannot be written.
    """
    paths = [stem.with_name(stem.name + ending) for ending in (".svg", ".png", ".txt")]
    svg, png = as_bytes(figure)
    try:
        stem.parent.mkdir(parents=True, exist_ok=True)
        paths[0].write_bytes(svg)
        paths[1].write_bytes(png)
        paths[2].write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"figures cannot be written here ({why})", file=stem.parent) from error
    return paths


def as_bytes(figure: Figure) -> tuple[bytes, bytes]:
    """A figure as SVG and as PNG."""
    svg, png = BytesIO(), BytesIO()
    with style.look():
        _settle(figure)
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        figure.savefig(png, format="png", dpi=figure.dpi, metadata={"Software": None})
    return svg.getvalue(), png.getvalue()


def _settle(figure: Figure) -> None:
    """Lay the figure out once and for all.

    The layout engine's solver may differ in the last bits from process to process, which would
    show in the identifiers within an SVG; places are therefore rounded.
    """
    figure.draw_without_rendering()
    figure.set_layout_engine(None)
    for axes in figure.axes:
        place = axes.get_position(original=True)
        axes.set_position(Bbox(place.get_points().round(6)), which="both")
