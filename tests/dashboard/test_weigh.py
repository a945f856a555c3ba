"""The pages Compare and Model in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from innosim import compare, load
from innosim.dashboard.state.dials import dials
from innosim.what_if.comparison.quantities import HEADLINE_NUMBER
from innosim.what_if.comparison.words import interval, sentence, side_by_side, signed
from tests.dashboard.conftest import PageMaker, expect, pages, ready
from tests.dashboard.tabs import Tabs

PLANS = ("Open & honest|d=openness:1", "Both|d=openness:1,yes_and:1", "Same|d=openness:1")
STOPPED = """(runs) => {
  const at = document.querySelector('.inno-work');
  if (!(parseInt(at.querySelector('[data-part=rests]').textContent) >= runs)) return false;
  const stop = [...at.querySelectorAll('button')].find((one) => one.textContent === 'Stop');
  if (stop) stop.click();
  return !stop;
}"""
QUERY = "s=tiny.toml&" + "&".join(f"p={quote(plan)}" for plan in PLANS).replace(
    "%7C", "%7Cs%3Dtiny.toml%26"
)


def weighed(page: Any) -> None:
    """Wait until plans stand side by side."""
    page.wait_for_selector("[data-plan=today]")


def stopped(page: Any, runs: int) -> int:
    """Stop once the numbers rest on so many worlds; returns how many there are.

    It may be that the last world has been run just before.
    """
    page.wait_for_function(STOPPED, arg=runs)
    return int(page.inner_text("[data-part=rests]").split()[0])


@pytest.fixture(scope="module")
def plans(tabs: Tabs, address: str) -> Iterator[Any]:
    """The page Compare with three plans in five worlds or more, to be looked at only."""
    with pages(tabs, address) as make:
        page = make(f"compare?{QUERY}", until=weighed)
        unit = page.locator(".inno-scales figcaption")
        before = unit.inner_text()
        page.select_option(".inno-choices select", HEADLINE_NUMBER)
        expect(unit).not_to_have_text(before)
        stopped(page, 5)
        yield page


@pytest.fixture(scope="module")
def model(tabs: Tabs, address: str) -> Iterator[Any]:
    """The page Model, to be looked at only."""
    with pages(tabs, address) as make:
        page = make("model?s=tiny.toml&d=caution:0.2", until=claims)
        page.click("summary >> text=Generation: who conceives")
        yield page


def claims(page: Any) -> None:
    """Wait until the claims are there."""
    page.wait_for_selector("[data-part=claims]")


def test_numbers_are_those_of_compare(plans: Any, scenario: Path) -> None:
    both = [f"{key}=1.0" for name in ("openness", "yes_and") for key in dials()[name].keys]
    of = {"Open & honest": both[:1], "Both": both, "Same": both[:1]}
    arms = [load(scenario, ['title="today"'])]
    arms += [load(scenario, [*moved, f'title="{name}"']) for name, moved in of.items()]
    pairs = int(plans.inner_text("[data-part=rests]").split()[0])
    facts = compare(*arms, pairs=pairs).facts
    for contrast in facts["contrasts"]:
        row = plans.locator(f"[data-plan='{contrast['arm']}']")
        effect = contrast["effects"][HEADLINE_NUMBER]
        expect(row.locator("[data-part=change]")).to_have_text(signed(effect["difference"]))
        expect(row.locator("[data-part=interval]")).to_have_text(f"({interval(effect, '')})")
        row.locator("summary").click()
        said = row.locator("[data-part=words]").inner_text()
        assert said.lower() in sentence(facts, contrast).lower()
        row.locator("summary").click()
    plans.click("summary >> text=Side by side")
    cells = plans.locator("[aria-label='Side by side'] td")
    expect(cells).to_have_text([cell for row in side_by_side(facts)[1:] for cell in row])
    plans.click("summary >> text=Side by side")


def test_plans_are_sorted_and_the_same_plan_is_told(plans: Any) -> None:
    names = plans.locator("[data-plan]").evaluate_all("(all) => all.map((e) => e.dataset.plan)")
    assert names[0] == "today"
    assert sorted(names[1:]) == ["Both", "Open & honest", "Same"]
    plans.click("summary >> text=Each two plans")
    told = plans.locator("[aria-label='Each two plans'] tr:has-text('Same against Open')")
    expect(told).to_contain_text("no difference: the same plan")
    plans.click("summary >> text=Each two plans")


def test_plans_are_kept_by_keys_and_go_along_in_the_link(new_page: PageMaker) -> None:
    page = new_page("?s=tiny.toml&d=openness:1")
    page.focus(".inno-keep input")
    page.keyboard.type("Doors <b>open</b>")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Kept: see the page Compare")
    page.focus("nav >> text=Compare")
    page.keyboard.press("Enter")
    row = "[data-plan='Doors <b>open</b>']"
    page.wait_for_selector(row)
    stopped(page, 5)
    page.fill(".inno-choices input", "1")
    page.press(".inno-choices input", "Enter")
    page.wait_for_selector(f"{row} >> text=Over the budget by")
    page.wait_for_function("() => location.search.includes('Doors')")
    other = new_page("compare" + page.evaluate("location.search"), until=weighed, apart=True)
    other.wait_for_selector(row)
    other.focus(f"{row} >> button:text-is('Remove')")
    other.keyboard.press("Enter")
    other.wait_for_selector("text=As set on Explore now")
    assert page.locator(row).count() == 1
    page.click("nav >> text=Explore")
    ready(page)
    expect(page.locator("#dial-openness")).to_have_value("1")


def test_a_note_is_written_on_the_plans(new_page: PageMaker, tmp_path: Path) -> None:
    page = new_page("compare?s=tiny.toml&d=yes_and:1", until=weighed)
    stopped(page, 5)
    page.fill(".inno-brief input", "Is it <i>worth</i> it?")
    page.press(".inno-brief input", "Enter")
    page.wait_for_selector("text=The note is ready")
    for label, name in (("HTML", "note.html"), ("Markdown", "note.md")):
        with page.expect_download() as download:
            page.click(f"text=Download as {label}")
        download.value.save_as(tmp_path / name)
    note = (tmp_path / "note.html").read_text(encoding="utf-8")
    assert "Is it &lt;i&gt;worth&lt;/i&gt; it?" in note
    assert "my plan" in note
    assert "INNOSIM SETTINGS" in (tmp_path / "note.md").read_text(encoding="utf-8")
    with page.context.expect_page() as opened:
        page.click("text=Open the note")
    opened.value.wait_for_selector("h1")
    expect(opened.value.locator("body")).to_contain_text("worth")
    opened.value.close()


def test_present_values_stand_in_the_equations(model: Any) -> None:
    equations = model.locator("[aria-label='Equations of generation']")
    expect(equations).to_contain_text("rate = scale")
    model.check(".inno-check input")
    expect(equations).to_contain_text("rate = 1 (")
    model.uncheck(".inno-check input")
    expect(model.locator("[data-key='generation.scale']")).to_have_text("1")
    changed = model.locator("[data-key='people.risk_aversion_middle']")
    expect(changed).to_have_text(re.compile("^0.2 ◆"))


def test_claims_are_filtered(model: Any) -> None:
    told = "[data-part=claims]"
    model.select_option(".inno-claims select >> nth=0", "contrary")
    model.wait_for_selector(f"{told} >> text=goes the other way")
    count = int(model.inner_text(told).split()[0])
    expect(model.locator(".inno-claims tbody tr")).to_have_count(count)
    model.fill(".inno-claims input", "no claim says this")
    model.wait_for_selector("text=No claim has these words")
