"""A diagnosis as text for a terminal, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from innosim.analysis.words import CAUTION
from innosim.comparison.page import Part, as_html, as_markdown, as_text
from innosim.prompting import words

Facts = Mapping[str, Any]


def text(facts: Facts) -> str:
    """For a terminal."""
    return "\n\n".join(as_text(part) for part in _parts(facts)) + "\n"


def markdown(facts: Facts, figure: str) -> str:
    """The page `diagnosis.md`; `figure` is the path of the figure without its ending."""
    first, *rest = _parts(facts)
    picture = f"![The four signals with their ranges, and what each role says]({figure}.svg)"
    told = f"The same in words and numbers: [{figure}.txt]({figure}.txt)."
    parts = [as_markdown(first, 1), picture, told, *(as_markdown(part, 2) for part in rest)]
    return "\n\n".join(parts) + "\n"


def html(facts: Facts) -> str:
    """For a notebook."""
    return "".join(as_html(part) for part in _parts(facts))


def _parts(facts: Facts) -> Iterator[Part]:
    yield Part(facts["title"], [words.opening(facts)], _short(facts))
    yield Part("Who says what", words.agreement(facts), words.answers_table(facts))
    tried = facts["trial"]
    if tried is not None:
        told = [*words.verdicts(tried), *words.asking(tried)]
        yield Part("Moves", told, words.moves_table(tried) if tried["moves"] else ())
    meaning = "What an answer stands for is assumed."
    yield Part("How answers became parameters", [meaning], words.parameters_table(facts))
    yield Part("How to read this", [_HOW, CAUTION])


def _short(facts: Facts) -> list[words.Row]:
    return [row[:4] for row in words.signals_table(facts)]


_HOW = (
    "A range holds what nearly everybody says; an answer is a fifth of the range from 0 to 1, and "
    '"don\'t know" all of it. What a move brings is its difference to doing nothing in the same '
    "worlds. Where its interval holds zero, the two cannot be told apart."
)
