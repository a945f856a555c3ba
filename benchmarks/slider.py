"""From a key on a slider of the dashboard to the redrawn chart, in a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.options import Options
from benchmarks.report import Bar, Report

REDRAWN = Bar("key to redrawn chart, 90th percentile of moves run beforehand", 200, "ms")
FIRST = Bar("start of the page to its first whole line", 10, "s")
BARS = (REDRAWN, FIRST)
HEADER = ("moves", "number", "median, ms", "90th percentile, ms", "largest, ms")
KEYS = (*["ArrowRight"] * 4, *["ArrowLeft"] * 8, *["ArrowRight"] * 4) * 2
"""From 0.5 up to 0.9, down to 0.1 and back, twice; never against an end of the slider."""
JUMPS = ("clarity", "suitability", "normality", "openness", "alignment", "yes_and")
PAUSE = 3.0
"""Seconds between two moves: as somebody moves who looks at what comes out."""
STARTS_IN = 120
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

Move = dict[str, Any]


def measure(options: Options) -> Report:
    """One browser at one dashboard, 1,000 people over 156 weeks; time on the clock."""
    from playwright.sync_api import sync_playwright

    before = _load()
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with _dashboard() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(1000 * STARTS_IN)
        started = time.perf_counter()
        page.goto(f"{address}?s=small-service&d=parity:0.5")
        page.wait_for_selector("[data-part=sentence]:not(:has-text('…'))")
        first = time.perf_counter() - started
        time.sleep(5 * PAUSE)
        steps = [_move(page, "parity", key) for key in KEYS[: 6 if options.quick else None]]
        jumps = [_move(page, name, "End") for name in JUMPS[: 1 if options.quick else None]]
        browser.close()
    kept = [move["whole"] for move in steps if move["kept"]]
    run = [move for move in (*steps, *jumps) if not move["kept"]]
    rows = [
        _row("run beforehand: whole chart", kept),
        _row("not run beforehand: first part of the line", [move["first"] for move in run]),
        _row("not run beforehand: whole chart", [move["whole"] for move in run]),
    ]
    told = f"{len(kept)} of {len(steps)} steps of one slider, {PAUSE:g} s apart, had been run "
    told += "beforehand. Time on the clock; work that was waiting or under way on the machine, in "
    told += f"processes: {before} in the minute before, {_load()} in the last one."
    return Report([(REDRAWN, _high(kept)), (FIRST, first)], [HEADER, *rows], [told])


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _move(page: Any, name: str, key: str) -> Move:
    """Press a key on a slider; returns whether it had been run, and when what was drawn, in ms."""
    page.focus(f"#dial-{name}")
    page.evaluate(_PROBE, name)
    page.keyboard.press(key)
    found: Move = page.evaluate("window.redrawn")
    time.sleep(PAUSE)
    return found


def _row(what: str, values: list[float]) -> tuple[str, ...]:
    if not values:
        return (what, "0", "", "", "")
    shown = (median(values), _high(values), max(values))
    return (what, str(len(values)), *(f"{value:.0f}" for value in shown))


def _high(values: list[float]) -> float:
    """The 90th percentile."""
    if len(values) < 2:
        return values[0] if values else float("inf")
    return quantiles(values, n=10, method="inclusive")[-1]


@contextmanager
def _dashboard() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["-m", "innosim", "dashboard", "--no-browser", "--port", str(port)]
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def _wait(port: int) -> None:
    until = time.monotonic() + STARTS_IN
    while time.monotonic() < until:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the dashboard did not start")
