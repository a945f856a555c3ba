"""The page Lessons in a real browser: a room's way through a lesson, by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from innosim.dashboard.state import room
from innosim.teaching.plans import plans
from innosim.teaching.session import restore
from innosim.teaching.stages import stages
from innosim.teaching.stored import lesson
from innosim.teaching.tournament import tournament
from tests.dashboard import looks
from tests.dashboard.conftest import PageMaker, expect

SMALL = """() => [...document.querySelectorAll('.inno-stage *')].filter((e) => e.checkVisibility()
  && (e.tagName === 'INPUT' || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  && parseFloat(getComputedStyle(e).fontSize) < 24).map((e) => e.textContent)"""
NEXT = "button:text-is('Next →')"
HERO = lesson("hero-trap")
PARTS = {
    room.GUESS: ".inno-guess",
    room.OUTCOME: ".inno-outcome > .inno-say",
    room.CURVES: ".inno-outcome > .inno-key",
    room.WORDS: ".inno-words",
    room.CARDS: ".inno-cards",
    room.LEAGUE: ".inno-league",
}
"""What a screen of each kind has and no other one."""


def listed(page: Any) -> None:
    """Wait until the list of lessons is there."""
    page.wait_for_selector(".inno-lessons")


def begun(new_page: PageMaker, width: int = 1280, height: int = 800) -> Any:
    page = new_page("lessons", width, height, until=listed)
    page.click("button[aria-label^='Begin L3']")
    page.wait_for_selector("div.inno-stage .inno-guess")
    return page


def guess(page: Any, text: str) -> None:
    page.fill("#guesses", text)
    page.keyboard.press("Enter")
    page.wait_for_selector(".inno-taken >> text=in.")


def on(page: Any, key: str = "ArrowRight") -> None:
    """Press a key, and wait until another screen is shown."""
    if key == "ArrowRight":
        expect(page.locator(NEXT)).to_be_enabled()
    parts = (".inno-screen", ".inno-count-of")
    before = [page.inner_text(part) for part in parts]
    page.keyboard.press(key)
    page.wait_for_function(
        "([parts, b]) => parts.every((p, i) => document.querySelector(p).innerText !== b[i])",
        arg=[parts, before],
    )


def forward(page: Any) -> str:
    """The space bar where it goes on, and would press no button."""
    free: bool = page.evaluate("document.activeElement === document.body")
    return " " if free else "PageDown"


def to(page: Any, stage: str) -> None:
    page.click(f"nav[aria-label=Stages] button >> text={stage}")
    page.wait_for_selector(f".inno-stagehead >> text={stage}")


def shown(page: Any, screen: room.Screen, place: int, of: int) -> None:
    """Wait until all of a screen is there."""
    expect(page.locator(".inno-count-of")).to_have_text(f"{place} of {of}")
    expect(page.locator(".inno-stagehead")).to_have_text(screen.heading)
    part = page.locator(PARTS[screen.kind])
    expect(part).to_be_visible()
    if screen.kind == room.OUTCOME:
        expect(part).to_contain_text(HERO.answer_words(HERO.question(screen.about)))
    for text in screen.paragraphs:
        expect(page.locator(".inno-screen")).to_contain_text(text)


def sound(page: Any, width: int) -> None:
    """Nothing overlaps, sticks out, is faint, or, on a large screen, small."""
    assert looks.lasting(page, looks.overlaps, width, page.viewport_size["height"]) == []
    assert looks.lasting(page, looks.faint) == []
    if width == 1920:
        assert looks.lasting(page, small) == []


def small(page: Any) -> list[str]:
    """Text on a stage that is too small for a room."""
    found: list[str] = page.evaluate(SMALL)
    return found


def test_nothing_is_revealed_before_a_guess(new_page: PageMaker) -> None:
    page = begun(new_page)
    came = HERO.answer_words(HERO.questions[0])
    assert page.is_disabled(NEXT)
    page.keyboard.press("ArrowRight")
    assert page.is_disabled("nav[aria-label=Stages] button >> text=Reveal")
    guess(page, "10, 3x20, 60")
    on(page)
    expect(page.locator(".inno-outcome > .inno-say")).to_contain_text(came)
    expect(page.locator(".inno-dot")).to_have_count(5)
    on(page, "ArrowLeft")
    expect(page.locator("#guesses")).to_have_value("10, 3x20, 60")


def test_mistakes_are_taken_back_and_a_reload_keeps_the_room(new_page: PageMaker) -> None:
    page = new_page("lessons?lesson=L3", until=lambda page: page.wait_for_selector(".inno-guess"))
    guess(page, "10, 20")
    page.fill("#guesses", "10, 101")
    page.keyboard.press("Enter")
    expect(page.locator(".inno-told")).to_contain_text("101 is out of range")
    expect(page.locator(".inno-taken")).to_have_text("Not taken down. Guesses that are in: 2.")
    guess(page, "30")
    page.keyboard.press("Control+z")
    expect(page.locator("#guesses")).to_have_value("10, 20")
    page.focus("#guesses")
    on(page, "PageDown")
    page.keyboard.press("r")
    page.wait_for_selector(".inno-screen.inno-again")
    page.reload()
    expect(page.locator(".inno-count-of")).to_contain_text("2 of")
    expect(page.locator(".inno-outcome")).to_contain_text("2 guesses, median 15")
    page.click("text=Session")
    page.click("text=All lessons")
    expect(page.locator(".inno-lessons")).to_contain_text("guesses: 2, plans: 0")
    page.click("button[aria-label^='Go on with L3']")
    page.wait_for_selector("div.inno-stage .inno-outcome")


@pytest.mark.parametrize(("width", "height"), looks.SIZES)
def test_all_screens_by_keys(new_page: PageMaker, width: int, height: int) -> None:
    page = begun(new_page, width, height)
    sound(page, width)
    page.click("text=Skip the guess")
    page.wait_for_selector(".inno-outcome")
    screens = room.screens(HERO)
    said = " ".join(text for screen in screens for text in screen.paragraphs)
    assert said == " ".join(text for stage in stages(HERO) for text in stage.paragraphs)
    tops = set()
    for place, screen in enumerate(screens[1:], start=2):
        shown(page, screen, place, len(screens))
        sound(page, width)
        tops.add(page.locator(NEXT).bounding_box()["y"])
        if place < len(screens):
            page.keyboard.press(forward(page))
    assert page.is_disabled(NEXT)
    assert width < 700 or len(tops) == 1, "the buttons jump"


def test_table_plans_and_the_session(new_page: PageMaker, tmp_path: Path) -> None:
    page = begun(new_page)
    guess(page, "10, 20")
    to(page, "Your turn")
    page.click("text=Table 2")
    page.click(".inno-cards label >> text=Uphold and defend")
    page.wait_for_selector(".inno-in >> text=Uphold and defend")
    expect(page.locator(".inno-cards legend")).to_contain_text("26 of 100 leader-hours")
    on(page)
    page.click("text=Run the plan of 1 table")
    page.click("text=Cancel")
    page.wait_for_selector("text=Run the plan of 1 table")
    assert page.locator(".inno-league table").count() == 0
    page.click("text=Run the plan of 1 table")
    page.wait_for_selector("[data-part=league]")
    found = tournament(HERO.lesson, plans(HERO.lesson, {2: ["uphold_defend"]}))
    expect(page.locator(".inno-league tbody")).to_contain_text(found.standings[0].more.signed())
    page.click("text=Session")
    with page.expect_download() as download:
        page.click("text=Save the session")
    kept = tmp_path / "room.json"
    download.value.save_as(kept)
    session = restore(kept)
    assert session.guesses == {"gone": (10, 20)}
    assert session.results == found.facts
    page.reload()
    page.wait_for_selector("[data-part=league]")
    other = new_page("lessons", until=listed, apart=True)
    other.set_input_files(".inno-file", kept)
    other.wait_for_selector(".inno-guess")
    expect(other.locator("#guesses")).to_have_value("10, 20")
    other.click("text=Session")
    with other.expect_download() as download:
        other.click("text=Report")
    assert download.value.suggested_filename == "hero-trap-report.html"
    kept.write_text("{}", encoding="utf-8")
    other.set_input_files(".inno-stage .inno-file", kept)
    other.wait_for_selector(".inno-told >> text=this is no session")


def test_the_timer_hides_and_motion_is_left_out(new_page: PageMaker) -> None:
    page = begun(new_page)
    page.emulate_media(reduced_motion="reduce")
    guess(page, "10")
    page.keyboard.press("t")
    page.wait_for_selector(".inno-timer", state="detached")
    page.keyboard.press("t")
    page.wait_for_selector(".inno-timer")
    on(page)
    line = page.locator(".inno-came")
    page.keyboard.press("r")
    page.wait_for_selector(".inno-screen.inno-again")
    assert line.evaluate("(e) => getComputedStyle(e).animationName") == "none"
