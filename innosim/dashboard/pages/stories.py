"""Stories: ideas worth telling, the way of each, and what would have saved it."""

from __future__ import annotations

from typing import Any

import solara

from innosim.dashboard import paths, studies, tales
from innosim.dashboard.frame import block, use_session
from innosim.dashboard.parts import Rescue, Tables, Way, Worth
from innosim.dashboard.session import Session
from innosim.dashboard.standing import Standing, table, use_standing
from innosim.errors import InputError
from innosim.what_if.stories.biography import Biography

TITLE = "Stories"
PATH = paths.STORIES


@solara.component
def Page() -> None:
    """The page."""
    session, _ = use_session()
    block("h1", f"{TITLE}: {session.base.title}", name="inno-hidden")
    with block("div", name="inno-card"):
        standing = use_standing(session)
    if standing.found is None:
        return
    if standing.found["worth"]:
        _Ideas(session, standing)
    else:
        block("p", "No idea stands out in this run.", name="inno-card")


@solara.component
def _Ideas(session: Session, standing: Standing) -> None:
    wanted = solara.use_memo(lambda: session.wanted.pop(PATH, ""), [])
    asked, ask = solara.use_state(wanted)
    found = standing.found
    assert found is not None
    worth = found["worth"]
    first = str(worth[0]["asked"])
    folder = str(found["folder"])
    told, why = solara.use_memo(lambda: _tell(folder, asked or first, first), [folder, asked])
    with block("div", name="inno-stories"):
        with block("section", name="inno-card", attributes={"aria-label": "Ideas worth telling"}):
            Worth(
                ideas=worth,
                chosen=told.asked,
                told=why,
                event_choose=lambda idea: ask(str(idea).strip()),
            )
        with block("div", name="inno-centre"):
            _Story(session, told)
            _Saved(session, standing, told)


def _tell(folder: str, idea: str, first: str) -> tuple[Biography, str]:
    """The story of an idea, or of the first one and why not of that one."""
    try:
        return tales.story(folder, idea), ""
    except InputError as error:
        return tales.story(folder, first), error.message


@solara.component
def _Story(session: Session, told: Biography) -> None:
    way, router = tales.way(told), solara.use_router()

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


@solara.component
def _Saved(session: Session, standing: Standing, told: Biography) -> None:
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
