"""The page Diagnose in a real browser, by keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from innosim.scenario.files import load
from innosim.what_if.prompting import words
from innosim.what_if.prompting.answers import Answers, Person
from innosim.what_if.prompting.portrait import Portrait, service_of
from tests.dashboard import looks
from tests.dashboard.conftest import PageMaker, becomes, expect, ready, showing

LEADER = Person("leader", (4, 4, 3, 2))
MANAGER = Person("middle manager", (3, 2, 0, 2))
HEADCOUNT = 60


def opened(new_page: PageMaker, width: int = 1280, height: int = 800) -> Any:
    page = new_page("", width, height)
    page.click("nav a:text-is('Diagnose')")
    page.wait_for_selector(".inno-ask")
    return page


def answer(page: Any, person: Person) -> None:
    """Give the answers of a person by keys alone, and wait until they are there."""
    before = page.locator(".inno-people li").count()
    page.focus(".inno-who select")
    page.keyboard.type(person.role)
    for level in person.levels:
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _ in range((level or 6) - 1):
            page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "(n) => document.querySelectorAll('.inno-people li').length > n", arg=before
    )


def answered(page: Any) -> None:
    """Size and two people, by keys."""
    page.focus(".inno-ask input[type=number]")
    page.keyboard.type(str(HEADCOUNT))
    page.keyboard.press("Tab")
    answer(page, LEADER)
    answer(page, MANAGER)


def test_answers_by_keyboard_are_what_the_library_makes_of_them(
    new_page: PageMaker, tmp_path: Path
) -> None:
    page = opened(new_page)
    expect(page.locator("main")).to_contain_text("Nobody has answered yet")
    answered(page)
    facts = words.portrait_facts(Portrait(Answers((LEADER, MANAGER), HEADCOUNT)))
    page.wait_for_selector("text=On parity leaders say 4, middle managers say 2.")
    expect(page.locator(".inno-centre > .inno-card > p:text('On parity')")).to_have_count(1)
    expect(page.locator("[data-part=opening]")).to_have_text(words.opening(facts))
    picture = page.locator(".inno-portrait svg[role=img]")
    expect(picture).to_have_attribute("aria-label", re.compile("parity: 0.50, from 0.24 to 0.76"))
    page.click("summary >> text=The picture as a table")
    cells = page.locator(".inno-twins table >> nth=0 >> td")
    expect(cells).to_have_text([cell for row in words.signals_table(facts)[1:] for cell in row])
    becomes(lambda: saved(page, tmp_path / "mine.toml"), facts["digest"])
    page.click("[aria-label='Remove person 1']")
    page.wait_for_selector("text=One person answered")


def saved(page: Any, file: Path) -> str:
    """Save the scenario; returns its digest."""
    with page.expect_download() as download:
        page.click("button:text-is('Save as scenario')")
    download.value.save_as(file)
    return load(file).digest()


def test_open_questions_are_named(new_page: PageMaker) -> None:
    page = opened(new_page)
    page.click("button:text-is('Add these answers')")
    expect(page.locator(".inno-told")).to_contain_text("Still open: clarity, parity")


def test_a_move_is_tried_by_one_click(new_page: PageMaker, tmp_path: Path) -> None:
    page = opened(new_page)
    answered(page)
    with showing(page, ".inno-moves progress"):
        page.click("button:text-is('Find moves worth trying')")
    page.wait_for_selector(".inno-move")
    assert looks.hyphens(page) == []
    assert 1 <= page.locator(".inno-move").count() <= 3
    assert "95 %" not in page.inner_text("[data-part=move] >> nth=0")
    page.click(".inno-move button >> nth=0")
    page.wait_for_function("() => location.search.includes('described-60')")
    ready(page)
    name = page.input_value(".inno-source select")
    assert service_of(name) == Portrait(Answers((LEADER, MANAGER), HEADCOUNT)).service
    with page.expect_download() as download:
        page.click("button:text-is('Save as file')")
    download.value.save_as(tmp_path / "plan.toml")
    plan = load(tmp_path / "plan.toml")
    assert len(plan.interventions) == 1
    described = service_of(name)
    assert described is not None
    assert plan.section("signals") == described.scenario.section("signals")
    page.click("nav a:text-is('Diagnose')")
    page.wait_for_selector(".inno-move")
