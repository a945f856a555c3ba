"""What all browsers of a dashboard share: scenarios, worker processes, worlds that have been run.

Each browser has a session of its own; it ends with the browser's page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock, Thread

from innosim.dashboard.presence import Presence
from innosim.dashboard.state.session import Session, Shelf
from innosim.dashboard.state.shared import Shared, from_whole_link
from innosim.dashboard.state.sources import Sources
from innosim.dashboard.work.crew import Crew
from innosim.dashboard.work.desk import Desk
from innosim.dashboard.work.turns import Turns

MOST_SESSIONS = 40
"""Browsers that are served at a time; one that is not connected goes, or the one opened first."""


@dataclass
class House:
    """One running dashboard.

    `first` runs the first picture before anybody looks; who comes for it takes it over.
    """

    sources: Sources
    crew: Crew
    desk: Desk = field(default_factory=Desk)
    shelf: Shelf = field(default_factory=Shelf)
    turns: Turns = field(default_factory=Turns)
    sessions: dict[str, Session] = field(default_factory=dict)
    presence: Presence = field(default_factory=Presence)
    lock: Lock = field(default_factory=Lock)
    first: Session | None = None

    def session(self, browser: str, query: str) -> tuple[Session, list[str]]:
        """The session of a browser, and what of its link could not be read.

        Args:
            browser: what no other browser is called.
            query: the link that it was opened with; it counts once.
        """
        with self.lock:
            if browser in self.sessions:
                return self.sessions[browser], []
            known, default = self.sources.scenarios, self.sources.default
            shared, told = from_whole_link(query, known, default)
            session = self._begun(shared)
            while len(self.sessions) >= MOST_SESSIONS:
                self._make_room()
            self.sessions[browser] = session
        return session, told

    def _begun(self, shared: Shared) -> Session:
        """A session; the one that runs the first picture, if that is what is wanted."""
        first, self.first = self.first, None
        if first is None or first.shared != shared:
            return Session(self.sources, self.crew, self.shelf, shared)
        first.changed = lambda: None
        return first

    def _make_room(self) -> None:
        """Serve a browser no more; its page is told by a thread, as it may be at work."""
        absent = self.presence.absent()
        first = next(iter(self.sessions))
        browser = next((name for name in self.sessions if name in absent), first)
        session = self.sessions.pop(browser)
        self.desk.leave(session)
        session.close()
        Thread(target=self.presence.end, args=(browser,), daemon=True).start()

    def leave(self, browser: str) -> None:
        """A browser has gone."""
        self.presence.forget(browser)
        with self.lock:
            session = self.sessions.pop(browser, None)
        if session is not None:
            self.desk.leave(session)
            session.close()

    def look_round(self, now: float) -> None:
        """Let nothing be run for browsers that are gone, and go on for those that are back.

        Args:
            now: seconds of a clock that never goes back.
        """
        gone = self.presence.gone(now)
        with self.lock:
            sessions = dict(self.sessions)
        for browser, session in sessions.items():
            if browser in gone and not session.resting:
                session.rest()
                self.desk.leave(session)
            elif browser not in gone and session.resting:
                session.wake()


_open: list[House] = []


def open_house(house: House) -> None:
    """Let all pages of this process belong to a dashboard."""
    _open[:] = [house]


def house() -> House:
    """The dashboard of this process."""
    return _open[0]
