"""Answers of people, and the strict reading of a file of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from innosim.errors import InputError, InputErrors
from innosim.scenario.layers import read_toml
from innosim.what_if.prompting.questions import LEVELS, NAMES, ROLES, UNKNOWN

MOST_PEOPLE = 500
"""People who answer, at most."""

LEAST_STAFF, MOST_STAFF = 50, 400_000
"""People of a service that can be described; assumed, from an agency to a national service."""

MOST_LAYERS = 10
"""Layers of middle managers that can be stated; assumed, one more than the APSC's largest."""

_UNKNOWNS = ("don't know", "dont know", "don’t know", "?")
_TOP = ("headcount", "layers", "people")
_COLUMNS = ("role", *NAMES)


@dataclass(frozen=True, order=True)
class Person:
    """What one person answers.

    Attributes:
        role: one of `ROLES`.
        levels: the answer to each question, 1 to 5, in the order of `NAMES`; 0 for "don't know".
    """

    role: str
    levels: tuple[int, ...]

    def level(self, signal: str) -> int | None:
        """The answer on a signal; None for "don't know"."""
        return self.levels[NAMES.index(signal)] or None


@dataclass(frozen=True)
class Answers:
    """What several people answer, and the size of their service.

    Attributes:
        people: who answered; their order does not matter.
        headcount: people of the service; None: not known.
        layers: layers of middle managers between leaders and front line; None: not known.

    Raises:
        InputError: if nobody answered, or too many did, or a number is out of range.
    """

    people: tuple[Person, ...]
    headcount: int | None = None
    layers: int | None = None

    def __post_init__(self) -> None:
        problems = [InputError(text) for text in _wrong(self)]
        if problems:
            raise InputErrors(problems)
        object.__setattr__(self, "people", tuple(sorted(self.people)))


def read_answers(path: Path | str) -> Answers:
    """Read a file of answers: TOML, or CSV with a row a person.

    Raises:
        InputError: with all mistakes at once, as its `problems`, each with its line.
    """
    file = Path(path)
    if file.suffix.lower() == ".toml":
        return _from_toml(file)
    if file.suffix.lower() == ".csv":
        return _from_csv(file)
    raise InputError("a file of answers ends in .toml or .csv", file)


def as_toml(answers: Answers) -> str:
    """Answers as a file that `read_answers` reads."""
    lines = [f"headcount = {_shown(answers.headcount)}", f"layers = {_shown(answers.layers)}"]
    for person in answers.people:
        lines += ["", "[[people]]", f'role = "{person.role}"']
        lines += [f"{name} = {_shown(person.level(name))}" for name in NAMES]
    return "\n".join(lines) + "\n"


def person_of(told: Mapping[str, Any]) -> Person:
    """A person from plain values by name.

    Raises:
        InputError: with all that is wrong, as its `problems`.
    """
    problems = [f"unknown key {key!r}{_near(str(key), _COLUMNS)}" for key in _strange(told)]
    role = told.get("role")
    if role not in ROLES:
        given = "is missing" if role is None else f"cannot be {role!r}"
        problems.append(f"role {given}; it is one of {', '.join(ROLES)}")
    levels = []
    for name in NAMES:
        level = _level(told.get(name))
        levels.append(level or 0)
        if level is None:
            given = "is missing" if told.get(name) in (None, "") else f"cannot be {told[name]!r}"
            problems.append(f'{name} {given}; answer 1 to {LEVELS} or "{UNKNOWN}"')
    if problems:
        raise InputErrors([InputError(text) for text in problems])
    return Person(str(role), tuple(levels))


def number_of(name: str, told: Any) -> int | None:
    """Headcount or layers from a plain value; None where it is not known.

    Raises:
        InputError: if it is none, or out of range.
    """
    if told is None or told == "" or _is_unknown(told):
        return None
    found = int(told) if isinstance(told, str) and told.strip().isdecimal() else told
    low, high = _BOUNDS[name]
    if type(found) is not int or not low <= found <= high:
        raise InputError(f'{name} is a whole number from {low:,} to {high:,}, or "{UNKNOWN}"')
    return found


_BOUNDS = {"headcount": (LEAST_STAFF, MOST_STAFF), "layers": (1, MOST_LAYERS)}


def _wrong(answers: Answers) -> Iterator[str]:
    if not answers.people:
        yield "nobody answers; at least one person must"
    if len(answers.people) > MOST_PEOPLE:
        yield f"{len(answers.people)} people answer; at most {MOST_PEOPLE} can"
    for name in _BOUNDS:
        try:
            number_of(name, getattr(answers, name))
        except InputError as error:
            yield error.message


def _from_toml(file: Path) -> Answers:
    data, lines = read_toml(file)
    gathered = _Gathered(file)
    for key in data.keys() - {*_TOP}:
        gathered.add(f"unknown key {key!r}{_near(key, _TOP)}", lines.get((key,)))
    numbers = {}
    for name in _BOUNDS:
        told = data.get(name)
        numbers[name] = gathered.take(number_of, (name, told), lines.get((name,)))
    rows = data.get("people", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        gathered.add("write each person as a table [[people]]", lines.get(("people",)))
        rows = []
    people = [
        gathered.take(person_of, (row,), lines.get(("people", place)), lines, ("people", place))
        for place, row in enumerate(rows)
    ]
    return gathered.answers(people, numbers)


def _from_csv(file: Path) -> Answers:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("the file must be in UTF-8", file) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file) from None
    reader = csv.reader(io.StringIO(text))
    gathered = _Gathered(file)
    heads = [head.strip().lower() for head in next(reader, [])]
    for head in heads:
        if head not in _COLUMNS:
            gathered.add(f"unknown column {head!r}{_near(head, _COLUMNS)}", 1)
    gathered.all(f"there is no column {n!r}" for n in _COLUMNS if n not in heads)
    gathered.all(f"the column {n!r} is there twice" for n in _COLUMNS if heads.count(n) > 1)
    people: list[Person | None] = []
    if not gathered.problems:
        for cells in reader:
            if len(cells) > len(heads):
                gathered.add(f"{len(cells)} cells, but {len(heads)} columns", reader.line_num)
            elif any(cell.strip() for cell in cells):
                row = dict(zip(heads, (cell.strip() for cell in cells), strict=False))
                people.append(gathered.take(person_of, (row,), reader.line_num))
    return gathered.answers(people, {})


class _Gathered:
    """All mistakes of a file as they are found."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.problems: list[InputError] = []

    def add(self, text: str, line: int | None) -> None:
        self.problems.append(InputError(text, self._file, line))

    def all(self, texts: Iterator[str]) -> None:
        for text in texts:
            self.add(text, 1)

    def take(
        self,
        make: Callable[..., Any],
        arguments: tuple[Any, ...],
        line: int | None,
        lines: Mapping[Any, int] | None = None,
        within: tuple[Any, ...] = (),
    ) -> Any:
        """What is made of something; None where that is wrong."""
        try:
            return make(*arguments)
        except InputError as error:
            for one in error.problems:
                strange = one.message.startswith("unknown")
                name = one.message.split("'")[1] if strange else one.message.split()[0]
                key = (*within, name)
                self.add(one.message, (lines or {}).get(key, line))
            return None

    def answers(self, people: list[Person | None], numbers: Mapping[str, int | None]) -> Answers:
        if not self.problems:
            found = self.take(Answers, (tuple(p for p in people if p),), None)
            if found is not None:
                return Answers(found.people, numbers.get("headcount"), numbers.get("layers"))
        ordered = sorted(self.problems, key=lambda one: (one.line or 0, one.message))
        raise InputErrors(ordered)


def _strange(told: Mapping[str, Any]) -> list[str]:
    return [key for key in told if key not in _COLUMNS]


def _level(told: Any) -> int | None:
    """1 to 5; 0 for "don't know"; None for anything else."""
    if _is_unknown(told):
        return 0
    if isinstance(told, str) and told.strip().isdecimal():
        told = int(told)
    return told if type(told) is int and 1 <= told <= LEVELS else None


def _is_unknown(told: Any) -> bool:
    return isinstance(told, str) and told.strip().lower() in _UNKNOWNS


def _shown(value: int | None) -> str:
    return f'"{UNKNOWN}"' if value is None else str(value)


def _near(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]}?" if near else f" (there are: {', '.join(known)})"
