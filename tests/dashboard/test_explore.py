"""The page Explore in a real browser."""

from __future__ import annotations

from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from innosim import load
from innosim.dashboard.shown import words
from innosim.dashboard.state.dials import dials
from innosim.dashboard.state.setting import NAMES
from innosim.ensemble import seeds
from innosim.what_if.comparison.arms import PLAN, REFERENCE, Arm
from innosim.what_if.comparison.glance import glance_facts, glimpses
from innosim.what_if.comparison.runs import chart_of
from tests.dashboard import looks
from tests.dashboard.conftest import LONGEST, PageMaker, becomes, current, expect, settled, showing

HELD = 80
"""Milliseconds that somebody in a hurry holds a key down."""
PLAN_LINE = ".inno-chart path.inno-line.inno-plan"
SHOWN = """() => ({
  sentence: document.querySelector('[data-part=sentence]').innerText,
  runs: parseInt(document.querySelector('[data-part=rests]').textContent),
  cells: [...document.querySelectorAll('.inno-twins table')[0].querySelectorAll('td')]
    .map((cell) => cell.innerText),
})"""
COVERED = """() => {
  const place = document.activeElement.getBoundingClientRect();
  const sentence = document.querySelector('.inno-first').getBoundingClientRect();
  return place.top < sentence.bottom && place.bottom > sentence.top;
}"""
"""Whether the sentence that stays at the top of a phone covers what has the focus."""
BUDGET = ".inno-choices input"
MOTION = """() => {
  const line = document.querySelector('.inno-replaying path.inno-line.inno-plan');
  return line && getComputedStyle(line).animationName;
}"""


def sentence(page: Any) -> str:
    return str(page.inner_text("[data-part=sentence]"))


def push(page: Any, dial: str, key: str = "ArrowRight") -> None:
    """Move a slider by a key, and wait for the whole chart."""
    before = page.evaluate("location.search")
    page.focus(f"#dial-{dial}")
    page.keyboard.press(key)
    page.wait_for_function("(before) => location.search !== before", arg=before)
    current(page)


def test_first_picture(new_page: PageMaker) -> None:
    page = new_page()
    assert "innosim" in page.title()
    assert "As it is, this service of 300 people" in sentence(page)
    assert page.locator(".inno-chart path.inno-reference").count() >= 1
    assert looks.cautious(page)
    expect(page.locator(".inno-axis")).to_contain_text("one idea used by one person")


def test_keys_move_a_slider_and_the_chart_and_the_sentence_follow(new_page: PageMaker) -> None:
    page = new_page()
    before = sentence(page)
    assert page.locator(PLAN_LINE).count() == 0
    push(page, "parity", "End")
    expect(page.locator(PLAN_LINE)).to_have_count(1)
    expect(page.locator("#dial-parity")).to_have_attribute("aria-valuetext", "1 push")
    assert "y plan" in sentence(page) != before


def test_no_move_of_a_slider_is_lost(new_page: PageMaker) -> None:
    page, dial = new_page(), dials()["parity"]
    page.focus("#dial-parity")
    for _ in range(8):
        page.keyboard.press("ArrowRight", delay=HELD)
    expect(page.locator("#dial-parity")).to_have_value(f"{8 * dial.step:g}")
    page.wait_for_function("(d) => location.search.includes(d)", arg=f"parity:{8 * dial.step:g}")
    current(page)
    assert page.input_value("#dial-parity") == f"{8 * dial.step:g}"


def test_times_of_the_timeline_are_taken_one_by_one(new_page: PageMaker) -> None:
    page = new_page("?s=tiny.toml&t=forums:0-:1")
    for label, week in (("from week", "10"), ("to week", "30")):
        page.fill(f".inno-lever .inno-step label:has-text('{label}') input", week)
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('forums:10-30:1')")


def test_numbers_are_those_of_the_library(new_page: PageMaker, scenario: Path) -> None:
    page = new_page()
    push(page, "parity", "End")
    settled(page, 5)
    page.click("summary >> text=The chart as a table")
    base = load(scenario)
    plan = load(scenario, [f"{key}=1.0" for key in dials()["parity"].keys])
    arms = [Arm(NAMES[REFERENCE], REFERENCE, base), Arm(NAMES[PLAN], PLAN, plan)]
    expected: dict[int, dict[str, Any]] = {}

    def differs() -> list[dict[str, Any]]:
        """What is shown at a moment, and what the library finds in as many worlds."""
        shown = page.evaluate(SHOWN)
        runs = shown["runs"]
        if runs not in expected:
            expected[runs] = told(facts_of(arms, runs), runs)
        return [] if shown == expected[runs] else [shown, expected[runs]]

    becomes(differs, [])


def told(facts: Any, runs: int) -> dict[str, Any]:
    """What a page shows of a comparison in so many worlds."""
    cells = [cell for row in words.rows(facts)[1:] for cell in row]
    first = words.finding(facts, facts["contrasts"][0])[0]
    return {"sentence": first, "runs": runs, "cells": cells}


def facts_of(arms: list[Arm], pairs: int) -> Any:
    """What the library finds, each arm run by itself."""
    base = arms[0].scenario
    chart, worlds = chart_of(base.organisation), seeds(base.seed, pairs)
    found = []
    for arm in arms:
        *_, last = glimpses([arm.scenario], worlds, chart)
        found.append(
            {name: np.array([row[name] for row in last.values]) for name in last.values[0]}
        )
    return glance_facts(arms, found, worlds, chart.n, "adopters")


def test_undo_redo_and_reset(new_page: PageMaker) -> None:
    page = new_page()
    today = page.evaluate("location.search")
    push(page, "clarity")
    one = page.evaluate("location.search")
    push(page, "yes_and")
    two = page.evaluate("location.search")

    def after(label: str, expected: str) -> None:
        page.click(f"button:text-is('{label}')")
        page.wait_for_function("(q) => location.search === q", arg=expected)

    after("Undo", one)
    expect(page.locator("#dial-yes_and")).to_have_value("0")
    after("Undo", today)
    expect(page.locator("button:text-is('Undo')")).to_be_disabled()
    after("Redo", one)
    after("Redo", two)
    after("Reset", today)
    expect(page.locator("button:text-is('Reset')")).to_be_disabled()
    page.keyboard.press("Control+z")
    page.wait_for_function("(q) => location.search === q", arg=two)
    with showing(page, ".inno-replaying .inno-before"):
        page.keyboard.press("r")


def test_a_link_shows_the_same_in_another_browser(new_page: PageMaker) -> None:
    page = new_page()
    push(page, "openness", "End")
    page.select_option(".inno-lever .inno-add select", "forums")
    page.wait_for_function("() => location.search.includes('forums')")
    current(page)
    page.fill(BUDGET, "250")
    page.press(BUDGET, "Enter")
    page.wait_for_function("() => location.search.includes('&b=250')")
    other = new_page(page.evaluate("location.search"), apart=True)
    settled(page, 40)
    settled(other, 40)
    expect(other.locator(".inno-budget")).to_contain_text("of 250)")
    assert sentence(other) == sentence(page)
    expect(other.locator("#dial-openness")).to_have_value("1")
    expect(other.locator(".inno-bar")).to_have_count(1)


def test_two_browsers_do_not_see_each_other(new_page: PageMaker) -> None:
    one, other = new_page(), new_page(apart=True)
    push(one, "parity", "End")
    assert other.input_value("#dial-parity") == "0"
    assert other.locator(PLAN_LINE).count() == 0
    push(other, "clarity", "End")
    expect(other.locator(PLAN_LINE)).to_have_count(1)
    assert other.input_value("#dial-parity") == "0"
    assert one.input_value("#dial-clarity") == "0"
    expect(one.locator("#dial-parity")).to_have_value("1")


def test_assumptions_make_a_third_line(new_page: PageMaker) -> None:
    page = new_page()
    push(page, "caution", "Home")
    push(page, "parity", "End")
    expect(page.locator(".inno-key li")).to_have_count(3)
    expect(page.locator(".inno-key li").nth(1)).to_contain_text("under my assumptions")
    expect(page.locator(".inno-chart path.inno-line")).to_have_count(3)


def test_a_broken_link_is_mended_and_told(new_page: PageMaker) -> None:
    page = new_page("?s=tiny.toml&d=parity:7,nonsense:1,clarity:nan&t=bomb:1-2:1,forums:0-900:5")
    for text in ("nonsense", "bomb", "brought into its range"):
        expect(page.locator(".inno-tools .inno-told")).to_contain_text(text)
    expect(page.locator("#dial-parity")).to_have_value("1")
    page.wait_for_function("() => location.search.endsWith('d=parity:1&t=forums:0-:1')")


def tools(page: Any) -> None:
    """Wait until a file can be saved; nothing has to be run for it."""
    page.wait_for_selector("button:text-is('Save as file')")


def test_files_are_saved_and_opened(new_page: PageMaker, tmp_path: Path) -> None:
    page = new_page("?s=small-service&d=parity:0.3&t=forums:10-60:0.5&b=70", until=tools)
    with page.expect_download() as download:
        page.click("button:text-is('Save as file')")
    saved = tmp_path / "plan.toml"
    download.value.save_as(saved)
    scenario = load(saved)
    assert scenario.section("signals").model_dump()["parity"] == 0.3
    assert [one.kind for one in scenario.interventions] == ["forums"]
    assert scenario.budget is not None
    assert scenario.budget.more_a_year == 70
    other = new_page()
    other.set_input_files(".inno-file", saved)
    other.wait_for_function("() => location.search.includes('forums:10-60:0.5')")
    assert "parity:0.3" in other.evaluate("location.search")
    expect(other.locator(BUDGET)).to_have_value("70")
    saved.write_text("base = 'small-service'\n[oops\n", encoding="utf-8")
    other.set_input_files(".inno-file", saved)
    other.wait_for_selector(".inno-told >> text=not valid TOML")
    hostile = "<img src=x onerror=alert(1)>"
    saved.write_text(f'base = "small-service"\n"{hostile}" = 1\n', encoding="utf-8")
    other.set_input_files(".inno-file", saved)
    other.wait_for_selector(f".inno-told >> text={hostile} has no control on this page")
    saved.write_bytes(b"#" * 50_000_000)
    other.set_input_files(".inno-file", saved)
    other.wait_for_selector(".inno-told >> text=too large for a plan")
    assert "no control" not in other.inner_text(".inno-tools .inno-told")
    saved.write_bytes(b'base = "small-service"\n# caf\xe9\n')
    other.set_input_files(".inno-file", saved)
    other.wait_for_selector(".inno-told >> text=text in UTF-8")


def test_a_budget_is_told_in_words(new_page: PageMaker) -> None:
    page = new_page()
    push(page, "openness", "End")
    page.fill(BUDGET, "1")
    page.press(BUDGET, "Enter")
    page.wait_for_selector(".inno-budget >> text=Over the budget by")
    page.fill(BUDGET, "100000")
    page.press(BUDGET, "Enter")
    page.wait_for_selector(".inno-budget >> text=Within the budget")
    page.click("button:text-is('Undo')")
    page.wait_for_selector(".inno-budget >> text=Over the budget by")
    expect(page.locator(BUDGET)).to_have_value("1")
    page.set_viewport_size({"width": 390, "height": 844})
    page.focus("#dial-belief")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        becomes(lambda: page.evaluate(COVERED), False)


def test_motion_is_left_out_where_it_is_not_wanted(new_page: PageMaker) -> None:
    page = new_page("?s=tiny.toml")
    push(page, "parity", "End")
    push(page, "parity", "Home")
    push(page, "clarity", "End")
    page.emulate_media(reduced_motion="reduce")
    assert motion(page) == "none"


def motion(page: Any) -> str:
    """The movement of the plan's line while the last change is replayed."""
    page.click("button:text-is('Replay the last change')")
    return str(page.wait_for_function(MOTION).json_value())


def test_other_sites_are_refused(address: str) -> None:
    place = urlsplit(address)

    def status(**headers: str) -> int:
        connection = HTTPConnection(place.hostname or "", place.port, timeout=LONGEST / 1000)
        connection.request("GET", "/", headers=headers)
        return connection.getresponse().status

    assert status() == 200
    assert status(Host="attacker.example") == 403
    assert status(Origin="http://attacker.example") == 403


def test_the_page_says_that_nothing_is_loaded_from_elsewhere(address: str) -> None:
    place = urlsplit(address)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=LONGEST / 1000)
    connection.request("GET", "/")
    policy = connection.getresponse().headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
