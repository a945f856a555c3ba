"""One dashboard for all tests, and pages of a real browser that may load nothing from elsewhere."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest

from tests.dashboard.tabs import Tabs

NEEDED = "INNOSIM_NEEDS_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome")
SCENARIO = """base = "small-service"
title = "A tiny service"
story = "For the tests."
horizon = 40

[organisation.generate]
headcount = 300
"""
STARTS_IN, ENDS_IN = 300, 60
"""Seconds that the server may take on a busy machine to start, and to end."""
LONGEST = 120_000
"""Milliseconds that a page may take for anything; nothing is waited for by time."""
PORTS = range(20_000, 32_000)
"""Ports that no system hands out by itself while the server is still on its way."""

PageMaker = Callable[..., Any]
T = TypeVar("T")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one process run all of these tests, on one server."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.xdist_group("dashboard"))


def chromium() -> str:
    """The browser; without one, the tests are skipped, or fail where they must not be."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    missing = [name for name in ("playwright", "solara") if find_spec(name) is None]
    if found and not missing:
        return found
    what = "no Chromium" if not found else f"no {missing[0]}"
    told = f"the pages are not tested, {what}: apt-get install chromium; pip install -e .[dev]"
    if os.environ.get(NEEDED):
        pytest.fail(told)
    pytest.skip(told)


@pytest.fixture(scope="session")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scenario that is small enough for tests."""
    path = tmp_path_factory.mktemp("dashboard") / "tiny.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def address(scenario: Path) -> Iterator[str]:
    """Where a dashboard answers, started as a user starts it."""
    with _serving(scenario) as at:
        yield at


@pytest.fixture(scope="session")
def results(scenario: Path) -> Path:
    """A results folder of two runs."""
    from innosim import load, run_to_folder

    return run_to_folder(load(scenario), scenario.with_name("results"), 2)


@pytest.fixture(scope="session")
def results_address(results: Path) -> Iterator[str]:
    """Where a dashboard answers that was opened with results."""
    with _serving(results) as at:
        yield at


@contextmanager
def _serving(what: Path) -> Iterator[str]:
    chromium()
    port = next(filter(_is_free, random.SystemRandom().sample(PORTS, len(PORTS))))
    command = [sys.executable, "-m", "innosim", "dashboard", str(what)]
    command += ["--no-browser", "--port", str(port)]
    log = what.with_suffix(".log")
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as server:
        try:
            _wait(port, server, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(ENDS_IN)
    assert "Traceback" not in log.read_text(encoding="utf-8")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_IN
    while time.monotonic() < until and server.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the dashboard did not start: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser without a window."""
    path = chromium()
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LONGEST)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="session")
def tabs(browser: Any) -> Tabs:
    """Tabs of that browser."""
    return Tabs(browser, LONGEST)


@pytest.fixture
def new_page(tabs: Tabs, address: str) -> Iterator[PageMaker]:
    """Opens pages; see `pages`."""
    with pages(tabs, address) as make:
        yield make


@contextmanager
def pages(tabs: Tabs, address: str) -> Iterator[PageMaker]:
    """What opens pages; at the end it fails if one of them did what no page may do.

    That is: a request that fails or goes outside, an error, or a warning on its console, such as
    Vue gives where what it draws is stale or broken.
    """
    faults: list[str] = []
    opened: list[tuple[Any, str, Callable[[], None]]] = []

    def make(
        query: str = "",
        width: int = 1280,
        height: int = 800,
        at: str = address,
        until: Callable[[Any], None] = ready,
        apart: bool = False,
    ) -> Any:
        page = tabs.take(at, apart)
        opened.append((page, at, _watch(page, faults)))
        page.set_viewport_size({"width": width, "height": height})
        page.goto(at + query)
        until(page)
        return page

    yield make
    for page, _, _ in opened:
        assert "Traceback" not in page.inner_text("body")
    for page, at, unwatch in opened:
        unwatch()
        tabs.give_back(page, at)
    assert faults == []


def _watch(page: Any, faults: list[str]) -> Callable[[], None]:
    """Take down what a page does that it may not; returns what ends that."""

    def answered(response: Any) -> None:
        if response.status >= 400:
            faults.append(f"{response.status} {response.url}")

    def asked(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            faults.append(f"outside: {request.url}")

    def failed(request: Any) -> None:
        faults.append(f"failed: {request.url}")

    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"console: {message.text[:300]}")

    def erred(error: Any) -> None:
        faults.append(f"error: {error}")

    followed = {"response": answered, "request": asked, "requestfailed": failed}
    followed |= {"console": said, "pageerror": erred, "websocket": asked}
    for event, follow in followed.items():
        page.on(event, follow)

    def unwatch() -> None:
        for event, follow in followed.items():
            page.remove_listener(event, follow)

    return unwatch


def expect(what: Any) -> Any:
    """What is expected of a page or of a part of it; it is waited for.

    A page is drawn part by part, so that what follows an action may be half there.
    """
    from playwright.sync_api import expect as expected

    return expected(what)


def becomes(look: Callable[[], T], expected: T) -> None:
    """Wait until a look at a page gives what is expected; see `expect`."""
    until = time.monotonic() + LONGEST / 1000
    while (found := look()) != expected and time.monotonic() < until:
        time.sleep(0.05)
    assert found == expected


@contextmanager
def showing(page: Any, selector: str) -> Iterator[None]:
    """Wait until what is done within has shown something, if only for a moment."""
    page.evaluate(
        """(selector) => {
          window.innoShown = false;
          const look = () => { window.innoShown ||= Boolean(document.querySelector(selector)); };
          new MutationObserver(look).observe(
            document, { subtree: true, childList: true, attributes: true });
        }""",
        selector,
    )
    yield
    page.wait_for_function("() => window.innoShown")


def ready(page: Any) -> None:
    """Wait until the chart shows whole lines."""
    page.wait_for_function(
        "() => { const s = document.querySelector('.inno-chart > svg');"
        " return s && Number(s.dataset.weeks) > 20 &&"
        " !document.querySelector('[data-part=sentence]').textContent.includes('…'); }"
    )


def current(page: Any) -> None:
    """Wait until the sentences and the chart are those of what the address bar says."""
    page.wait_for_function(
        "() => document.querySelector('[data-link]').dataset.link"
        " === location.search.slice(1).split(/&[bwp]=/)[0]"
    )
    ready(page)


def settled(page: Any, runs: int) -> None:
    """Wait until the numbers rest on at least so many runs."""
    page.wait_for_function(
        "(runs) => parseInt(document.querySelector('[data-part=rests]').textContent) >= runs",
        arg=runs,
    )
