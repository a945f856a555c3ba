"""What one browser's room does with a lesson: where it is, what it guessed and planned."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock

from innosim.dashboard.work.turns import Turn, Turns
from innosim.errors import InputError, InputErrors
from innosim.teaching.lesson import Question
from innosim.teaching.session import (
    MOST_BYTES,
    MOST_GUESSES,
    OUTDATED,
    Session,
    begin,
    restore,
)
from innosim.teaching.stages import Stage, stages
from innosim.teaching.stored import Taught

MOST_WORDS = 40
"""Words that a screen shows at most, as far as its paragraphs can be parted."""

MOST_UNDONE = 20
"""Guesses and cards that can be taken back."""

GUESS, OUTCOME, CURVES, WORDS, CARDS, LEAGUE = (
    "guess",
    "outcome",
    "curves",
    "words",
    "cards",
    "league",
)
_TIMES = re.compile(r"(\d+)\s*[x×]\s*(\S+)")


@dataclass(frozen=True)
class Screen:
    """What a room sees at a time.

    Attributes:
        stage: name of the stage that it belongs to.
        heading: of the stage.
        kind: what is shown.
        paragraphs: the words, those of `innosim lesson show`.
        about: name of the question or of the curves.
    """

    stage: str
    heading: str
    kind: str
    paragraphs: tuple[str, ...] = ()
    about: str = ""


def screens(taught: Taught) -> list[Screen]:
    """All screens of a lesson, in order."""
    return [screen for stage in stages(taught) for screen in _screens(taught, stage)]


def entered(question: Question, text: str) -> list[float]:
    """Guesses as they are typed: numbers, or how often one was guessed, as 5x20.

    Raises:
        InputErrors: all that is no number, and counts that are too large.
    """
    found: list[float] = []
    problems = []
    for word in re.split(r"[\s,;]+", _TIMES.sub(r"\1x\2", text).strip()):
        times = re.match(r"(\d{1,6})[x×]", word)
        count, value = (int(times[1]), word[times.end() :]) if times else (1, word)
        try:
            found += [float(value)] * min(count, MOST_GUESSES + 1) if word else []
        except ValueError:
            problems.append(InputError(f"{word[:40]!r} is no number; write 20, or 5x20 for five"))
    if problems:
        raise InputErrors(problems)
    return found


class Room:
    """The lesson of one browser; its methods may be called from any thread.

    Args:
        turns: who runs plans.
    """

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self.lock = RLock()
        self.session: Session | None = None
        self.screens: list[Screen] = []
        self.place = 0
        self.skipped: frozenset[str] = frozenset()
        self.turn: Turn | None = None
        self.failed = ""
        self.told: list[str] = []
        self.mistyped = ""
        self.doubt = ""
        self._before: list[Session] = []
        self.changed: Callable[[], None] = lambda: None

    def open(self, name: str) -> None:
        """Begin with a lesson.

        Raises:
            InputError: if there is no such lesson.
        """
        self._take_up(begin(name))

    def restore(self, text: str, place: int = 0, skipped: frozenset[str] = frozenset()) -> None:
        """Go on with a session from the text of its file; what is wrong with it is told."""
        if len(text) > MOST_BYTES:
            self.tell(["That file is too large to be a session."])
            return
        with TemporaryDirectory(prefix="innosim-") as folder:
            path = Path(folder) / "session.json"
            path.write_text(text, encoding="utf-8")
            try:
                session = restore(path)
            except InputError as error:
                self.tell([one.message for one in error.problems])
                return
        self._take_up(session, skipped)
        with self.lock:
            self.place = min(max(place, 0), self.last)
        if session.outdated:
            self.told = [OUTDATED]
        self.changed()

    def leave(self) -> None:
        """Back to the list of lessons."""
        self.stop()
        with self.lock:
            self.session, self.screens, self.told = None, [], []
        self.changed()

    def close(self) -> None:
        """The browser has gone."""
        self.changed = lambda: None
        self.stop()

    @property
    def screen(self) -> Screen:
        """What the room sees."""
        return self.screens[self.place]

    @property
    def last(self) -> int:
        """The last screen that may be shown: nothing is revealed before the room has predicted."""
        for place, screen in enumerate(self.screens):
            if screen.kind == GUESS and not self.answered(screen.about):
                return place
        return len(self.screens) - 1

    def answered(self, question: str) -> bool:
        """Whether the room has guessed or has skipped a question."""
        assert self.session is not None
        return question in self.skipped or bool(self.session.guesses.get(question))

    def go(self, place: int) -> None:
        """Show another screen, as far as it may be shown."""
        with self.lock:
            self.place = min(max(place, 0), self.last) if self.screens else 0
            self.told, self.mistyped = [], ""
        self.changed()

    def show(self, stage: str) -> None:
        """Show the first screen of a stage."""
        places = [place for place, one in enumerate(self.screens) if one.stage == stage]
        if places:
            self.go(places[0])

    def skip(self, question: str) -> None:
        """Leave a question out, and go on."""
        with self.lock:
            self.skipped |= {question}
        self.go(self.place + 1)

    def guess(self, name: str, text: str) -> None:
        """Take down the guesses at a question; they replace those before."""
        with self.lock:
            if self.session is None:
                return
            try:
                question = self.session.taught.question(name)
                self._guessed(question, entered(question, text))
            except InputError as error:
                self.told, self.mistyped = _said(error), text
        self.changed()

    def count(self, name: str, option: str, hands: int) -> None:
        """Take down how many chose an option; it replaces the count before."""
        with self.lock:
            if self.session is None:
                return
            try:
                question = self.session.taught.question(name)
                given = self.session.guesses.get(name, ())
                kept = [one for one in given if one != option]
                more = [option] * min(max(hands, 0), MOST_GUESSES + 1)
                self._guessed(question, [*kept, *more])
            except InputError as error:
                self.told = _said(error)
        self.changed()

    def plan(self, table: int, card: str, wanted: bool) -> None:
        """Put a card into the plan of a table, or take it out; results are gone."""
        with self.lock:
            if self.session is None or self.turn is not None:
                return
            before = self.session.plans.get(table, ())
            cards = [one for one in before if one != card] + ([card] if wanted else [])
            try:
                self._take_down(_planned(self.session, table, cards))
                self.told, self.failed = [], ""
            except InputError as error:
                self.told = _said(error)
        self.changed()

    @property
    def can_undo(self) -> bool:
        """Whether there is a guess or a card to be taken back."""
        return bool(self._before) and self.turn is None

    def undo(self) -> None:
        """Take back the last guess, count or card."""
        with self.lock:
            if not self.can_undo:
                return
            self.session = self._before.pop()
            self.place = min(self.place, self.last)
            self.told, self.mistyped, self.failed = [], "", ""
        self.changed()

    @property
    def fresh(self) -> bool:
        """Whether nothing has been done with the lesson yet."""
        session = self.session
        entered = session is not None and (session.guesses or session.plans)
        return not (entered or self.place or self.skipped)

    def play(self) -> None:
        """Run the plans of all tables in the same worlds."""
        with self.lock:
            if self.session is None or not self.session.plans or self.turn is not None:
                return
            self.failed = ""
            turn = Turn(self.session, lambda: self._further(turn))
            self.turn = turn
        self._turns.take(turn)
        self.changed()

    def stop(self) -> None:
        """Run the plans no further."""
        with self.lock:
            if self.turn is not None:
                self.turn.stopped = True
            self.turn = None
        self.changed()

    def tell(self, told: list[str]) -> None:
        """Say something to the room."""
        self.told = told
        self.changed()

    def _further(self, turn: Turn) -> None:
        with self.lock:
            if turn is not self.turn:
                return
            if self.session is not None and turn.found is not None:
                self.session = replace(self.session, results=turn.found.results)
            if turn.found is not None or turn.failed:
                self.turn, self.failed = None, turn.failed
        self.changed()

    def _take_up(self, session: Session, skipped: frozenset[str] = frozenset()) -> None:
        self.stop()
        with self.lock:
            self.session, self.screens = session, screens(session.taught)
            self.place, self.skipped = 0, skipped
            self.told, self.failed, self.doubt = [], "", session.taught.doubt
            self._before = []
        self.changed()

    def _take_down(self, session: Session) -> None:
        """Go on with another session; the one before can be had back."""
        if self.session is not None and session != self.session:
            self._before = [*self._before, self.session][-MOST_UNDONE:]
        self.session = session

    def _guessed(self, question: Question, given: list[float] | list[str | float]) -> None:
        assert self.session is not None
        others = {name: one for name, one in self.session.guesses.items() if name != question.name}
        without = replace(self.session, guesses=others)
        self._take_down(without.guessed(given, question.name) if given else without)
        self.skipped -= {question.name}
        self.told, self.mistyped = [], ""


def _said(error: InputError) -> list[str]:
    return [one.message for one in error.problems]


def _planned(session: Session, table: int, cards: list[str]) -> Session:
    if cards:
        return session.planned({table: cards})
    others = {one: keys for one, keys in session.plans.items() if one != table}
    return replace(session, plans=others, results=None)


def _screens(taught: Taught, stage: Stage) -> list[Screen]:
    def screen(kind: str, paragraphs: tuple[str, ...] = (), about: str = "") -> Screen:
        return Screen(stage.name, stage.heading, kind, paragraphs, about)

    questions = taught.questions
    if stage.name == "predict":
        both = zip(stage.paragraphs, questions, strict=True)
        return [screen(GUESS, (text,), one.name) for text, one in both]
    if stage.name == "turn":
        return [screen(CARDS, stage.paragraphs), screen(LEAGUE)]
    words = [screen(WORDS, group) for group in _groups(stage)]
    if stage.name != "reveal":
        return words
    drawn = [screen(OUTCOME, (), one.name) for one in questions]
    series: Mapping[str, object] = taught.facts.get("series", {})
    return [*drawn, *(screen(CURVES, (), name) for name in series), *words]


def _groups(stage: Stage) -> list[tuple[str, ...]]:
    """Paragraphs that are shown together: quotes and questions apart, and not too many words."""
    if stage.name == "so_what":
        return [stage.paragraphs[:2], stage.paragraphs[2:]]
    groups: list[tuple[str, ...]] = []
    for text in (part for whole in stage.paragraphs for part in _parted(whole)):
        together = (*groups[-1], text) if groups else (text,)
        if groups and len(" ".join(together).split()) <= MOST_WORDS:
            groups[-1] = together
        else:
            groups.append((text,))
    return groups


def _parted(text: str) -> list[str]:
    """A decision that is too long for a screen, and what counted in it."""
    decision, mark, reasons = text.partition(" What counted: ")
    if not mark or len(text.split()) <= MOST_WORDS:
        return [text]
    return [decision, f"{mark.strip()} {reasons}"]
