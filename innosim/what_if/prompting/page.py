"""The sections of a diagnosis, for a terminal, a page and a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from innosim.analysis.parts import Part
from innosim.analysis.words import CAUTION
from innosim.what_if.prompting import words

Facts = Mapping[str, Any]


def parts(facts: Facts) -> Iterator[Part]:
    """The sections, one after the other."""
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
