"""What would have saved an idea, as files: a page with the figure, and the numbers."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from innosim.analysis.report import figures, sheet
from innosim.errors import InputError
from innosim.figures import siblings as figure
from innosim.figures.save import save

if TYPE_CHECKING:
    from innosim.what_if.rescue.rescue import Rescue

FACTS, PAGE = "saved.json", "saved.html"


def as_json(rescue: Rescue) -> str:
    """The facts as JSON."""
    return json.dumps(rescue.facts, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write(rescue: Rescue, folder: Path) -> list[Path]:
    """Write page, numbers and figure; returns the files.

    Raises:
        InputError: if the folder cannot be written to.
    """
    drawn = draw(rescue, folder)
    title = escape(f"What would have saved idea {rescue.case.name}")
    page = sheet(title, [f"<h1>{title}</h1>", rescue._repr_html_(), *figures(folder, drawn[:1])])
    return [*drawn, *write_texts(folder, {FACTS: as_json(rescue), PAGE: page})]


def draw(rescue: Rescue, folder: Path) -> list[Path]:
    """Write the figure with its text; returns the files, the picture to show first."""
    facts = rescue.facts
    return save(figure.draw(facts), figure.describe(facts), folder / figure.NAME)


def write_texts(folder: Path, texts: dict[str, str]) -> list[Path]:
    """Write texts by name into a folder; returns the files.

    Raises:
        InputError: if it cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"what was found cannot be written here ({why})", file=folder) from error
    return [folder / name for name in texts]
