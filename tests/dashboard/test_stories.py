"""The page of stories in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from innosim.dashboard.serve import RESULTS_PAGE
from innosim.notebook import saved
from innosim.results.reader import read
from innosim.what_if.rescue import words
from innosim.what_if.stories.biography import biography, day_words
from innosim.what_if.stories.worth import worth_telling
from tests.dashboard.conftest import PageMaker


def told(page: Any) -> None:
    """Wait until a story is told."""
    page.wait_for_selector("[data-part=story]")


def test_stories_are_those_of_why(new_page: PageMaker, results_address: str, results: Path) -> None:
    page = new_page(RESULTS_PAGE, at=results_address, until=told)
    opened = read(results)
    worth = worth_telling(opened)
    buttons = page.locator(".inno-worth li button")
    assert buttons.count() == len(worth.found)
    for place, one in enumerate(worth.found):
        assert one.reason in buttons.nth(place).inner_text()
        buttons.nth(place).focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(f"[data-part=story]:text-is('The story of idea {one.asked}')")
        story = biography(opened, one.asked)
        said = page.locator(".inno-told-story dd").all_inner_texts()
        assert said == [sentence.text for sentence in story.sentences]
        days = page.locator(".inno-told-story dt").all_inner_texts()
        assert days == [day_words(sentence.day) for sentence in story.sentences]
        marks = page.locator(".inno-mark").count()
        assert marks == len(story.way.steps) == page.locator(".inno-steps li").count()


def test_what_would_have_saved_it_is_that_of_saved(
    new_page: PageMaker, results_address: str, results: Path
) -> None:
    idea = _latest(results)
    page = new_page(RESULTS_PAGE, at=results_address, until=told)
    page.fill(".inno-worth input", idea)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"[data-part=story]:text-is('The story of idea {idea}')")
    ask = "button:text-is('What would have saved it?')"
    page.click(ask)
    page.click("[data-part=rescue] button:text-is('Cancel')")
    page.click(ask)
    page.wait_for_selector(".inno-rescue table", timeout=120_000)
    expected = saved(results, idea)
    cells = page.locator(".inno-rescue table td, .inno-rescue tbody th").all_inner_texts()
    assert cells == [cell for row in words.rows(expected) for cell in row]
    assert page.locator(".inno-rescue tbody tr").last.inner_text().startswith("nothing changed")
    shown = page.inner_text("[data-part=rescue]")
    assert words.opening(expected.case) in shown
    assert all(line in shown for line in words.findings(expected))
    spoken = page.get_attribute(".inno-rescue figure svg", "aria-label")
    nothing = expected.facts["nothing"]["saved"]
    assert f"Nothing changed: {nothing['part']} of {nothing['of']}" in spoken


def _latest(results: Path) -> str:
    """A refused idea whose end came late, so that its world is soon lived again."""
    opened = read(results)
    ideas = opened.columns("ideas", ["replicate", "idea", "born", "ended", "stage"])
    late = [
        (int(ended), f"{replicate}:{idea}")
        for replicate, idea, born, ended, stage in zip(*ideas.values(), strict=True)
        if stage == "rejected" and ended > born
    ]
    return max(late)[1]


def test_a_name_that_is_none_is_told(new_page: PageMaker, results_address: str) -> None:
    page = new_page(RESULTS_PAGE, at=results_address, until=told)
    page.fill(".inno-worth input", "<b>nonsense")
    page.keyboard.press("Enter")
    page.wait_for_selector(".inno-worth >> text=is no name of an idea")


def test_another_arm_and_another_idea_are_drawn_anew(new_page: PageMaker) -> None:
    page = new_page("stories?s=tiny.toml&d=parity:1&t=forums:0-:1", until=told)

    def shown() -> list[str]:
        return [
            page.inner_text(part) for part in (".inno-worth ul", ".inno-way", "[data-part=rescue]")
        ]

    plan = shown()
    page.click("button:text-is('Today')")
    page.wait_for_selector("button[aria-pressed=true]:text-is('Today')")
    page.wait_for_function(
        "(t) => document.querySelector('.inno-way').innerText !== t", arg=plan[1]
    )
    today = shown()
    assert today[0] != plan[0]
    other = page.locator(".inno-worth li button[aria-pressed=false]").last
    name = re.findall(r"\d+:[\d-]+", other.inner_text())[0]
    other.click()
    page.wait_for_selector(f"[data-part=story]:text-is('The story of idea {name}')")
    assert page.locator(".inno-worth button[aria-pressed=true]").inner_text().count(name) == 1
    page.click("button:text-is('My plan')")
    page.wait_for_selector("button[aria-pressed=true]:text-is('My plan')")
    page.wait_for_function(
        "(t) => document.querySelector('.inno-worth ul').innerText === t", arg=plan[0]
    )
