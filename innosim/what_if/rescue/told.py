"""The story of one idea and, below it, what would have saved it: text, page, JSON and pictures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from innosim.what_if.stories.biography import SAVED_BY, Biography

if TYPE_CHECKING:
    from innosim.what_if.rescue.rescue import Rescue

TEXT, FACTS, PAGE = "story.txt", "story.json", "story.html"
HEADING = SAVED_BY.rstrip(":")


@dataclass(frozen=True)
class Told:
    """The story of one idea; a notebook shows it as tables.

    Attributes:
        story: what happened, from what the run recorded.
        rescue: what would have saved it; None if that was not asked.
    """

    story: Biography
    rescue: Rescue | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """All of it as plain values, such as JSON has; `saved` is there if it was asked."""
        found = self.story.facts
        return found if self.rescue is None else {**found, "saved": self.rescue.facts}

    def text(self, sources: bool = False) -> str:
        """For a terminal, with the row that each sentence comes from on request."""
        if self.rescue is None:
            return self.story.text(sources)
        below = f"{HEADING}\n{'-' * len(HEADING)}\n{self.rescue}"
        return f"{self.story.text(sources, onward=False)}\n{below}"

    def json(self) -> str:
        """`facts` as JSON."""
        return json.dumps(self.facts, indent=2, ensure_ascii=False, allow_nan=False)

    def figure(self) -> Any:
        """Its way through the layers; of matplotlib. That of `rescue` is `rescue.figure()`."""
        from innosim.figures import way

        return way.draw(self.story)

    def write(self, folder: Path) -> list[Path]:
        """Write the story as text with the rows it comes from, as JSON, and as a page.

        Returns:
            The files, with those of the pictures.

        Raises:
            InputError: if the folder cannot be written to.
        """
        from innosim.analysis.report import figures, sheet
        from innosim.figures import way
        from innosim.figures.save import save
        from innosim.what_if.rescue.folder import draw, write_texts

        drawn = save(way.draw(self.story), way.describe(self.story), folder / way.NAME)
        title = escape(f"The story of idea {self.story.asked}")
        parts = [f"<h1>{title}</h1>", self.story.html(self.rescue is None)]
        parts += figures(folder, drawn[:1])
        if self.rescue is not None:
            pictures = draw(self.rescue, folder)
            parts += [f"<h2>{HEADING}</h2>", self.rescue._repr_html_()]
            parts += figures(folder, pictures[:1])
            drawn += pictures
        texts = {TEXT: self.text(sources=True), FACTS: self.json() + "\n"}
        return [*drawn, *write_texts(folder, {**texts, PAGE: sheet(title, parts)})]

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        if self.rescue is None:
            return self.story.html()
        return f"{self.story.html(False)}<h3>{HEADING}</h3>{self.rescue._repr_html_()}"
