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
from tests.dashboard.conftest import PageMaker, current, settled

PLAN_LINE = ".inno-chart path.inno-line.inno-plan"


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
    assert "one idea used by one person" in page.inner_text(".inno-axis")


def test_keys_move_a_slider_and_the_chart_and_the_sentence_follow(new_page: PageMaker) -> None:
    page = new_page()
    before = sentence(page)
    assert page.locator(PLAN_LINE).count() == 0
    push(page, "parity", "End")
    assert page.locator(PLAN_LINE).count() == 1
    assert page.get_attribute("#dial-parity", "aria-valuetext") == "1 push"
    assert "y plan" in sentence(page) != before


def test_numbers_are_those_of_the_library(new_page: PageMaker, scenario: Path) -> None:
    page = new_page()
    push(page, "parity", "End")
    settled(page, 5)
    shown, rests = sentence(page), page.inner_text("[data-part=rests]")
    pairs = int(rests.split()[0])
    base = load(scenario)
    plan = load(scenario, [f"{key}=1.0" for key in dials()["parity"].keys])
    arms = [Arm(NAMES[REFERENCE], REFERENCE, base), Arm(NAMES[PLAN], PLAN, plan)]
    facts = facts_of(arms, pairs)
    assert shown == words.finding(facts, facts["contrasts"][0])[0]
    page.click("summary >> text=The chart as a table")
    cells = page.locator(".inno-twins table >> nth=0 >> td").all_inner_texts()
    assert cells == [cell for row in words.rows(facts)[1:] for cell in row]


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
    assert page.input_value("#dial-yes_and") == "0"
    after("Undo", today)
    assert page.is_disabled("button:text-is('Undo')")
    after("Redo", one)
    after("Redo", two)
    after("Reset", today)
    page.keyboard.press("Control+z")
    page.wait_for_function("(q) => location.search === q", arg=two)
    page.keyboard.press("r")
    page.wait_for_selector(".inno-replaying .inno-before", state="attached")


def test_a_link_shows_the_same_in_another_browser(new_page: PageMaker) -> None:
    page = new_page()
    push(page, "openness", "End")
    page.select_option(".inno-lever .inno-add select", "forums")
    page.wait_for_function("() => location.search.includes('forums')")
    current(page)
    other = new_page(page.evaluate("location.search"))
    settled(page, 40)
    settled(other, 40)
    assert sentence(other) == sentence(page)
    assert other.input_value("#dial-openness") == "1"
    assert other.locator(".inno-bar").count() == 1


def test_two_browsers_do_not_see_each_other(new_page: PageMaker) -> None:
    one, other = new_page(), new_page()
    push(one, "parity", "End")
    assert other.input_value("#dial-parity") == "0"
    assert other.locator(PLAN_LINE).count() == 0
    push(other, "clarity", "End")
    assert one.input_value("#dial-clarity") == "0"
    assert one.input_value("#dial-parity") == "1"


def test_assumptions_make_a_third_line(new_page: PageMaker) -> None:
    page = new_page()
    push(page, "caution", "Home")
    push(page, "parity", "End")
    names = page.locator(".inno-key li").all_inner_texts()
    assert len(names) == 3
    assert "under my assumptions" in names[1]
    assert page.locator(".inno-line").count() == 3


def test_a_broken_link_is_mended_and_told(new_page: PageMaker) -> None:
    page = new_page("?s=tiny.toml&d=parity:7,nonsense:1,clarity:nan&t=bomb:1-2:1,forums:0-900:5")
    told = page.inner_text(".inno-told")
    assert "nonsense" in told
    assert "bomb" in told
    assert "brought into its range" in told
    assert page.input_value("#dial-parity") == "1"
    assert page.evaluate("location.search").endswith("d=parity:1&t=forums:0-:1")


def test_files_are_saved_and_opened(new_page: PageMaker, tmp_path: Path) -> None:
    page = new_page("?s=small-service&d=parity:0.3&t=forums:10-60:0.5")
    with page.expect_download() as download:
        page.click("button:text-is('Save as file')")
    saved = tmp_path / "plan.toml"
    download.value.save_as(saved)
    scenario = load(saved)
    assert scenario.section("signals").model_dump()["parity"] == 0.3
    assert [one.kind for one in scenario.interventions] == ["forums"]
    other = new_page()
    other.set_input_files(".inno-file", saved)
    other.wait_for_function("() => location.search.includes('forums:10-60:0.5')")
    assert "parity:0.3" in other.evaluate("location.search")
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


def test_a_budget_is_told_in_words(new_page: PageMaker) -> None:
    page = new_page()
    push(page, "openness", "End")
    page.fill(".inno-choices input", "1")
    page.press(".inno-choices input", "Enter")
    page.wait_for_selector(".inno-budget >> text=Over the budget by")
    page.fill(".inno-choices input", "100000")
    page.press(".inno-choices input", "Enter")
    page.wait_for_selector(".inno-budget >> text=Within the budget")


def test_motion_is_left_out_where_it_is_not_wanted(new_page: PageMaker) -> None:
    page = new_page("?s=tiny.toml")
    push(page, "parity", "End")
    push(page, "parity", "Home")
    push(page, "clarity", "End")
    page.emulate_media(reduced_motion="reduce")
    page.click("button:text-is('Replay the last change')")
    page.wait_for_selector(".inno-replaying", state="attached")
    line = page.locator(PLAN_LINE)
    assert line.evaluate("(e) => getComputedStyle(e).animationName") == "none"


def test_other_sites_are_refused(address: str) -> None:
    place = urlsplit(address)

    def status(**headers: str) -> int:
        connection = HTTPConnection(place.hostname or "", place.port, timeout=10)
        connection.request("GET", "/", headers=headers)
        return connection.getresponse().status

    assert status() == 200
    assert status(Host="attacker.example") == 403
    assert status(Origin="http://attacker.example") == 403


def test_the_page_says_that_nothing_is_loaded_from_elsewhere(address: str) -> None:
    place = urlsplit(address)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=10)
    connection.request("GET", "/")
    policy = connection.getresponse().headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
