"""Lessons: predict, reveal, one idea's story, your turn, when it fails, so what: for a room."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import solara
from solara.server import kernel_context

from innosim.dashboard.frame import block
from innosim.dashboard.parts import Cards, Curves, Guessing, League, Offered, Outcome, StageBar
from innosim.dashboard.shown import staging
from innosim.dashboard.state.house import house
from innosim.dashboard.state.room import CARDS, CURVES, GUESS, LEAGUE, OUTCOME, WORDS, Room
from innosim.errors import InputError
from innosim.phrases import SOURCES
from innosim.teaching import programme
from innosim.teaching.session import MOST_BYTES, Session

TITLE = "Lessons"
PATH = "/lessons"
STYLE = Path(__file__).parents[1] / "stage.css"
SIZES = ((25, "inno-few"), (45, "inno-some"), (10_000, "inno-many"))
"""How large the letters of a screen are, by the words on it at most."""
DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")

Plain = dict[str, Any]


@solara.component
def Page() -> None:
    """The page."""
    room, acts = _use_room()
    solara.Style(STYLE)
    if room.session is None:
        block("h1", "Lessons for a room", name="inno-hidden").key("list")
        Offered(
            lessons=staging.listed(),
            told=room.told,
            gift=acts.gift,
            most_bytes=MOST_BYTES,
            notes=[*programme.lines(), SOURCES],
            event_begin=acts.open,
            event_opened=acts.restore,
            event_back=acts.back,
            event_handouts=acts.handouts,
        )
        return
    _stage(room, room.session, acts)


def _stage(room: Room, session: Session, acts: Acts) -> None:
    screen = room.screen
    with block("div", name="inno-stage").key("stage"):
        StageBar(
            stage=staging.bar(room, session),
            gift=acts.gift,
            event_go=acts.go,
            event_show=lambda stage: room.show(str(stage)),
            event_skip=lambda _=None: room.skip(room.screen.about),
            event_opened=acts.restore,
            event_back=acts.back,
            event_undo=lambda _=None: room.undo(),
            event_leave=lambda _=None: room.leave(),
            event_handouts=acts.handouts,
            event_report=acts.report,
        )
        named = {"aria-label": screen.heading, "tabindex": "-1"}
        with block("section", name="inno-screen", attributes=named):
            block("h1", screen.heading, name="inno-stagehead")
            _SCREENS[screen.kind](room, session, acts)


def _guess(room: Room, session: Session, acts: Acts) -> None:
    Guessing(
        asked=staging.guessing(room, session), event_numbers=acts.numbers, event_count=acts.count
    )


def _outcome(room: Room, session: Session, acts: Acts) -> None:
    Outcome(shown=staging.outcome(room, session))


def _curves(room: Room, session: Session, acts: Acts) -> None:
    Curves(shown=staging.curves(room, session))


def _words(room: Room, session: Session, acts: Acts) -> None:
    texts = room.screen.paragraphs
    count = len(" ".join(texts).split())
    size = next(name for most, name in SIZES if count <= most)
    said = [block("p", *_dated(text)) for text in texts]
    block("div", *said, name=f"inno-words {size}", attributes={"aria-live": "polite"})


def _dated(text: str) -> list[Any]:
    """A text, with the day that it begins with in heavier letters."""
    day, colon, rest = text.partition(": ")
    return [block("strong", day + colon), rest] if DAY.fullmatch(day) else [text]


def _cards(room: Room, session: Session, acts: Acts) -> None:
    Cards(task=staging.cards(room, session), event_choose=acts.plan)


def _league(room: Room, session: Session, acts: Acts) -> None:
    League(
        shown=staging.results(room, session),
        event_play=lambda _=None: room.play(),
        event_stop=lambda _=None: room.stop(),
    )


_SCREENS = {
    GUESS: _guess,
    OUTCOME: _outcome,
    CURVES: _curves,
    WORDS: _words,
    CARDS: _cards,
    LEAGUE: _league,
}


def _use_room() -> tuple[Room, Acts]:
    """The room of this browser; the page is drawn again whenever it changes."""
    query = solara.use_router().search or ""
    room = solara.use_memo(lambda: _room(query), [])
    acts = solara.use_memo(lambda: Acts(room), [])
    _, draw = solara.use_state(0)
    context = kernel_context.get_current_context()

    def follow() -> Callable[[], None]:
        def changed() -> None:
            if not context.closed_event.is_set():
                with context:
                    draw(lambda count: count + 1)

        room.changed = changed
        return room.close

    solara.use_effect(follow, [room])
    return room, acts


def _room(query: str) -> Room:
    """A room; with the lesson that the address names, if it names one."""
    room = Room(house().turns)
    asked = parse_qs(query.lstrip("?")).get("lesson", [""])[0]
    if asked:
        try:
            room.open(asked)
        except InputError as error:
            room.told = [error.message]
    return room


class Acts:
    """What the controls of the page do; all that comes from a browser is checked here.

    Attributes:
        gift: the last file that the browser asked for.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self.gift: Plain = {}

    def open(self, name: Any) -> None:
        """Begin with a lesson."""
        try:
            self._room.open(str(name))
        except InputError as error:
            self._room.tell([error.message])

    def restore(self, text: Any) -> None:
        """Go on with a session from a file that somebody opened in the browser."""
        if isinstance(text, str):
            self._room.restore(text)

    def back(self, kept: Any) -> None:
        """Go on where the browser was before its page was loaded again."""
        try:
            told = json.loads(str(kept))
            text, place = str(told["session"]), int(told["place"])
            skipped = frozenset(str(one) for one in told["skipped"])
        except (ValueError, TypeError, KeyError, OverflowError):
            return
        self._room.restore(text, place, skipped)

    def go(self, place: Any) -> None:
        """Show another screen."""
        if type(place) is int:
            self._room.go(place)

    def numbers(self, told: Any) -> None:
        """Guesses were typed."""
        self._room.guess(str(told.get("name")), str(told.get("text"))[:MOST_BYTES])

    def count(self, told: Any) -> None:
        """Hands were counted."""
        hands = told.get("hands")
        if type(hands) is int:
            self._room.count(str(told.get("name")), str(told.get("option")), hands)

    def plan(self, told: Any) -> None:
        """A table has chosen a card, or put it back."""
        table = told.get("table")
        if type(table) is int:
            self._room.plan(table, str(told.get("card")), bool(told.get("wanted")))

    def handouts(self, name: Any) -> None:
        """Give the handouts of a lesson."""
        try:
            self._give(staging.handouts(str(name)))
        except InputError as error:
            self._room.tell([error.message])

    def report(self, _: Any = None) -> None:
        """Give the report of the session."""
        if self._room.session is not None:
            self._give(staging.report(self._room.session))

    def _give(self, gift: Plain) -> None:
        self.gift = {**gift, "number": self.gift.get("number", 0) + 1}
        self._room.changed()
