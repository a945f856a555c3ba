"""What holds of every page at every size, looked at in one browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.dashboard import looks
from tests.dashboard.conftest import pages, ready, settled
from tests.dashboard.tabs import Tabs

PLANS = ("Open & honest|s=tiny.toml&d=openness:1", "Both|s=tiny.toml&d=openness:1,yes_and:1")
EXPLORE = "s=tiny.toml&d=parity:0.5,openness:1,caution:0.2&t=forums:10-60:1,crisis_shock:20-:1"


def _later(page: Any) -> None:
    """All pages are opened before any is waited for."""


def _explored(page: Any) -> None:
    ready(page)
    settled(page, 5)
    page.fill(".inno-choices input", "1")
    page.press(".inno-choices input", "Enter")
    page.wait_for_selector("text=Over the budget by")
    _opened(page)


def _weighed(page: Any) -> None:
    page.wait_for_selector("[data-plan=Both]")
    settled(page, 5)
    _opened(page)


def _modelled(page: Any) -> None:
    page.wait_for_selector("[data-part=claims]")
    page.click("summary >> text=Generation: who conceives")
    page.click("summary >> text=Numbers with a source")


def _diagnosed(page: Any) -> None:
    page.wait_for_selector("fieldset")
    for person in (0, 1):
        page.select_option(".inno-who select", index=person)
        for question in page.locator("fieldset").all():
            question.locator("input").nth(3 * person).check()
        page.click("text=Add these answers")
        page.wait_for_selector(f".inno-people li >> nth={person}")
    page.wait_for_selector("[data-part=opening]")
    _opened(page)


def _opened(page: Any) -> None:
    page.evaluate("document.querySelectorAll('.inno-twins details').forEach((e) => e.open = true)")


def _there(selector: str) -> Callable[[Any], None]:
    def seen(page: Any) -> None:
        page.wait_for_selector(selector)
        _opened(page)

    return seen


QUERIES = {"/": EXPLORE, "/compare": "&".join(["s=tiny.toml", *(f"p={quote(p)}" for p in PLANS)])}
SEEN = {
    "/": _explored,
    "/compare": _weighed,
    "/model": _modelled,
    "/diagnose": _diagnosed,
    "/where-ideas-die": _there("[data-part=gate]"),
    "/organisation": _there("summary >> text=by layer, all weeks"),
    "/stories": _there("[data-part=story]"),
    "/lessons": _there("text=Begin"),
}
OF_RESULTS = ("/where-ideas-die", "/stories")
"""Pages that are looked at with results, which are there at once."""


@pytest.fixture(scope="module")
def all_pages(tabs: Tabs, address: str, results_address: str) -> Iterator[dict[str, Any]]:
    """Each page of the dashboard with all that can be on it, by its path."""
    from innosim.dashboard.app import PAGES

    with pages(tabs, address) as make:
        found = {}
        for path in [page.PATH for page in PAGES]:
            at = results_address if path in OF_RESULTS else address
            query = f"{path.strip('/')}?{QUERIES.get(path, 's=tiny.toml')}"
            if path in OF_RESULTS:
                query = path.strip("/")
            found[path] = make(query, at=at, until=_later)
        for path, page in found.items():
            SEEN.get(path, _there(".inno-card"))(page)
        yield found


def _faults(all_pages: dict[str, Any], look: Callable[..., Any], *how: Any) -> dict[str, Any]:
    found = {path: looks.lasting(page, look, *how) for path, page in all_pages.items()}
    return {path: faults for path, faults in found.items() if faults}


@pytest.mark.parametrize(("width", "height"), looks.SIZES)
def test_nothing_overlaps_or_stands_beyond_the_edge(
    all_pages: dict[str, Any], width: int, height: int
) -> None:
    assert _faults(all_pages, looks.overlaps, width, height) == {}


@pytest.mark.parametrize(
    "look", [looks.faint, looks.unfit, looks.untold, looks.unfocused, looks.small]
)
def test_all_can_be_read_and_reached(
    all_pages: dict[str, Any], look: Callable[[Any], list[Any]]
) -> None:
    assert _faults(all_pages, look) == {}


def test_minus_signs_are_no_hyphens(all_pages: dict[str, Any]) -> None:
    told = {path: page for path, page in all_pages.items() if path != "/model"}
    assert _faults(told, looks.hyphens) == {}


def test_a_long_name_stays_inside(all_pages: dict[str, Any]) -> None:
    assert [path for path, page in all_pages.items() if looks.outgrown(page)] == []


def test_nothing_moves_where_no_motion_is_wanted(all_pages: dict[str, Any]) -> None:
    def moving(page: Any) -> list[str]:
        page.emulate_media(reduced_motion="reduce")
        return looks.moving(page)

    assert _faults(all_pages, moving) == {}


def test_each_page_is_cautious_and_may_be_enlarged(all_pages: dict[str, Any]) -> None:
    assert all(looks.cautious(page) for page in all_pages.values())
    for page in all_pages.values():
        allowed = page.get_attribute("meta[name=viewport]", "content")
        assert "user-scalable" not in allowed
        assert "maximum-scale" not in allowed
