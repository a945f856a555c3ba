"""The organisation: the nested service, coloured by what happens, replayed week by week."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import solara

from innosim.dashboard import paths
from innosim.dashboard.frame import block, use_session
from innosim.dashboard.parts import Nested, Standing, Tables, Unit
from innosim.dashboard.shown import picture, words
from innosim.dashboard.shown.standing import LENGTHY, rests_on, set_words, table
from innosim.dashboard.state import watching
from innosim.dashboard.state.house import house
from innosim.dashboard.state.session import NAMES, Session
from innosim.dashboard.state.setting import Setting
from innosim.dashboard.state.studies import worlds
from innosim.errors import InputError
from innosim.organisation.nested import nested
from innosim.what_if.comparison.runs import chart_of
from innosim.what_if.replay.replay import Replay, opened
from innosim.what_if.replay.seen import SEEN

TITLE = "The organisation"
PATH = paths.ORGANISATION


@solara.component
def Page() -> None:
    """The page."""
    session, _ = use_session()
    block("h1", f"{TITLE}: {session.base.title}", name="inno-hidden")
    with block("div", name="inno-card"):
        setting, file = _use_watched(session)
    organisation = setting.scenario(session.base).organisation
    chart = solara.use_memo(lambda: chart_of(organisation), [organisation])
    layout = solara.use_memo(lambda: nested(chart), [organisation])
    drawn = solara.use_memo(lambda: picture.laid_out(chart, layout), [organisation])
    replay = _kept(file) if file else None
    name, choose = solara.use_state(next(iter(SEEN)))
    pressed, press = solara.use_state(-1)
    wanted = solara.use_memo(lambda: session.wanted.pop(PATH, ""), [])
    idea, follow = solara.use_state(wanted)
    shown = solara.use_memo(lambda: picture.shown(replay, name) if replay else None, [file, name])
    ideas = solara.use_memo(lambda: picture.ideas(replay) if replay else [], [file])
    way, why = solara.use_memo(lambda: _way(chart, layout, replay, idea), [file, idea])
    shape = pressed if 0 <= pressed < layout.n else 0
    unit = solara.use_memo(
        lambda: picture.unit(chart, layout, replay, shape), [file, organisation, shape]
    )
    router = solara.use_router()

    def leave(page: str, asked: str) -> None:
        session.wanted[page] = asked
        router.push(page)

    with block("div", name="inno-organisation"):
        with block("div", name="inno-card"):
            Nested(
                drawn=drawn,
                shown=shown,
                weeks=replay.weeks.tolist() if replay else [],
                horizon=session.base.horizon,
                choices=picture.choices(),
                name=name,
                opened=shape,
                ideas=ideas,
                way=way,
                told=why,
                event_choose=lambda one: choose(one) if one in tuple(SEEN) else None,
                event_press=lambda one: press(one) if type(one) is int else None,
                event_follow=lambda one: follow(str(one)[:40]),
                event_story=lambda one: leave(paths.STORIES, _asked(session, one)),
            )
            if replay is not None:
                title = f"{SEEN[name].label} by layer, all weeks"
                rows = picture.by_layer(replay, chart, name)
                Tables(tables=[table(title, rows, "innosim-layers.csv")], drawn=False)
        with block("section", name="inno-card", attributes={"aria-label": "The unit looked at"}):
            Unit(
                unit=unit,
                weeks=replay.weeks.tolist() if replay else [],
                event_follow=lambda one: follow(str(one)[:40]),
                event_story=lambda one: leave(paths.STORIES, _asked(session, one)),
                event_gate=lambda layer: leave(paths.DEATHS, f"layer {layer}"),
            )


@lru_cache(maxsize=4)
def _kept(file: str) -> Replay:
    """The replay of a file, kept for all browsers that look at it."""
    return opened(Path(file))


def _asked(session: Session, idea: Any) -> str:
    """How the page of stories is asked for an idea of the first world."""
    name = str(idea)[:40]
    return name if worlds(session) == 1 else f"0:{name}"


def _way(chart: Any, layout: Any, replay: Replay | None, idea: str) -> tuple[Any, str]:
    """The way of an idea, and why there is none."""
    if replay is None or not idea:
        return None, ""
    try:
        return picture.followed(chart, layout, replay, idea), ""
    except InputError as error:
        return None, error.message


def _use_watched(session: Session) -> tuple[Setting, str]:
    """The arm that is looked at, and the file of its replay, watched as soon as it may be."""
    chosen, choose = solara.use_state("")
    widened, widen = solara.use_state(cast(Setting | None, None))
    halted, halt = solara.use_state(False)
    desk, arms = house().desk, dict(session.arms())
    kind = chosen if chosen in arms else list(arms)[-1]
    setting, first = arms[kind], watching.weeks(session, False)
    length = watching.weeks(session, widened == setting)

    def start() -> None:
        if not halted:
            watching.begin(session, desk, setting, length)
            session.changed()

    solara.use_effect(start, [setting, length, halted])
    answer = watching.watched(desk, setting, length)

    def begin(_: Any = None) -> None:
        halt(False)
        if answer is not None and answer.found:
            widen(setting)
        else:
            watching.begin(session, desk, setting, length)
            session.changed()

    def stop(_: Any = None) -> None:
        halt(True)
        widen(None)
        watching.stop(session, desk, setting, length)
        session.changed()

    running = answer is not None and not answer.over
    there = (answer, watching.watched(desk, setting, first))
    file = next((str(one.found["file"]) for one in there if one and one.found), "")
    Standing(
        study={
            "title": session.base.title,
            "set": set_words(session),
            "arms": [
                {"kind": one, "name": words.capital(NAMES[one]), "chosen": one == kind}
                for one in arms
            ],
            "rests": rests_on(1) if file else "",
            "waits": running,
            "done": answer.done if answer else 0,
            "of": answer.of if answer else 0,
            "failed": answer.failed if answer else "",
            "ask": "" if running else _ask(session, length, bool(file)),
            "go": "Run all weeks" if file else "Run this world",
        },
        query=session.query,
        event_look=lambda one: choose(str(one)),
        event_begin=begin,
        event_stop=stop,
    )
    return setting, file


def _ask(session: Session, length: int, done: bool) -> str:
    """What could be run: the weeks that are missing, or all."""
    horizon = session.base.horizon
    if not done:
        return f"Not run yet: {session.people:,} people over {length} weeks in one world. {LENGTHY}"
    if length < horizon:
        first = f"The first {length} weeks, because the service is large."
        return f"{first} All {horizon} weeks can be run. {LENGTHY}"
    return ""
