"""The blocks of docs/speed.md that the benchmarks write."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.options import ROOT

PAGE = ROOT / "docs" / "speed.md"


def _block(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- begin {name}: [^>]*-->\n).*?(<!-- end {name} -->)", re.DOTALL)


def block(name: str, path: Path = PAGE) -> str:
    """What stands on the page for a benchmark."""
    found = _block(name).search(path.read_text(encoding="utf-8"))
    if found is None:
        raise LookupError(f"{path.name} has no block {name!r}")
    return found[0]


def write(name: str, text: str, path: Path = PAGE) -> None:
    """Put the results of a benchmark in the place of the former ones."""
    block(name, path)
    page = path.read_text(encoding="utf-8")
    page = _block(name).sub(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", page)
    path.write_text(page, encoding="utf-8")
