"""The way of one idea: places of markers, shapes, text twin, and that nothing lies on anything."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innosim.figures import style, way
from innosim.figures.save import save
from innosim.results.reader import Results
from innosim.what_if.stories.biography import Biography, biography
from innosim.what_if.stories.way import KINDS, PILOT, Step
from tests.unit.what_if.stories import handmade

STEPS = st.lists(
    st.builds(
        Step, st.integers(0, 100), st.integers(-3, 6), st.sampled_from(sorted(KINDS)), st.just("")
    )
)


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return handmade.results(tmp_path_factory.mktemp("by-hand") / "run")


@given(STEPS, st.floats(0.5, 20))
def test_no_two_markers_of_a_lane_lie_on_each_other(steps: list[Step], cell: float) -> None:
    marks = way.placed(sorted(steps, key=lambda step: step.week), cell)
    for one, other in combinations(marks, 2):
        if one.step.lane == other.step.lane:
            assert one.y != other.y or abs(one.x - other.x) >= cell - 1e-6
    assert all(mark.x >= mark.step.week for mark in marks)
    assert all(abs(mark.y + mark.step.lane) < 0.5 for mark in marks)


def test_a_marker_with_room_stays_where_it_is() -> None:
    steps = [Step(0, 2, "conceived", ""), Step(10, 1, "held", ""), Step(20, 1, "passed", "")]
    assert [(mark.x, mark.y) for mark in way.placed(steps, 5.0)] == [(0, -2), (10, -1), (20, -1)]


def test_shapes_differ() -> None:
    assert way.MARKERS.keys() == KINDS.keys()
    shapes = [(shape, colour == "white") for shape, colour in way.MARKERS.values()]
    assert len(set(shapes)) == len(shapes)


def test_the_text_says_the_same(by_hand: Results) -> None:
    text = way.describe(biography(by_hand, "2-1-0"))
    assert "(the clay layer): 1." in text
    table = [line.split(maxsplit=1) for line in text.splitlines()[4:]]
    assert len(table) == 6
    assert table[3] == ["4", "17 Feb 2025  pilot            pilot starts"]


@pytest.mark.parametrize("size", [style.LAPTOP, style.SCREEN])
@pytest.mark.parametrize("idea", handmade.IDEA_ROWS["idea"])
def test_texts_do_not_lie_on_each_other(by_hand: Results, idea: str, size: style.Size) -> None:
    assert overlaps(biography(by_hand, idea), size) == []


def overlaps(story: Biography, size: style.Size) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other or leave the picture."""
    with style.look():
        figure = way.draw(story, size)
        figure.draw_without_rendering()
        canvas = figure.canvas.get_renderer()
        axes = figure.axes
        texts = [*figure.texts, *(text for one in axes for text in one.texts)]
        texts += [*axes[0].get_xticklabels(), *axes[0].get_yticklabels()]
        boxes = [(text.get_text(), text.get_window_extent(canvas)) for text in texts]
    out = [(t, "edge") for t, b in boxes if b.x0 < 0 or b.x1 > size.width or b.y0 < 0]
    pairs = combinations(boxes, 2)
    return out + [(a, b) for (a, one), (b, other) in pairs if one.overlaps(other)]


def test_of_very_many_steps_some_are_named_in_the_text_alone(by_hand: Results) -> None:
    story = biography(by_hand, "2-1-0")
    steps = tuple(Step(week, PILOT, "champion", "champion left") for week in range(1, 41))
    many = replace(story, way=replace(story.way, steps=steps))
    with style.look():
        axes = way.draw(many).axes[1]
    listed = [text.get_text() for text in axes.texts]
    assert "and 15 more, see the text" in listed
    assert [text for text in listed if text.isdigit()] == [*map(str, range(1, 25)), "40"]
    assert len(way.describe(many).splitlines()) == 4 + 40


def test_the_same_bytes_twice(by_hand: Results, tmp_path: Path) -> None:
    story = biography(by_hand, "2-1-0")
    for name in ("one", "two"):
        save(way.draw(story), way.describe(story), tmp_path / name)
    for ending in (".svg", ".png", ".txt"):
        assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()
