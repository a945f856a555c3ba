"""A search for plans as text for a terminal, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from innosim.analysis.parts import Part
from innosim.analysis.words import CAUTION
from innosim.what_if.planning import words

Facts = Mapping[str, Any]


def parts(facts: Facts) -> Iterator[Part]:
    """The sections, one after the other."""
    first = [words.opening(facts), *words.verdicts(facts)]
    yield Part("Plans", first, words.side_by_side(facts))
    for plan in facts["plans"]:
        yield Part(f"Plan {plan['number']}", words.told(facts, plan))
    yield Part("Frontier", ["In the worlds of the choice."], words.frontier(facts))
    yield Part("How to read this", [*words.notes(facts), CAUTION])
