"""What the figures of lessons are drawn from, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from innosim.teaching.lesson import NUMBER, Question
from innosim.teaching.readings import Overtaking
from innosim.teaching.session import Session
from innosim.teaching.stored import Taught

Facts = dict[str, Any]

STEPS = 20
"""Steps of the scale on which guesses are drawn, as far as they are whole."""


def guesses(session: Session, question: Question) -> Facts:
    """Guesses of a room against what came out, for `innosim.figures.guesses`."""
    taught = session.taught
    given = session.guesses.get(question.name, ())
    step = max(1, round((question.high - question.low) / STEPS))
    return {
        "step": step,
        "bins": _bins(question, step, given) if question.kind == NUMBER else [],
        "question": question.text,
        "unit": question.unit,
        "low": question.low,
        "high": question.high,
        "options": {} if question.kind == NUMBER else dict(question.options),
        "guesses": list(given),
        "answer": taught.answer(question),
        "words": taught.answer_words(question),
    }


def _bins(question: Question, step: int, guesses: Sequence[Any]) -> list[tuple[float, int]]:
    """Where on the scale, to the nearest step, how many guesses are."""
    near = (step * round(guess / step) for guess in guesses)
    counts = Counter(min(question.high, max(question.low, place)) for place in near)
    return sorted(counts.items())


def crossings(taught: Taught) -> Mapping[str, Facts]:
    """Curves that overtake one another, for `innosim.figures.crossing`, by name of the reading."""
    found = {}
    for reading in taught.lesson.readings:
        if not isinstance(reading, Overtaking):
            continue
        series = taught.facts["series"][reading.name]
        worlds = {taught.lesson.world(name).title: one for name, one in series["worlds"].items()}
        months = {key: taught.numbers[f"{reading.name}.{key}"].value for key in ("ahead", "surely")}
        found[reading.name] = {**series, **months, "worlds": worlds, "pairs": taught.facts["pairs"]}
    return found
