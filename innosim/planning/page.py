"""A search for plans as text for a terminal, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from innosim.analysis.words import CAUTION
from innosim.comparison.page import Part, as_html, as_markdown, as_text
from innosim.planning import words

Facts = Mapping[str, Any]


def text(facts: Facts) -> str:
    """For a terminal."""
    return "\n\n".join(as_text(part) for part in _parts(facts)) + "\n"


def markdown(facts: Facts, figure: str) -> str:
    """The page `plan.md`; `figure` is the path of the figure without its ending."""
    first, *rest = _parts(facts)
    picture = f"![What plans bring against hours and burden]({figure}.svg)"
    told = f"The same in words and numbers: [{figure}.txt]({figure}.txt)."
    parts = [as_markdown(first, 1), picture, told, *(as_markdown(part, 2) for part in rest)]
    return "\n\n".join(parts) + "\n"


def html(facts: Facts) -> str:
    """For a notebook."""
    return "".join(as_html(part) for part in _parts(facts))


def _parts(facts: Facts) -> Iterator[Part]:
    first = [words.opening(facts), *words.verdicts(facts)]
    yield Part("Plans", first, words.side_by_side(facts))
    for plan in facts["plans"]:
        yield Part(f"Plan {plan['number']}", words.told(facts, plan))
    yield Part("Frontier", ["In the worlds of the choice."], words.frontier(facts))
    yield Part("How to read this", [*words.notes(facts), CAUTION])
