"""Writes docs/claims.md from docs/claims.json: `python docs/claims_page.py`.

`innosim validate` measures all claims; `python docs/claims_page.py FOLDER` first takes over what
stands in its folder, claim by claim. Claims that were added or changed since are listed as not
measured; what is found of claims that are gone is dropped.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from innosim.evidence.validation.ledger import ledger
from innosim.evidence.validation.page import page
from innosim.evidence.validation.record import as_text

PAGE = Path(__file__).with_name("claims.md")
FOUND = Path(__file__).with_name("claims.json")


def text() -> str:
    """The page as it should be."""
    return page(ledger(), json.loads(FOUND.read_text(encoding="utf-8")))


def _take(path: Path) -> None:
    new = json.loads(path.read_text(encoding="utf-8"))
    old = json.loads(FOUND.read_text(encoding="utf-8")) if FOUND.exists() else {"claims": {}}
    known = [claim.name for group in ledger() for claim in group.claims]
    found = old["claims"] | new["claims"]
    new["claims"] = {name: found[name] for name in known if name in found}
    FOUND.write_text(as_text(new), encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> None:
    """Take over a folder, if one is named, and write the page."""
    for folder in arguments:
        _take(Path(folder) / "claims.json")
    PAGE.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
