"""The page of losses in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from innosim.dashboard.shown import losses
from innosim.dashboard.work.errands import look
from innosim.results.reader import read
from innosim.what_if.xray import words
from innosim.what_if.xray.pictures import xray
from innosim.what_if.xray.places import Choice
from tests.dashboard.conftest import PageMaker, becomes, expect

PAGE = "where-ideas-die"
PLAN = f"{PAGE}?s=tiny.toml&d=parity:1&t=forums:0-:1"


def looked(page: Any) -> None:
    """Wait until a gate is seen."""
    page.wait_for_selector("[data-part=gate]")


def test_the_flow_is_that_of_the_library(
    new_page: PageMaker, results_address: str, results: Path
) -> None:
    page = new_page(PAGE, at=results_address, until=looked)
    expected = losses.rows({"Today": look(results)})
    page.click("summary >> text=The flow as a table")
    cells = page.locator(".inno-twins table >> nth=0 >> td")
    expect(cells).to_have_text([cell for row in expected[1:] for cell in row])
    expect(page.locator("[data-part=worlds]")).to_contain_text("2 worlds together")
    stations = losses.flow(look(results), {"Today": look(results)})["stations"]
    said = [f"{one['label']}: {one['lost']} lost" for one in stations if one["came"]]
    becomes(lambda: [text for text in said if text not in drawn(page)], [])


def test_a_key_on_a_gate_opens_its_xray(
    new_page: PageMaker, results_address: str, results: Path
) -> None:
    page = new_page(PAGE, at=results_address, until=looked)
    gates = page.get_by_role("button", name=re.compile("^Gate at layer"))
    for number in range(gates.count()):
        label = str(gates.nth(number).get_attribute("aria-label"))
        layer = int(re.findall(r"layer (\d)", label)[0])
        gates.nth(number).focus()
        page.keyboard.press("Space" if number % 2 else "Enter")
        page.wait_for_selector(f"[data-part=gate] h2 >> text=Gate at layer {layer}")
        row = xray(read(results), Choice(layer=layer)).rows[0]
        expect(page.locator("[data-part=gate]")).to_contain_text(words.sentence(row))
        percent = [row.per_mille[r.name] / 10 for r in row.leading()]
        becomes(lambda: parts(page), percent)
        assert not percent or round(sum(percent), 6) == 100
        cells = page.locator(".inno-plain >> nth=0 >> td")
        expect(cells).to_have_text([cells_[1] for cells_ in words.measure_table([row])[1:]])
    assert gates.count() > 1


def drawn(page: Any) -> str:
    """All words in the flow."""
    return " ".join(page.locator(".inno-flow text").all_text_contents())


def parts(page: Any) -> list[float]:
    """Percent of the reasons."""
    shown = page.locator(".inno-reasons .inno-part").all_inner_texts()
    return [float(part.rstrip(" %")) for part in shown]


def test_plan_and_today_stand_side_by_side(new_page: PageMaker) -> None:
    page = new_page(PLAN, until=looked)
    page.wait_for_selector(".inno-plain th >> text=Today")
    heads = page.locator(".inno-plain >> nth=0 >> thead th")
    becomes(lambda: heads.all_inner_texts()[1:], ["Today", "My plan"])
    before = drawn(page)
    page.click("button:text-is('Today')")
    page.wait_for_selector("button[aria-pressed=true]:text-is('Today')")
    becomes(lambda: drawn(page) != before, True)
    expect(page.locator("[data-part=worlds]")).to_contain_text("20 worlds together")
    page.click("nav >> text=Explore")
    expect(page.locator("#dial-parity")).to_have_value("1")
