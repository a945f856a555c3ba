"""Stories: ideas worth telling, the way of each, and what would have saved it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from innosim.dashboard import paths
from innosim.dashboard.frame import block, use_session
from innosim.dashboard.parts import Rescue, Tables, Way, Worth
from innosim.dashboard.shown import tales
from innosim.dashboard.shown.standing import Standing, table, use_standing
from innosim.dashboard.state import studies
from innosim.dashboard.state.session import Session
from innosim.errors import InputError
from innosim.what_if.stories.biography import Biography

TITLE = "Stories"
PATH = paths.STORIES

Plain = dict[str, Any]


@solara.component
def Page() -> None:
    """The page."""
    session, _ = use_session()
    asked, ask = solara.use_state(solara.use_memo(lambda: session.wanted.pop(PATH, ""), []))
    router = solara.use_router()
    block("h1", f"{TITLE}: {session.base.title}", name="inno-hidden")
    with block("div", name="inno-card"):
        standing = use_standing(session)
    found = standing.found
    here = f"{PATH} {found and found['folder']}"
    wanted = asked or session.wanted.get(here, "")
    told = solara.use_memo(lambda: _told(found, wanted), [here, wanted])
    if found is None:
        return
    if told is None:
        block("p", _nothing_to_tell(found["flow"]["ideas"]), name="inno-card")
        return

    def choose(idea: str) -> None:
        session.wanted[here] = idea
        ask(idea)

    with block("div", name="inno-stories"):
        _ideas(found["worth"], *told, choose)
        with block("div", name="inno-centre"):
            _story(session, told[0], router)
            _saved(session, standing, told[0])


def _nothing_to_tell(ideas: int) -> str:
    if not ideas:
        return "No idea was raised in this run, so there is no story."
    raised = "One idea was" if ideas == 1 else f"{ideas:,} ideas were"
    return f"{raised} raised in this run, and none stands out."


def _told(found: Plain | None, asked: str) -> tuple[Biography, str] | None:
    """The story of the idea that was asked for, or of the first one; None without any."""
    if not found or not found["worth"]:
        return None
    first = str(found["worth"][0]["asked"])
    return _tell(str(found["folder"]), asked or first, first)


def _ideas(worth: list[Plain], told: Biography, why: str, ask: Callable[[str], None]) -> None:
    with block("section", name="inno-card", attributes={"aria-label": "Ideas worth telling"}):
        Worth(
            ideas=worth,
            chosen=told.asked,
            told=why,
            event_choose=lambda idea: ask(str(idea).strip()),
        )


def _tell(folder: str, idea: str, first: str) -> tuple[Biography, str]:
    """The story of an idea, or of the first one and why not of that one."""
    try:
        return tales.story(folder, idea), ""
    except InputError as error:
        return tales.story(folder, first), error.message


def _story(session: Session, told: Biography, router: Any) -> None:
    way = tales.way(told)

    def show(_: Any = None) -> None:
        session.wanted[paths.ORGANISATION] = told.asked
        router.push(paths.ORGANISATION)

    steps = [["Number", "Week of", "Where", "What"]]
    steps += [[str(s["number"]), s["day"], s["where"], s["words"]] for s in way["steps"]]
    said = [["Week of", "What happened", "Recorded in"]]
    said += [[s["day"], s["text"], s["source"]] for s in way["sentences"]]
    with block("section", name="inno-card", attributes={"aria-label": "The story"}):
        Way(way=way, event_show=show)
        Tables(
            tables=[
                table("The picture as a table", steps, "innosim-way.csv"),
                table("The sentences and where they come from", said, "innosim-story.csv"),
            ]
        )


def _saved(session: Session, standing: Standing, told: Biography) -> None:
    desk, folder = standing.desk, str((standing.found or {})["folder"])
    answer = studies.rescue(desk, folder, told.asked)

    def seek(_: Any = None) -> None:
        studies.seek(session, desk, folder, told.asked)
        session.changed()

    def stop(_: Any = None) -> None:
        studies.give_up(session, desk, folder, told.asked)
        session.changed()

    with block("section", name="inno-card", attributes={"aria-label": "What would have saved it"}):
        Rescue(rescue=tales.rescue(told, answer), event_seek=seek, event_stop=stop)
