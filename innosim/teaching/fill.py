"""Fills the numbers that were computed into the texts of a lesson.

{name} is a number, {name:size} the same without its sign, {name:signed} with it, {name:interval}
the ends of its interval, {name:verdict} what a comparison says of a difference, and
{name:plain} the number and its interval in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from innosim.errors import InputError
from innosim.teaching.number import Number

PLACE = re.compile(r"\{(?P<name>[a-z0-9_.]+)(?::(?P<form>[a-z]+))?\}")

FORMS: Mapping[str, Callable[[Number], str]] = {
    "": Number.words,
    "size": Number.size,
    "signed": Number.signed,
    "interval": Number.interval,
    "verdict": lambda one: one.verdict,
    "plain": lambda one: f"{one.words()} ({one.interval()})",
}


def fill(text: str, numbers: Mapping[str, Number]) -> str:
    """A text with its numbers.

    Raises:
        InputError: if it names a number that was not computed, or an unknown form.
    """

    def filled(place: re.Match[str]) -> str:
        name, form = place["name"], place["form"] or ""
        if name not in numbers:
            raise InputError(f"no number {name!r} was computed for this lesson")
        if form not in FORMS:
            raise InputError(f"{place[0]}: there is no form {form!r}; there are {', '.join(FORMS)}")
        return FORMS[form](numbers[name])

    return PLACE.sub(filled, text)


def named(text: str) -> set[str]:
    """Names of the numbers that a text asks for."""
    return {place["name"] for place in PLACE.finditer(text)}
