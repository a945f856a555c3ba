"""The nested service as a figure."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba

from innosim.figures import nested as figures
from innosim.figures import style
from innosim.figures.save import save
from innosim.organisation.chart import Chart, Role
from innosim.organisation.generate import GeneratedOrganisation, generate
from innosim.organisation.nested import Nested, nested


def made(headcount: int) -> tuple[Chart, Nested, figures.Coloured]:
    chart = generate(GeneratedOrganisation(headcount=headcount, organisations=2))
    layout = nested(chart)
    values = np.linspace(0, 2, layout.n, dtype=np.float32)
    values[layout.layer == layout.layer.max()] = np.nan
    layers = np.arange(int(chart.layer.max()) + 1, dtype=np.float32)
    layers[-1] = np.nan
    told = ("Ideas waiting, week 3", "One world.", "ideas per manager")
    return chart, layout, figures.Coloured(*told, values, layers, (0.0, 2.0))


def areas(collection: PolyCollection) -> np.ndarray:
    corners = np.stack([path.vertices[:4] for path in collection.get_paths()])
    wide, high = np.ptp(corners, axis=1).T
    return np.asarray(wide * high)


@pytest.mark.parametrize("headcount", [300, 20_000])
def test_areas_are_people_and_clay_is_marked(headcount: int) -> None:
    chart, layout, coloured = made(headcount)
    shapes, edges = figures.draw(chart, layout, coloured).axes[0].collections
    assert isinstance(shapes, PolyCollection)
    assert isinstance(edges, PolyCollection)
    full = layout.parts == 1
    share = areas(shapes)[full] / layout.width[full]
    assert share == pytest.approx(np.full(full.sum(), share[0]))
    leads = np.isin(layout.first, chart.superior)
    assert len(edges.get_paths()) == (layout.clay & leads).sum()
    grey = (shapes.get_facecolor() == to_rgba(figures.NO_VALUE)).all(axis=1)
    assert np.array_equal(grey, np.isnan(coloured.values))


def test_shapes_do_not_overlap() -> None:
    chart, layout, coloured = made(300)
    shapes = figures.draw(chart, layout, coloured).axes[0].collections[0]
    boxes = np.stack([path.vertices[:4] for path in shapes.get_paths()])
    low, high = boxes.min(axis=1), boxes.max(axis=1)
    for one in range(layout.n):
        apart = (high[one] <= low + 1e-9).any(axis=1) | (high <= low[one] + 1e-9).any(axis=1)
        assert apart.sum() == layout.n - 1


def test_the_text_says_the_same(tmp_path: Path) -> None:
    chart, layout, coloured = made(300)
    text = figures.describe(chart, coloured)
    rows = text.splitlines()[3:]
    assert len(rows) == int(chart.layer.max()) + 1
    middle = (chart.role == Role.MIDDLE_MANAGER) & (chart.layer == 1)
    assert rows[1].split() == ["1", str((chart.layer == 1).sum()), str(middle.sum()), "1"]
    assert rows[-1].endswith("none")
    figure = figures.draw(chart, layout, coloured, style.SCREEN)
    assert [path.suffix for path in save(figure, text, tmp_path / "a")] == [".svg", ".png", ".txt"]
