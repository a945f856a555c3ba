"""Programmes of several lessons: what fits into an hour and a quarter, and into half a day."""

from __future__ import annotations

from dataclasses import dataclass

from innosim import catalogue


@dataclass(frozen=True)
class Part:
    """A part of a programme.

    Attributes:
        lesson: name of the module of a lesson.
        what: which stages of it, in words; all of them if it is empty.
        minutes: how long it takes.
    """

    lesson: str
    what: str
    minutes: int

    @property
    def words(self) -> str:
        """In words."""
        number = catalogue.lesson(self.lesson).number
        return " ".join(filter(None, (f"L{number}", self.what, f"({self.minutes})")))


@dataclass(frozen=True)
class Programme:
    """Lessons one after the other.

    Attributes:
        title: how long it is, in words.
        parts: in order.
        besides: what belongs to it and is no lesson.
        before: what comes before these parts, in words.
    """

    title: str
    parts: tuple[Part, ...]
    besides: str
    before: str = ""

    @property
    def line(self) -> str:
        """In a line."""
        parts = ", ".join(part.words for part in self.parts)
        return f"{self.title}: {self.before}{parts}; {self.besides}."


PROGRAMMES = (
    Programme(
        "75 minutes",
        (
            Part("where_ideas_die", "", 20),
            Part("people_or_pipe", "without the cards", 25),
            Part("four_signals", "“Your turn”, its guess skipped", 20),
            Part("four_signals", "“So what?”", 10),
        ),
        "everybody takes one question home",
    ),
    Programme(
        "Half a day",
        (Part("yes_and", "", 20), Part("align", "", 30), Part("after_the_headline", "", 30)),
        "and Diagnose, filled in by leaders and by middle managers",
        "all that, then ",
    ),
)
"""What is offered, the shortest first."""


def lines() -> list[str]:
    """A line for each programme, with minutes in brackets."""
    return [one.line for one in PROGRAMMES]
