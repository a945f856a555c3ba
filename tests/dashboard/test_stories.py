"""The page of stories in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from innosim.dashboard.serve import RESULTS_PAGE
from innosim.dashboard.shown.documents import plain
from innosim.notebook import saved
from innosim.results.reader import read
from innosim.what_if.rescue import words
from innosim.what_if.stories.biography import biography, day_words
from innosim.what_if.stories.worth import worth_telling
from tests.dashboard.conftest import PageMaker, becomes, expect


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
        expect(buttons.nth(place)).to_contain_text(one.reason)
        buttons.nth(place).focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(f"[data-part=story]:text-is('The story of idea {one.asked}')")
        story = biography(opened, one.asked)
        said = page.locator(".inno-told-story dd")
        expect(said).to_have_text([sentence.text for sentence in story.sentences])
        days = page.locator(".inno-told-story dt")
        expect(days).to_have_text([day_words(sentence.day) for sentence in story.sentences])
        for steps in (".inno-mark", ".inno-steps li"):
            expect(page.locator(steps)).to_have_count(len(story.way.steps))


def test_what_would_have_saved_it_is_that_of_saved(
    new_page: PageMaker, results_address: str, results: Path
) -> None:
    earliest, latest = _refused(results)
    page = new_page(RESULTS_PAGE, at=results_address, until=told)
    ask = "button:text-is('What would have saved it?')"
    _tell(page, earliest)
    page.click(ask)
    page.click("[data-part=rescue] button:text-is('Cancel')")
    page.wait_for_selector(ask)
    _tell(page, latest)
    page.click(ask)
    page.click("nav >> text=Model")
    page.wait_for_selector("[data-part=claims]")
    page.click("nav >> text=Stories")
    page.wait_for_selector(f"[data-part=story]:text-is('The story of idea {latest}')")
    page.wait_for_selector("[data-part=by-cost]")
    expected = saved(results, latest)
    sentences, lines = words.at_gate_told(expected)
    for table, rows in (("by-cost", words.rows(expected)), ("at-gate", lines[1:])):
        cells = page.locator(f"[data-part={table}] :is(td, tbody th)")
        expect(cells).to_have_text([cell for row in rows for cell in row])
    for told_at_gate in sentences:
        expect(page.locator("[data-part=rescue]")).to_contain_text(told_at_gate)
    filled = page.eval_on_selector_all(
        "circle.inno-saves",
        "(all) => all.map((one) => getComputedStyle(one).fill !== 'rgb(255, 255, 255)')",
    )
    assert filled == [one.helps for one in expected.outlooks]
    last = page.locator("[data-part=by-cost] tbody tr").last
    expect(last).to_have_text(re.compile("^ *nothing changed"))
    for line in (words.opening(expected.case), *words.findings(expected)):
        expect(page.locator("[data-part=rescue]")).to_contain_text(plain(line))
    nothing = expected.facts["nothing"]["saved"]
    expect(page.locator(".inno-rescue figure svg")).to_have_attribute(
        "aria-label", re.compile(f"Nothing changed: {nothing['part']} of {nothing['of']}")
    )


def _tell(page: Any, idea: str) -> None:
    """Ask for the story of an idea."""
    page.fill(".inno-worth input", idea)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"[data-part=story]:text-is('The story of idea {idea}')")


def _refused(results: Path) -> tuple[str, str]:
    """Refused ideas that ended first and last: the later, the sooner its world is lived again."""
    opened = read(results)
    ideas = opened.columns("ideas", ["replicate", "idea", "born", "ended", "stage"])
    found = [
        (int(ended), f"{replicate}:{idea}")
        for replicate, idea, born, ended, stage in zip(*ideas.values(), strict=True)
        if stage == "rejected" and ended > born
    ]
    return min(found)[1], max(found)[1]


def test_a_name_that_is_none_is_told(new_page: PageMaker, results_address: str) -> None:
    page = new_page(RESULTS_PAGE, at=results_address, until=told)
    page.fill(".inno-worth input", "<b>nonsense")
    page.keyboard.press("Enter")
    page.wait_for_selector(".inno-worth >> text=is no name of an idea")


def test_another_arm_and_another_idea_are_drawn_anew(new_page: PageMaker) -> None:
    page = new_page("stories?s=tiny.toml&d=parity:1&t=forums:0-:1", until=told)

    worth, way = page.locator(".inno-worth ul"), page.locator(".inno-way")
    plan = worth.inner_text(), way.inner_text()
    page.click("button:text-is('Today')")
    page.wait_for_selector("button[aria-pressed=true]:text-is('Today')")
    becomes(lambda: worth.inner_text() != plan[0], True)
    becomes(lambda: way.inner_text() != plan[1], True)
    other = page.locator(".inno-worth li button[aria-pressed=false]").last
    name = re.findall(r"\d+:[\d-]+", other.inner_text())[0]
    other.click()
    page.wait_for_selector(f"[data-part=story]:text-is('The story of idea {name}')")
    expect(page.locator(".inno-worth button[aria-pressed=true]")).to_contain_text(name)
    page.click("button:text-is('My plan')")
    page.wait_for_selector("button[aria-pressed=true]:text-is('My plan')")
    becomes(worth.inner_text, plan[0])
