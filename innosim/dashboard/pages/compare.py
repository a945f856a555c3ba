"""Compare: plans side by side in the same worlds, and a note on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from innosim.dashboard.frame import block, use_session
from innosim.dashboard.parts import Address, Choices, Keep, Note, Tables, Weighed, whole
from innosim.dashboard.shown import view, weighed
from innosim.dashboard.state.session import Session
from innosim.dashboard.state.setting import as_number
from innosim.dashboard.state.shared import whole_link

TITLE = "Compare"
PATH = "/compare"

Plain = dict[str, Any]


@solara.component
def Page() -> None:
    """The page."""
    session, told = use_session()
    weighing = session.weighing
    said, say = solara.use_state("")
    solara.use_effect(_opened(session), [session])
    shown, controls = weighed.results(session), view.controls(session)
    Address(query=whole_link(session.shared))
    with block("div", name="inno-compare"):
        with block("section", name="inno-card", attributes={"aria-label": "Plans"}):
            block("h1", f"Plans for: {session.base.title}")
            _say(told)
            Choices(
                watchable=controls["watchable"],
                watched=controls["watched"],
                budget=controls["budget"],
                event_watch=lambda name: session.watch(str(name)),
                event_spend=lambda hours: session.spend(as_number(hours)),
            )
            Weighed(
                result=whole(shown),
                event_pause=lambda _=None: weighing.pause(),
                event_resume=lambda _=None: weighing.resume(),
                event_drop=lambda name: weighing.drop(str(name)),
                event_take=lambda name: weighing.take_up(str(name)),
                event_start=lambda _=None: weighing.keep_practices(),
            )
            Tables(tables=shown["tables"], drawn=False)
        with block("section", name="inno-card", attributes={"aria-label": "Keep a plan"}):
            block("h2", "Keep a plan")
            Keep(
                can=controls["pulls"],
                said=said,
                event_keep=lambda name: say(weighing.keep(str(name)) or "Kept."),
            )
        _note(session, shown)


def _note(session: Session, shown: Plain) -> None:
    note = session.weighing.note.told
    with block("section", name="inno-card", attributes={"aria-label": "Briefing note"}):
        block("h2", "Briefing note")
        Note(
            state=note.state,
            share=round(note.share, 2),
            why=note.why,
            html=note.html,
            markdown=note.markdown,
            can=shown["pairs"] > 1 and len(shown["rows"]) > 1,
            event_write=lambda question: session.weighing.write(str(question)),
            event_cancel=lambda _=None: session.weighing.note.cancel(),
        )


def _say(told: list[str]) -> None:
    if told:
        block("p", " ".join(told), name="inno-told", attributes={"role": "status"})


def _opened(session: Session) -> Callable[[], Callable[[], None]]:
    def opened() -> Callable[[], None]:
        session.weighing.begin()
        return session.weighing.leave

    return opened
