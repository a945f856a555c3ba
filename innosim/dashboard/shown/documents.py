"""Documents that the page Model shows: the equations of ODD.md and the findings on the claims."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import innosim

_EQUATIONS = re.compile(
    r"<!-- end process (?P<name>\w+) -->(?P<text>.*?)<!-- begin parameters (?P=name):", re.DOTALL
)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def document(path: str) -> str:
    """The text of a document: in the package when installed, beside it in a checkout."""
    package = Path(innosim.__file__).parent
    installed = package / "shipped_documents"
    folder = installed if installed.is_dir() else package.parent
    return (folder / path).read_text(encoding="utf-8")


@cache
def equations() -> dict[str, str]:
    """What ODD.md says of the equations of each process, as Markdown."""
    found = _EQUATIONS.finditer(document("ODD.md"))
    return {match["name"]: match["text"].replace("**Equations.**", "").strip() for match in found}


@cache
def claims() -> dict[str, Any]:
    """What `innosim validate` found, as in docs/claims.json."""
    found: dict[str, Any] = json.loads(document("docs/claims.json"))
    return found


def plain(markdown: str) -> str:
    """Running text without the signs of Markdown, on one line."""
    return " ".join(_LINK.sub(r"\1", markdown).replace("`", "").replace("**", "").split())
