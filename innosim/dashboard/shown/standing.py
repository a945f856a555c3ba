"""What pages that rest on a run with records say of it: which arm, how many worlds, how far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import solara

from innosim import catalogue
from innosim.dashboard.parts import Standing as Shown
from innosim.dashboard.shown import words
from innosim.dashboard.state import studies
from innosim.dashboard.state.dials import dials
from innosim.dashboard.state.house import house
from innosim.dashboard.state.session import NAMES, Session
from innosim.dashboard.state.setting import Setting
from innosim.dashboard.work.desk import Answer, Desk

Plain = dict[str, Any]


LENGTHY = "That can take some minutes and be stopped; the other pages go on meanwhile."


class Standing:
    """The arms of a session with their runs, and the one that is looked at.

    Args:
        session: of this browser.
        desk: who runs them.
        chosen: kind of the arm that somebody chose, if it is still there.
    """

    def __init__(self, session: Session, desk: Desk, chosen: str) -> None:
        self.session, self.desk = session, desk
        self.arms = session.arms()
        kinds = [kind for kind, _ in self.arms]
        self.kind = chosen if chosen in kinds else kinds[-1]

    @property
    def study(self) -> Answer | None:
        """How far the run of the arm is that is looked at."""
        return studies.study(self.session, self.desk, dict(self.arms)[self.kind])

    @property
    def found(self) -> Plain | None:
        """What came of it; None before."""
        return None if self.study is None else self.study.found

    def all_found(self) -> dict[str, Plain]:
        """What came of all arms that have been run, by their names."""
        answers = {
            words.capital(NAMES[kind]): studies.study(self.session, self.desk, setting)
            for kind, setting in self.arms
        }
        return {name: one.found for name, one in answers.items() if one and one.found}

    def plain(self) -> Plain:
        """For the part of the page that shows it."""
        session, study = self.session, self.study
        worlds = studies.worlds(session)
        return {
            "title": session.base.title,
            "set": set_words(session),
            "arms": [
                {"kind": kind, "name": words.capital(NAMES[kind]), "chosen": kind == self.kind}
                for kind, _ in self.arms
            ],
            "rests": rests_on(worlds) if self.found else "",
            "waits": study is not None and not study.over,
            "done": study.done if study else 0,
            "of": study.of if study else 0,
            "failed": study.failed if study else "",
            "ask": "" if study and not study.failed else ask(session, worlds),
            "go": "Run with records",
        }


def rests_on(worlds: int) -> str:
    """On how many worlds numbers rest."""
    if worlds == 1:
        return "One world: an example of what can happen, no finding and no prediction."
    return f"{worlds} worlds together, each with luck of its own."


def ask(session: Session, worlds: int) -> str:
    """What a run that has not been started would be."""
    number = "one world" if worlds == 1 else f"{worlds} worlds"
    return (
        f"Not run yet: {session.people:,} people over {session.base.horizon} weeks in {number}, "
        f"with every decision recorded. {LENGTHY}"
    )


def set_words(session: Session) -> str:
    """What the session has set, in words."""
    setting, base = session.setting, session.base
    said = [_dial(setting, name, session) for name, _ in setting.moved]
    for step in setting.steps:
        end = "" if step.end is None else f" to {step.end}"
        said.append(f"{catalogue.intervention(step.kind).title} (week {step.start}{end})")
    if not said:
        return f"As it is, over {words.time(base.horizon)}; a plan is made on the page Explore."
    return f"Set on the page Explore: {'; '.join(said)}."


def _dial(setting: Setting, name: str, session: Session) -> str:
    dial = dials()[name]
    return f"{dial.label} {setting.at(dial, session.base):g}"


def use_standing(session: Session) -> Standing:
    """The arms, their runs asked for as soon as the page is open; draws what is said of them."""
    chosen, choose = solara.use_state("")
    desk = house().desk

    def started() -> None:
        if studies.at_once(session):
            studies.begin(session, desk)

    solara.use_effect(started, [session.setting])
    standing = Standing(session, desk, chosen)

    def begin(_: Any = None) -> None:
        studies.begin(session, desk)
        session.changed()

    def stop(_: Any = None) -> None:
        studies.stop(session, desk)
        session.changed()

    Shown(
        study=standing.plain(),
        query=session.query,
        event_look=lambda kind: choose(str(kind)),
        event_begin=begin,
        event_stop=stop,
    )
    return standing


def table(title: str, rows: Sequence[Sequence[str]], file: str) -> Plain:
    """A table as the part of the page has it that shows and saves tables."""
    return {"title": title, "rows": [list(row) for row in rows], "file": file}
