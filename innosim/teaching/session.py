"""What happened in a room: guesses, plans and results, kept in a file. No names of people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from pathlib import Path
from typing import Any

from innosim.errors import InputError, InputErrors
from innosim.results.texts import write
from innosim.teaching.lab import SEED
from innosim.teaching.lesson import NUMBER, Question
from innosim.teaching.plans import plans
from innosim.teaching.stored import Taught, lesson
from innosim.teaching.tournament import Kept, Progress, Tournament, tournament

FORMAT = 1
MOST_GUESSES = 500
MOST_BYTES = 1_000_000
OUTDATED = (
    "This session began with other numbers of the lesson: outcomes are those of now, and a league "
    "table is of then; run the plans again."
)
_KEYS = ("format", "lesson", "computed", "seed", "guesses", "plans", "results")

Guess = float | str


@dataclass(frozen=True)
class Session:
    """A room's session with one lesson.

    Attributes:
        lesson: name of the lesson.
        computed: digest of what was computed for the lesson when the session began.
        seed: of the worlds in which plans are run; the same for the whole session.
        guesses: by name of the question: numbers, or options by their name.
        plans: keys of cards by number of the table; no names.
        results: of the last tournament, as plain values; None before.
    """

    lesson: str
    computed: str
    seed: int = SEED
    guesses: Mapping[str, tuple[Guess, ...]] = field(default_factory=dict)
    plans: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    results: Mapping[str, Any] | None = None

    @property
    def taught(self) -> Taught:
        """The lesson."""
        return lesson(self.lesson)

    @property
    def outdated(self) -> bool:
        """Whether the lesson's numbers were computed anew since the session began."""
        return self.computed != self.taught.facts["digest"]

    def guessed(self, guesses: Sequence[Guess], question: str = "") -> Session:
        """With more guesses at a question, the first one if none is named.

        Raises:
            InputErrors: all guesses that are out of range, no number or no option.
        """
        asked = self.taught.question(question)
        before = self.guesses.get(asked.name, ())
        problems = list(_wrong_guesses(asked, (*before, *guesses)))
        if problems:
            raise InputErrors([InputError(one) for one in problems])
        return replace(self, guesses={**self.guesses, asked.name: (*before, *guesses)})

    def planned(self, chosen: Mapping[int, Sequence[str]]) -> Session:
        """With plans of tables, which replace earlier ones of the same tables; results are gone.

        Raises:
            InputErrors: all that is wrong with the plans.
        """
        every = {**self.plans, **{table: tuple(keys) for table, keys in chosen.items()}}
        plans(self.taught.lesson, every)
        return replace(self, plans=every, results=None)

    def played(
        self,
        jobs: int = 1,
        progress: Progress = lambda weeks: None,
        kept: Kept | None = None,
    ) -> tuple[Session, Tournament]:
        """With the plans of all tables run in the worlds of the session.

        Args:
            jobs: processes side by side; they change no number.
            progress: told of the replicate-weeks that have passed.
            kept: as for a tournament.

        Raises:
            InputError: if there is no plan.
        """
        taught = self.taught.lesson
        chosen = plans(taught, self.plans)
        found = tournament(taught, chosen, self.seed, jobs=jobs, progress=progress, kept=kept)
        return replace(self, results=found.facts), found

    def text(self) -> str:
        """As its file holds it."""
        whole = {
            "format": FORMAT,
            "lesson": self.lesson,
            "computed": self.computed,
            "seed": self.seed,
            "guesses": {name: list(one) for name, one in self.guesses.items()},
            "plans": {str(table): list(keys) for table, keys in sorted(self.plans.items())},
            "results": self.results,
        }
        return json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    def save(self, path: Path) -> None:
        """Write it to a file.

        Raises:
            InputError: if it cannot be written.
        """
        write(path, self.text())


def begin(asked: str, seed: int = SEED) -> Session:
    """A new session with a lesson.

    Raises:
        InputError: if there is no such lesson.

    Example:
        >>> from innosim.teaching.session import begin
        >>> session = begin("hero-trap").guessed([10, 40])
        >>> session.guesses["gone"]
        (10, 40)
    """
    found = lesson(asked)
    return Session(found.name, found.facts["digest"], seed)


def restore(path: Path) -> Session:
    """A session from its file; saving it again writes the same bytes.

    Raises:
        InputErrors: all that is wrong with the file.
    """
    data = _read(path)
    problems = list(_wrong(data))
    if problems:
        raise InputErrors([InputError(one.message, path) for one in problems])
    return Session(
        lesson=data["lesson"],
        computed=data["computed"],
        seed=data["seed"],
        guesses={name: tuple(one) for name, one in data["guesses"].items()},
        plans={int(table): tuple(keys) for table, keys in data["plans"].items()},
        results=data["results"],
    )


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError("this file is too large to be a session", path)
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"the session cannot be read: {error.strerror}", path) from None
    except (ValueError, RecursionError):
        raise InputError("this is no session: it is not JSON", path) from None


def _wrong(data: Any) -> Iterator[InputError]:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        yield InputError(f"this is no session of format {FORMAT}")
        return
    for name in [*data.keys() - set(_KEYS), *set(_KEYS) - data.keys()]:
        what = "is missing" if name in _KEYS else "is no part of a session"
        yield InputError(f"{name}: {what}")
    if data.keys() != set(_KEYS):
        return
    try:
        taught = lesson(data["lesson"] if isinstance(data["lesson"], str) else "")
    except InputError as error:
        yield InputError(f"lesson: {error.message}")
        return
    if data["lesson"] != taught.name:
        yield InputError(f"lesson: write {taught.name}")
    if not isinstance(data["computed"], str):
        yield InputError("computed: it must be a text")
    if not _whole(data["seed"]) or not 0 <= data["seed"] < 2**64:
        yield InputError("seed: it must be a whole number from 0 to 2^64 - 1")
    yield from _wrong_tables(data, taught)
    yield from _wrong_results(data["results"])
    if data["results"] is not None:
        yield from _of_other_plans(data["results"], data["plans"], taught)


def _wrong_tables(data: Any, taught: Taught) -> Iterator[InputError]:
    guesses, chosen = data["guesses"], data["plans"]
    if not isinstance(guesses, dict) or not all(isinstance(g, list) for g in guesses.values()):
        yield InputError("guesses: lists by name of the question are wanted")
    else:
        for name, given in guesses.items():
            try:
                question = taught.question(name)
            except InputError as error:
                yield InputError(f"guesses: {error.message}")
                continue
            wrong = _wrong_guesses(question, given)
            yield from (InputError(f"guesses: {name}: {one}") for one in wrong)
    if not isinstance(chosen, dict) or not all(_keys(one) for one in chosen.values()):
        yield InputError("plans: lists of cards by number of the table are wanted")
    elif not all(table.isascii() and table.isdigit() for table in chosen):
        yield InputError("plans: tables have numbers, not names")
    elif chosen:
        try:
            plans(taught.lesson, {int(table): keys for table, keys in chosen.items()})
        except InputError as error:
            yield from (InputError(f"plans: {one.message}") for one in error.problems)


def _wrong_results(results: Any) -> Iterator[InputError]:
    wanted = {"world", "seed", "pairs", "nothing", "standings"}
    if results is None:
        return
    if not isinstance(results, dict) or results.keys() != wanted:
        yield InputError("results: they are not those of a session; play the plans again")
        return
    try:
        from innosim.teaching.league import text

        text(results)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        yield InputError("results: they are not those of a session; play the plans again")


def _of_other_plans(results: Any, chosen: Any, taught: Taught) -> Iterator[InputError]:
    try:
        ran = {str(one["table"]): one["cards"] for one in results["standings"]}
        numbered = {int(table): keys for table, keys in chosen.items()}
        known = plans(taught.lesson, numbered) if numbered else []
        wanted = {str(plan.table): [card.key for card in plan.cards] for plan in known}
    except (InputError, KeyError, TypeError, ValueError, AttributeError):
        return
    if ran != wanted:
        yield InputError("results: they are of other plans; play the plans again")


def _wrong_guesses(question: Question, guesses: Sequence[Any]) -> Iterator[str]:
    if len(guesses) > MOST_GUESSES:
        yield f"more than {MOST_GUESSES} guesses"
    for guess in guesses:
        if question.kind != NUMBER:
            if not isinstance(guess, str) or guess not in question.options:
                yield f"{guess!r} is no option; there are {', '.join(question.options)}"
        elif isinstance(guess, bool) or not isinstance(guess, int | float) or not isfinite(guess):
            yield f"{guess!r} is no number"
        elif not question.low <= guess <= question.high:
            yield (
                f"{guess:g} is out of range, it must be from {question.low:g} to "
                f"{question.high:g} ({question.unit})"
            )


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _keys(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
