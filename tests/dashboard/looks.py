"""What holds of every page: nothing overlaps, text stands out, each control has a name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from innosim.dashboard.words import CAUTION

SIZES = ((1280, 800), (1920, 1080), (390, 844))
_HERE = Path(__file__).parent
_OVERLAPS = (_HERE / "overlaps.js").read_text(encoding="utf-8")
_FAINT = (_HERE / "contrast.js").read_text(encoding="utf-8")
_ROLES = ("slider", "button", "combobox", "spinbutton", "link", "textbox", "searchbox", "img")
_ROLES += ("checkbox", "progressbar", "region")


def overlaps(page: Any, width: int, height: int) -> list[str]:
    """What overlaps at a size, or stands beyond its edge."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("(width) => innerWidth === width", arg=width)
    beyond = page.evaluate("document.documentElement.scrollWidth") - width
    found: list[str] = json.loads(page.evaluate(_OVERLAPS))
    return [*found, *([f"{beyond} px beyond the edge"] if beyond > 0 else [])]


def faint(page: Any) -> list[Any]:
    """Text with a contrast below 4.5 to 1."""
    found: list[Any] = json.loads(page.evaluate(_FAINT))
    return found


def unnamed(page: Any) -> list[str]:
    """Controls and pictures without a name."""
    shots = [(role, one.aria_snapshot()) for role in _ROLES for one in page.get_by_role(role).all()]
    return [shot for role, shot in shots if not re.search(r"\w", shot.partition(role)[2])]


def cautious(page: Any) -> bool:
    """Whether the page says that it is no forecast."""
    return CAUTION in page.inner_text("footer")
