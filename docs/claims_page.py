"""Writes docs/claims.md from docs/claims.json: `python docs/claims_page.py`.

`innosim validate` measures all claims; `python docs/claims_page.py FOLDER` first takes over what
stands in its folder. Claims that were added since are listed as not measured.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from innosim.validation.ledger import ledger
from innosim.validation.page import page
from innosim.validation.record import as_text

PAGE = Path(__file__).with_name("claims.md")
FOUND = Path(__file__).with_name("claims.json")


def text() -> str:
    """The page as it should be."""
    return page(ledger(), json.loads(FOUND.read_text(encoding="utf-8")))


def main(arguments: list[str]) -> None:
    """Take over a folder, if one is named, and write the page."""
    for folder in arguments:
        found = json.loads((Path(folder) / "claims.json").read_text(encoding="utf-8"))
        FOUND.write_text(as_text(found), encoding="utf-8", newline="\n")
    PAGE.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
