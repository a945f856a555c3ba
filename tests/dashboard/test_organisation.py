"""The page of the organisation in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from innosim import load
from innosim.dashboard.shown import picture
from innosim.organisation.chart import Chart
from innosim.organisation.nested import Nested, nested
from innosim.scenario.sources import read
from innosim.what_if.replay.replay import Replay
from innosim.what_if.replay.seen import SEEN
from innosim.what_if.replay.watch import watch
from tests.dashboard import looks
from tests.dashboard.conftest import PageMaker, becomes, expect

PAGE = "organisation"
LAST, HERE = 40, 30
"""The last week, and the one that is looked at."""
WEEK = "[data-part=week]"
SEEN_WEEK = "(week) => document.querySelector('.inno-stage canvas').dataset.week === String(week)"
LAST_CELLS = "(rows) => rows.map((row) => row.lastElementChild.innerText)"
PAUSED = """() => {
  if (!(Number(document.querySelector('.inno-stage canvas').dataset.week) > 5)) return false;
  document.querySelector('.inno-weeks button[aria-pressed=true]').click();
  return true;
}"""
PIXELS = "document.querySelector('.inno-stage canvas').toDataURL()"


@pytest.fixture(scope="module")
def chart(scenario: Path) -> Chart:
    return read(load(scenario).organisation).chart


@pytest.fixture(scope="module")
def layout(chart: Chart) -> Nested:
    return nested(chart)


@pytest.fixture(scope="module")
def replay(scenario: Path, chart: Chart, layout: Nested) -> Replay:
    return watch(load(scenario), chart, layout)


def replayed(page: Any) -> None:
    """Wait until weeks can be stepped."""
    page.wait_for_selector(WEEK)
    page.wait_for_function(SEEN_WEEK, arg=LAST)


def layers(page: Any) -> list[str]:
    """What the rows say, without the unit."""
    return [text.split(" ")[0] for text in page.locator(".inno-row .inno-value").all_inner_texts()]


def test_weeks_units_and_ideas(
    new_page: PageMaker, replay: Replay, layout: Nested, chart: Chart
) -> None:
    page = new_page(PAGE, until=replayed)
    _replays(page, replay)
    _shows_all(page, replay)
    _opens_by_keys(page, replay, layout, chart)
    _opens_by_click(page, replay, layout)
    _tells_all_as_a_table(page, replay)
    _follows(page, replay, chart, layout)
    assert looks.lasting(page, looks.unfit) == []


def _replays(page: Any, replay: Replay) -> None:
    """The slider, its keys and the buttons step the weeks; Play goes on by itself."""
    before = page.evaluate(PIXELS)
    page.focus("#inno-week")
    page.keyboard.press("Home")
    page.wait_for_function(SEEN_WEEK, arg=1)
    assert page.evaluate(PIXELS) != before
    expect(page.locator(WEEK)).to_have_text(f"week 1 of {LAST}")
    page.keyboard.press("ArrowRight")
    page.click(".inno-weeks >> text=On")
    page.wait_for_function(SEEN_WEEK, arg=3)
    becomes(lambda: layers(page), [picture.said(value) for value in replay.layers["waiting"][2]])
    page.click(".inno-weeks >> text=Play")
    page.wait_for_function(PAUSED)
    expect(page.locator(".inno-weeks button[aria-pressed]")).to_have_text("Play")
    page.fill("#inno-week", str(HERE - 1))
    page.wait_for_function(SEEN_WEEK, arg=HERE)


def _shows_all(page: Any, replay: Replay) -> None:
    for name, seen in reversed(SEEN.items()):
        page.select_option(".inno-choices select >> nth=0", name)
        whole = f"{seen.label}: {picture.said(replay.whole[name][HERE - 1])}"
        expect(page.locator("[data-part=whole] strong")).to_have_text(whole)
        found = [picture.said(value) for value in replay.layers[name][HERE - 1]]
        becomes(lambda: layers(page), found)


def _opens_by_keys(page: Any, replay: Replay, layout: Nested, chart: Chart) -> None:
    page.focus(".inno-stage")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    first = int(np.flatnonzero(layout.above == 0)[0])
    second = int(np.flatnonzero(layout.above == first)[0])
    here = np.flatnonzero(layout.layer == layout.layer[second])
    shape = int(here[np.argsort(layout.left[here])][1])
    _is_told(page, replay, picture.unit(chart, layout, replay, shape))
    page.keyboard.press("PageDown")
    page.wait_for_function(SEEN_WEEK, arg=HERE + 1)
    page.wait_for_selector(f"[data-part=unit] caption >> text=In week {HERE + 1}")
    page.keyboard.press("PageUp")
    page.wait_for_function(SEEN_WEEK, arg=HERE)
    page.keyboard.press("z")
    page.wait_for_selector("button:text-is('Look closer'):disabled")
    page.keyboard.press("Escape")
    page.wait_for_selector("button:text-is('Whole service'):disabled")


def _is_told(page: Any, replay: Replay, unit: dict[str, Any]) -> None:
    """A unit is shown with its numbers of the week."""
    page.wait_for_selector(f"[data-part=unit] h2 >> text={unit['title']}")
    for one in unit["series"]:
        cell = page.locator(f"[data-part=unit] td[data-name={one['name']}]")
        expect(cell).to_have_text(one["texts"][HERE - 1])
    stopped = [stay for stay in unit["stays"] if stay["ended"] and stay["end"] <= HERE]
    for stay in stopped[-3:]:
        expect(page.locator("[data-part=unit]")).to_contain_text(stay["idea"])


def _opens_by_click(page: Any, replay: Replay, layout: Nested) -> None:
    """The rightmost head lies at the end of the first row."""
    width = page.locator(".inno-stage").bounding_box()["width"]
    page.locator(".inno-stage").click(position={"x": width - 8, "y": 40})
    heads = np.flatnonzero(layout.above < 0)
    head = int(heads[np.argmax(layout.left[heads])])
    page.wait_for_selector(f"[data-part=unit] h2 >> text=Post {layout.first[head]}, leader")
    said = picture.said(replay.shapes["waiting"][HERE - 1, head])
    expect(page.locator(".inno-hint")).to_contain_text(said)


def _tells_all_as_a_table(page: Any, replay: Replay) -> None:
    page.click("summary:text-is('The picture as a table')")
    page.wait_for_selector(".inno-tall tbody tr")
    expected = [picture.said(value) for value in replay.shapes["waiting"][HERE - 1, :40]]
    becomes(lambda: page.eval_on_selector_all(".inno-tall tbody tr", LAST_CELLS)[:40], expected)


def _follows(page: Any, replay: Replay, chart: Chart, layout: Nested) -> None:
    idea = picture.ideas(replay)[0]["idea"]
    before = page.evaluate(PIXELS)
    page.select_option("select[aria-label='Follow an idea']", idea)
    page.wait_for_selector(f"[data-part=way] h2 >> text=The way of idea {idea}")
    steps = picture.followed(chart, layout, replay, idea)["steps"]
    told = page.locator("[data-part=way] li")
    expect(told).to_contain_text([step["words"] for step in steps])
    assert told.count() == len(steps)
    becomes(lambda: page.evaluate(PIXELS) != before, True)
    page.fill(".inno-byname input", "<b>nonsense")
    page.click(".inno-byname button")
    page.wait_for_selector(".inno-over >> text=is no idea of this world")
    page.fill(".inno-byname input", idea)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-part=way]")
    page.click("[data-part=way] >> text=Its story")
    page.wait_for_selector(f"[data-part=story]:text-is('The story of idea 0:{idea}')")
    page.click("text=Its way on the organisation")
    page.wait_for_selector(f"[data-part=way] h2 >> text=The way of idea {idea}")
    page.click("[data-part=unit] >> text=X-ray of the gates of layer 0")
    page.wait_for_selector("[data-part=gate] h2 >> text=Gate at layer 0")
    page.click("nav >> text=The organisation")
    replayed(page)


def test_motion_only_where_it_is_wanted(new_page: PageMaker) -> None:
    page = new_page(PAGE, until=replayed)
    page.wait_for_selector(".inno-weeks button:text-is('Play')")
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    replayed(page)
    assert page.locator(".inno-weeks button").all_inner_texts() == ["Back", "On"]


@pytest.mark.parametrize(("width", "height"), looks.SIZES)
def test_nothing_overlaps_and_text_stands_out(new_page: PageMaker, width: int, height: int) -> None:
    page = new_page(PAGE, width, height, until=replayed)
    assert looks.lasting(page, looks.overlaps, width, height) == []
    assert looks.lasting(page, looks.faint) == []
    assert looks.cautious(page)
    assert looks.lasting(page, narrow) == []
    expect(page.locator(WEEK)).to_have_text(f"week {LAST} of {LAST}")


def narrow(page: Any) -> list[str]:
    """Rows with more in them than fits."""
    found: list[str] = page.eval_on_selector_all(
        ".inno-row",
        "(all) => all.filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.innerText)",
    )
    return found
