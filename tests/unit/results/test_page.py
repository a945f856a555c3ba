from __future__ import annotations

from pathlib import Path

from innosim.analysis import page as analysis_page
from innosim.figures.save import FIGURES
from innosim.results import page

DOCUMENT = Path(__file__).parents[3] / "docs" / "results.md"


def test_the_data_dictionary_is_in_step() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert page.in_step(text) == text


def test_the_headline_numbers_are_in_step() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert analysis_page.in_step(text) == text


def test_every_figure_is_explained() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name in FIGURES)
