"""What holds of every page: nothing overlaps, text stands out, all can be reached and read out."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from innosim.dashboard.shown.words import CAUTION

SIZES = ((1280, 800), (1920, 1080), (390, 844))
_HERE = Path(__file__).parent
_OVERLAPS = (_HERE / "overlaps.js").read_text(encoding="utf-8")
_FAINT = (_HERE / "contrast.js").read_text(encoding="utf-8")
_REACH = (_HERE / "reach.js").read_text(encoding="utf-8")
_ASKED_FOR = ("target-size",)
"""Rules that axe-core leaves out by default, and that the pages keep."""
_DRAWN_IN = 60
"""Seconds in which what is found must pass: pages are drawn part by part, and follow their size."""


def lasting(page: Any, look: Callable[..., list[Any]], *how: Any) -> list[Any]:
    """What a look at a page finds that does not pass when all of it has been drawn.

    Args:
        page: where to look.
        look: one of the functions of this module.
        how: what else it is told.
    """
    until = time.monotonic() + _DRAWN_IN
    while (found := look(page, *how)) and time.monotonic() < until:
        page.wait_for_timeout(100)
    return found


def overlaps(page: Any, width: int, height: int) -> list[str]:
    """What overlaps at a size, or stands beyond its edge."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("(width) => innerWidth === width", arg=width)
    beyond = page.evaluate("document.documentElement.scrollWidth") - width
    found: list[str] = json.loads(page.evaluate(_OVERLAPS))
    return [*found, *([f"{beyond} px beyond the edge"] if beyond > 0 else [])]


def outgrown(page: Any) -> int:
    """Pixels by which a heading of one long word makes the page wider than its window."""
    width: int = page.evaluate(
        """() => {
          const heading = document.querySelector('.inno h1'), text = heading.textContent;
          heading.textContent = 'Verwaltungsmodernisierung'.repeat(20);
          const beyond = document.documentElement.scrollWidth - innerWidth;
          heading.textContent = text;
          return beyond;
        }"""
    )
    return max(0, width)


def hyphens(page: Any) -> list[str]:
    """Numbers that have a hyphen for a minus sign."""
    found = re.findall(r"(?:^|[\s(])-\d\S*", page.inner_text("main"))
    return [str(one).strip() for one in found]


def small(page: Any) -> list[str]:
    """Text of less than 12 pixels; letters in a mark of a drawing are no text."""
    found: list[str] = page.eval_on_selector_all(
        ".inno *:not(.inno-mark *)",
        """(all) => all.filter((e) => parseFloat(getComputedStyle(e).fontSize) < 12 &&
          [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
        ).map((e) => e.outerHTML.slice(0, 120))""",
    )
    return found


def faint(page: Any) -> list[Any]:
    """Text with a contrast below 4.5 to 1."""
    found: list[Any] = json.loads(page.evaluate(_FAINT))
    return found


def unfit(page: Any) -> list[Any]:
    """Rules of axe-core that a page breaks: WCAG 2.2 A and AA, and what is good practice."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"rules": {name: {"enabled": True} for name in _ASKED_FOR}})
    return [
        (rule["id"], node["html"][:120])
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def untold(page: Any) -> list[str]:
    """Figures without a text that holds what they show."""
    found: list[str] = page.eval_on_selector_all(
        ".inno [role=img], .inno img, .inno canvas:not([aria-hidden=true])",
        """(all) => all.filter((e) => {
          const label = e.getAttribute('aria-label') || e.alt || '';
          const card = e.closest('.inno-card, .inno-stage, .inno-main');
          return label.length < 15 || !card.querySelector('table, ol, dl');
        }).map((e) => e.outerHTML.slice(0, 120))""",
    )
    return found


def unfocused(page: Any) -> list[str]:
    """Controls of which one does not see that they have the focus."""
    page.keyboard.press("Tab")
    found: list[str] = json.loads(page.evaluate(_REACH))
    return found


def moving(page: Any) -> list[str]:
    """What moves by itself, or takes its time to change."""
    found: list[str] = page.eval_on_selector_all(
        ".inno *",
        """(all) => all.filter((e) => { const s = getComputedStyle(e);
          return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0;
        }).map((e) => e.outerHTML.slice(0, 120))""",
    )
    return found


def cautious(page: Any) -> bool:
    """Whether the page says that it is no forecast."""
    return CAUTION in page.inner_text("footer")
