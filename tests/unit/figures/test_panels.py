"""Panels of means: every number that is drawn stands in the text."""

from __future__ import annotations

import numpy as np

from innosim.figures.panels import Mean, Panel, Picture, describe, draw

PICTURE = Picture(
    "A title",
    "what is shown",
    "layers",
    ("1", "2"),
    (
        Panel(
            "Uses",
            "weeks",
            {
                "wide": [Mean(4.0, 3.0, 5.5), Mean(2.0, 1.5, 2.5)],
                "narrow": [Mean(6.0, 5.0, 7.0), Mean(3.0, 2.0, 4.0)],
            },
        ),
        Panel(
            "Change",
            "share",
            {
                "wide": [Mean(-0.25, -0.5, 0.0), Mean(0.5, 0.25, 0.75)],
                "narrow": [Mean(0.1, 0.05, 0.15), Mean(0.2, 0.1, 0.3)],
            },
        ),
    ),
)


def test_means_and_intervals_are_drawn_where_they_are() -> None:
    figure = draw(PICTURE)
    axes = figure.axes[0]
    (first, second) = axes.containers
    assert first.lines[0].get_ydata().tolist() == [4.0, 2.0]
    ends = np.array([bar.get_segments() for bar in second.lines[2]])[0, :, :, 1]
    assert np.allclose(ends, [[5.0, 7.0], [2.0, 4.0]])
    assert [t.get_text() for t in axes.get_legend().get_texts()] == ["wide", "narrow"]
    assert all(a.get_ylim()[0] <= 0 <= a.get_ylim()[1] for a in figure.axes)


def test_the_text_says_the_same() -> None:
    text = describe(PICTURE)
    assert len([line for line in text.splitlines() if " to " in line]) == 8
    assert "−0.25" in text or "-0.25" in text
    for word in ("A title", "Uses, weeks", "narrow", "layers"):
        assert word in text
