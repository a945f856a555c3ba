"""The lessons with what was computed for them beforehand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from innosim import catalogue
from innosim.errors import InputError
from innosim.teaching.fill import fill
from innosim.teaching.lab import Facts, digest
from innosim.teaching.lesson import LARGEST, NUMBER, Lesson, Question
from innosim.teaching.number import Number

FOLDER = "data"
"""Beside the file of a lesson: what was computed for it."""

SEAL = "seal"
"""Under this name what was computed holds a hash of all the rest of it."""

_PARTS = ("version", "digest", "pairs", "seed", "numbers", "series", "story", "ledger")


@dataclass(frozen=True)
class Taught:
    """A lesson ready for a room: its texts hold the numbers that were computed.

    Attributes:
        name: as it is asked for.
        lesson: what its file declares.
        facts: what was computed.
    """

    name: str
    lesson: Lesson
    facts: Mapping[str, Any]

    @cached_property
    def numbers(self) -> dict[str, Number]:
        """What was computed, by name."""
        return {name: Number(**one) for name, one in self.facts["numbers"].items()}

    @property
    def stale(self) -> bool:
        """Whether the numbers are of another version, of other scenarios or readings."""
        return bool(self.facts["digest"] != digest(self.lesson, self.facts["pairs"]))

    @cached_property
    def doubt(self) -> str:
        """Why the numbers should not be shown as they are; nothing where they may."""
        if self.facts.get(SEAL) != seal(self.facts):
            return "The numbers were changed after they had been computed; install innosim again."
        if self.stale:
            return "The numbers are of another version of innosim."
        return ""

    def said(self, text: str) -> str:
        """A text of the lesson with its numbers."""
        return fill(text, self.numbers)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What the room predicts, with the numbers that it is told."""
        return tuple(replace(one, text=self.said(one.text)) for one in self.lesson.questions)

    def question(self, name: str = "") -> Question:
        """A question by its name; the first without.

        Raises:
            InputError: if there is none of that name.
        """
        if not name:
            return self.questions[0]
        for one in self.questions:
            if one.name == name:
                return one
        raise InputError(
            f"there is no question {name!r} in {self.name}; "
            f"there are {', '.join(one.name for one in self.questions)}"
        )

    def answer(self, question: Question) -> float | str:
        """The answer that was computed: a number, or the option it is."""
        if question.kind == NUMBER:
            value = self.numbers[question.answer].value
            assert value is not None
            return value
        if question.kind == LARGEST:
            return max(question.options, key=lambda name: self.numbers[name].value or 0.0)
        return self.numbers[question.answer].verdict

    def answer_words(self, question: Question) -> str:
        """The answer in words, with its interval where it has one."""
        answer = self.answer(question)
        if isinstance(answer, float):
            found = self.numbers[question.answer]
            interval = "" if found.low is None else f" (95 % interval {found.interval()})"
            return f"{found.words()} {question.unit}{interval}"
        if question.kind == LARGEST:
            return f"{question.options[answer]}: {self.numbers[answer].words()}"
        found = self.numbers[question.answer]
        return f"{question.options[answer]} (difference {found.signed()}, {found.interval()})"


def lessons() -> list[Taught]:
    """All lessons, in order."""
    found = [_taught(module) for module in catalogue.lessons()]
    return sorted(found, key=lambda one: one.lesson.number)


def lesson(asked: str) -> Taught:
    """A lesson by its name, as "hero-trap", or by its number, as "L3".

    Raises:
        InputError: if there is none, with the nearest name.
    """
    names = {module.replace("_", "-"): module for module in catalogue.lessons()}
    wanted = asked.strip().lower().replace("_", "-")
    if wanted in names:
        return _taught(names[wanted])
    numbered = {f"l{catalogue.lesson(module).number}": module for module in names.values()}
    if wanted in numbered:
        return _taught(numbered[wanted])
    near = get_close_matches(wanted, names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(names))}"
    raise InputError(f"there is no lesson {asked!r}; {hint}")


def seal(facts: Mapping[str, Any]) -> str:
    """Hash of what was computed: one digit changed by hand makes it another."""
    words = json.dumps({name: facts[name] for name in sorted(facts) if name != SEAL})
    return hashlib.sha256(words.encode()).hexdigest()


def sealed(facts: Facts) -> Facts:
    """What was computed, with its hash."""
    return {**facts, SEAL: seal(facts)}


def as_text(facts: Facts) -> str:
    """What was computed, as the file of a lesson holds it."""
    return json.dumps(facts, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def path_of(module: str) -> Path:
    """Where what was computed for a lesson is kept."""
    file = str(catalogue.lessons()[module].__file__)
    return Path(file).parent / FOLDER / f"{module}.json"


def _taught(module: str) -> Taught:
    path = path_of(module)
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(facts, dict) or not facts.keys() >= set(_PARTS):
            raise ValueError
    except (OSError, ValueError):
        raise InputError(
            "what was computed for this lesson cannot be read; install innosim again", file=path
        ) from None
    return Taught(module.replace("_", "-"), catalogue.lesson(module), facts)
