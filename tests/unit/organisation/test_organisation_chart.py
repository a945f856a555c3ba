"""Drawings of charts of any size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from innosim.figures.organisation_chart import draw, save, shortened, wrapped
from innosim.organisation.chart import Chart
from innosim.organisation.generate import GeneratedOrganisation, generate
from innosim.organisation.icicle import post_places
from innosim.organisation.organogram import OrganogramFiles, import_organograms
from tests.unit.organisation.test_organogram import HARBOUR


def made(headcount: int, organisations: int = 1) -> Chart:
    return generate(GeneratedOrganisation(headcount=headcount, organisations=organisations))


@pytest.mark.parametrize("ending", ["png", "svg"])
@pytest.mark.parametrize("coloured", [False, True])
def test_the_same_chart_gives_the_same_bytes(tmp_path: Path, ending: str, coloured: bool) -> None:
    chart = made(300, 3)
    values = np.linspace(0, 1, chart.n_branches) if coloured else None
    for name in ("a", "b"):
        save(draw(chart, values, "share"), tmp_path / f"{name}.{ending}")
    first, second = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("a", "b"))
    assert first == second
    assert len(first) > 1000


@pytest.mark.parametrize("headcount", [1, 2, 20, 200_000])
def test_every_size_is_drawn(headcount: int) -> None:
    assert isinstance(draw(made(headcount, min(headcount, 5))), Figure)


def test_an_imported_body_is_drawn_with_names_of_its_branches() -> None:
    chart = import_organograms(OrganogramFiles(bodies=[HARBOUR])).chart
    texts = {text.get_text() for text in draw(chart).axes[0].texts}
    assert "Harbour Office" in texts


def test_unknown_values_are_allowed_and_a_wrong_number_of_them_is_not() -> None:
    chart = made(500)
    draw(chart, np.full(chart.n_branches, np.nan))
    with pytest.raises(ValueError, match="need as many values"):
        draw(chart, [1.0] * (chart.n_branches + 1))


def test_posts_stand_under_their_superiors_and_fill_the_width() -> None:
    chart = made(700, 4)
    left, width = post_places(chart)
    below = np.flatnonzero(chart.superior >= 0)
    above = chart.superior[below]
    assert (left[below] >= left[above]).all()
    assert (left[below] + width[below] <= left[above] + width[above]).all()
    assert width[chart.superior < 0].sum() == chart.n


def test_long_names_are_shortened() -> None:
    assert shortened("Department", 5) == "Depa…"
    assert wrapped("Piers and Quays", 9) == "Piers and\nQuays"
    assert wrapped("Administration", 6) == "Admin…"
