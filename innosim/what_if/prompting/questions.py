"""The four prompting questions of O, their worded answers, and what an answer stands for.

The questions are those of the text, word for word. The answers and the place on a signal at which
each of them is anchored are assumed: five equal parts of the range 0 to 1, from the lowest answer
to the highest one. "Don't know" is the whole range.
"""

from __future__ import annotations

from dataclasses import dataclass

from innosim.processes.signals import SIGNALS

LEVELS = 5
"""Worded answers to a question, from the least to the most of a signal."""

HALF = 0.5 / LEVELS
"""Half of the part of a signal's range that an answer stands for."""

ROLES = {"leader": "leaders", "middle manager": "middle managers", "front line": "front line"}
"""Who answers, and the same in the plural."""

UNKNOWN = "don't know"
"""The answer that leaves the whole range open."""


@dataclass(frozen=True)
class Question:
    """One prompting question.

    Attributes:
        signal: the signal that it asks for, one of `SIGNALS`.
        words: the question.
        place: where the text has it.
        answers: in words, the least first.
        means: what the signal does in the model, in a sentence.
    """

    signal: str
    words: str
    place: str
    answers: tuple[str, ...]
    means: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The settings of a scenario that an answer sets."""
        return tuple(f"signals.base_{part}" for part in SIGNALS[self.signal])


QUESTIONS = (
    Question(
        "clarity",
        "Do external system actors have a clear sense of what the public service means by "
        "innovation, where it's seeking innovation, and how they can contribute?",
        "O 00:35:31",
        (
            "Nobody could say what it means, or where it is wanted.",
            "A few insiders could; others would guess.",
            "Many know what it means, few where it is wanted.",
            "Most know what and where, not how to contribute.",
            "Anybody could say what, where, and how to help.",
        ),
        "Where it is low, fewer ideas are raised, and they miss what is wanted.",
    ),
    Question(
        "parity",
        "Does innovation have equal standing with other considerations when it comes to proposed "
        "courses of action?",
        "O 00:37:05",
        (
            "The known way wins, whatever a new option offers.",
            "A new option is heard if somebody powerful carries it.",
            "New options are weighed, but must prove far more.",
            "Mostly weighed alike; in doubt the known way wins.",
            "New and known options pass the same tests.",
        ),
        "Where it is low, managers turn down new ideas that are as good as the known way.",
    ),
    Question(
        "suitability",
        "Are the capability systems and infrastructure appropriate and sufficient for the "
        "available options?",
        "O 00:37:31",
        (
            "Skills, data and tools stop nearly every new option.",
            "A few options can be tried, with workarounds.",
            "About half of the options could be carried out.",
            "Most could; some wait for data, tools or rules.",
            "Skills, data, tools and rules fit what is on offer.",
        ),
        "Where it is low, ideas are found not feasible, and pilots end as pilots.",
    ),
    Question(
        "normality",
        "Is innovation seen as integral rather than as an occasionally accepted deviation from "
        "the norm?",
        "O 00:39:03",
        (
            "It is an exception that needs an excuse.",
            "It is tolerated now and then, beside the real work.",
            "Some teams do it as part of their work, others never.",
            "Most teams do it; under pressure it goes first.",
            "It is part of ordinary work, under pressure too.",
        ),
        "Where it is low, practices that work are not taken up and do not last.",
    ),
)
"""In the order of the text."""

NAMES = tuple(question.signal for question in QUESTIONS)


def span_of(level: int | None) -> tuple[float, float]:
    """The part of a signal's range, from 0 to 1, that an answer stands for; None is unknown."""
    if level is None:
        return 0.0, 1.0
    middle = (level - 0.5) / LEVELS
    return round(middle - HALF, 6), round(middle + HALF, 6)
