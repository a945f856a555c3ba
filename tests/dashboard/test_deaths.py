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
from tests.dashboard.conftest import PageMaker

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
    cells = page.locator(".inno-twins table >> nth=0 >> td").all_inner_texts()
    assert cells == [cell for row in expected[1:] for cell in row]
    assert "2 worlds together" in page.inner_text("[data-part=worlds]")
    drawn = " ".join(page.locator(".inno-flow text").all_text_contents())
    for station in losses.flow(look(results), {"Today": look(results)})["stations"]:
        if station["came"]:
            assert f"{station['label']}: {station['lost']} lost" in drawn


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
        assert words.sentence(row) in page.inner_text("[data-part=gate]")
        parts = page.locator(".inno-reasons .inno-part").all_inner_texts()
        percent = [float(part.rstrip(" %")) for part in parts]
        assert percent == [row.per_mille[r.name] / 10 for r in row.leading()]
        assert not percent or round(sum(percent), 6) == 100
        cells = page.locator(".inno-plain >> nth=0 >> td").all_inner_texts()
        assert cells == [cells_[1] for cells_ in words.measure_table([row])[1:]]
    assert gates.count() > 1


def test_plan_and_today_stand_side_by_side(new_page: PageMaker) -> None:
    page = new_page(PLAN, until=looked)
    page.wait_for_selector(".inno-plain th >> text=Today")
    heads = page.locator(".inno-plain >> nth=0 >> thead th").all_inner_texts()
    assert heads[1:] == ["Today", "My plan"]
    before = page.locator(".inno-flow text").all_text_contents()
    page.click("button:text-is('Today')")
    page.wait_for_selector("button[aria-pressed=true]:text-is('Today')")
    assert page.locator(".inno-flow text").all_text_contents() != before
    assert "20 worlds together" in page.inner_text("[data-part=worlds]")
    page.click("nav >> text=Explore")
    page.wait_for_selector("#dial-parity")
    assert page.input_value("#dial-parity") == "1"
