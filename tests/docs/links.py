"""Links of Markdown files: those that lead nowhere."""

from __future__ import annotations

import re
from pathlib import Path

_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
_CODE = re.compile(r"```.*?```", re.DOTALL)


def links(document: Path) -> list[str]:
    """Targets of all links, code left out."""
    text = _CODE.sub("", document.read_text(encoding="utf-8"))
    return [match["target"] for match in _LINK.finditer(text)]


def anchors(text: str) -> set[str]:
    """Anchors that the headings of a document make."""
    headings = _HEADING.findall(_CODE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(document: Path) -> list[str]:
    """Links to files and headings that do not exist."""
    return [target for target in links(document) if not _leads_somewhere(document, target)]


def _leads_somewhere(document: Path, target: str) -> bool:
    if target.startswith("https://"):
        return True
    path, _, anchor = target.partition("#")
    file = document.parent / path if path else document
    if not file.exists():
        return False
    return not anchor or anchor in anchors(file.read_text(encoding="utf-8"))
