"""A comparison as text for a terminal, as Markdown and as HTML: the same sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from innosim.analysis.parts import Part
from innosim.analysis.words import CAUTION
from innosim.what_if.comparison import words

Facts = Mapping[str, Any]
Cells = tuple[str, ...]


def parts(facts: Facts) -> Iterator[Part]:
    """The sections, one after the other."""
    names = [arm["name"] for arm in facts["arms"]]
    yield Part(" and ".join(names), [words.opening(facts)], words.side_by_side(facts))
    for contrast in facts["contrasts"]:
        told = [*words.changed(contrast), words.sentence(facts, contrast)]
        rows = () if contrast["same"] else words.table(facts, contrast)
        yield Part(words.title(contrast), told, rows)
    yield Part("How to read this", [*words.notes(facts), CAUTION])
