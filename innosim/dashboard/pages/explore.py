"""Explore: pick a service, move levers and assumptions, and see what changes in the same worlds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import solara

from innosim.dashboard.frame import block, use_session
from innosim.dashboard.parts import (
    Chart,
    Choices,
    Finding,
    Keep,
    Levers,
    Tables,
    Timeline,
    Toolbar,
    whole,
)
from innosim.dashboard.shown import view
from innosim.dashboard.state.opening import MOST_BYTES, opened
from innosim.dashboard.state.session import Session
from innosim.dashboard.state.setting import (
    MOST_STEPS,
    Setting,
    Step,
    as_number,
)
from innosim.dashboard.state.shared import whole_link

TITLE = "Explore"
PATH = "/"

Plain = dict[str, Any]

_EMPTY: Plain = {"start": 0, "end": None, "strength": 1.0}
_KINDS: Plain = {"start": int, "end": int, "strength": float}
"""What an empty field of an intervention stands for, and what a filled one is."""


@solara.component
def Page() -> None:
    """The page."""
    session, told = use_session()
    notes, tell = solara.use_state(told)
    solara.use_effect(_opened(session), [session])
    acts = Acts(session, tell)
    shown, controls = view.results(session), view.controls(session)
    scenario, source = session.base, session.setting.source
    block("h1", f"{TITLE}: {scenario.title}", name="inno-hidden")
    with block("div", name="inno-card"):
        Toolbar(
            options=whole(session.sources.options(source)),
            source=source,
            story=" ".join(scenario.story.split()),
            query=whole_link(session.shared),
            file=session.sources.saved(session.setting, "My plan", session.budget),
            told=notes,
            most_bytes=MOST_BYTES,
            can_undo=controls["can_undo"],
            can_redo=controls["can_redo"],
            changed=controls["changed"],
            event_chosen=acts.choose,
            event_undo=lambda _=None: session.undo(),
            event_redo=lambda _=None: session.redo(),
            event_reset=lambda _=None: session.reset(),
            event_replay=lambda _=None: session.replay(),
            event_opened=acts.open,
        )
    with block("div", name="inno-explore"):
        with block("div", name="inno-side"):
            _Levers(controls, acts)
            _Assumptions(controls, acts)
        with block("div", name="inno-centre"):
            with block("div", name="inno-card"):
                Finding(
                    result=whole(view.told(shown)),
                    event_pause=lambda _=None: session.pause(),
                    event_resume=lambda _=None: session.resume(),
                )
            with block("div", name="inno-card"):
                Choices(
                    watchable=controls["watchable"],
                    watched=controls["watched"],
                    budget=controls["budget"],
                    event_watch=lambda name: session.watch(str(name)),
                    event_spend=acts.spend,
                )
                Chart(result=whole(view.drawn(shown)))
                Tables(tables=whole(_tables(shown)))


def _opened(session: Session) -> Callable[[], Callable[[], None]]:
    def opened() -> Callable[[], None]:
        session.begin()
        return session.leave

    return opened


@solara.component
def _Levers(controls: Plain, acts: Acts) -> None:
    with block("section", name="inno-card inno-lever", attributes={"aria-label": "Levers"}):
        block("h2", "Levers: what we do")
        _Sliders(controls["levers"], controls["live"], acts)
        block("h2", "Timeline")
        _Timeline(controls, acts, assumed=False)
        _Keep(controls, acts)


@solara.component
def _Sliders(groups: list[Plain], live: bool, acts: Acts) -> None:
    """A slider stays where it was moved to until the last of its moves has been taken."""
    turn, take = solara.use_state(0)

    def moved(told: Any) -> None:
        acts.dial(told)
        if type(number := told.get("turn")) is int:
            take(number)

    Levers(groups=whole(groups), live=live, turn=turn, event_moved=moved)


@solara.component
def _Keep(controls: Plain, acts: Acts) -> None:
    said, say = solara.use_state("")
    block("h2", "Keep it, for the page Compare")
    Keep(can=controls["pulls"], said=said, event_keep=lambda name: say(acts.keep(name)))


@solara.component
def _Assumptions(controls: Plain, acts: Acts) -> None:
    with block("section", name="inno-card inno-assume", attributes={"aria-label": "Assumptions"}):
        block("h2", "Assumptions: how we think the world is")
        _Sliders(controls["assumptions"], controls["live"], acts)
        block("h2", "Events")
        _Timeline(controls, acts, assumed=True)


@solara.component
def _Timeline(controls: Plain, acts: Acts, assumed: bool) -> None:
    Timeline(
        steps=controls["steps"],
        kinds=whole(solara.use_memo(lambda: view.kinds(assumed), [assumed])),
        assumed=assumed,
        horizon=controls["horizon"],
        full=len(controls["steps"]) >= MOST_STEPS,
        event_added=acts.add,
        event_changed=acts.change,
        event_removed=acts.remove,
    )


def _tables(shown: Plain) -> list[Plain]:
    return [
        {"title": "The chart as a table", "rows": shown["rows"], "file": "innosim-chart.csv"},
        {"title": "All differences", "rows": shown["effects"], "file": "innosim-differences.csv"},
    ]


class Acts:
    """What the controls of the page do; all that comes from a browser is checked here."""

    def __init__(self, session: Session, tell: Any) -> None:
        self._session = session
        self._tell = tell

    def choose(self, name: Any) -> None:
        """Look at another scenario."""
        self._tell([])
        if name in self._session.sources.scenarios:
            self._session.move(Setting(str(name)))

    def dial(self, told: Any) -> None:
        """A slider was moved."""
        name, value = str(told.get("name")), as_number(told.get("value"))
        if value is not None:
            session = self._session
            session.move(session.setting.with_dial(name, value, session.base), name)

    def add(self, kind: Any) -> None:
        """Put an intervention on the timeline."""
        horizon = self._session.base.horizon
        steps = self._session.setting.steps
        if kind in _kinds() and len(steps) < MOST_STEPS:
            start = horizon // 4 if Step(str(kind)).assumed else 0
            self._set((*steps, Step(str(kind), start).within(horizon)))

    def change(self, told: Any) -> None:
        """Another time or strength of an intervention."""
        steps = list(self._session.setting.steps)
        place, key = told.get("place"), str(told.get("key"))
        if type(place) is int and 0 <= place < len(steps) and key in _EMPTY:
            given = as_number(told.get("value"))
            value = _EMPTY[key] if given is None else _KINDS[key](given)
            changed: Plain = {key: value}
            steps[place] = replace(steps[place], **changed).within(self._session.base.horizon)
            self._set(tuple(steps))

    def remove(self, place: Any) -> None:
        """Take an intervention off the timeline."""
        steps = self._session.setting.steps
        if type(place) is int and 0 <= place < len(steps):
            self._set((*steps[:place], *steps[place + 1 :]))

    def keep(self, name: Any) -> str:
        """Keep the levers as a plan; returns what is to be said."""
        return self._session.weighing.keep(str(name)) or "Kept: see the page Compare."

    def spend(self, hours: Any) -> None:
        """Set the budget."""
        self._session.spend(as_number(hours))

    def open(self, text: Any) -> None:
        """Take over a scenario file that somebody opened in the browser."""
        found, told = opened(text, self._session.sources.scenarios)
        self._tell(told)
        if found is not None:
            self._session.take_over(found.setting, found.budget)

    def _set(self, steps: tuple[Step, ...]) -> None:
        self._session.move(replace(self._session.setting, steps=steps))


def _kinds() -> set[str]:
    return {
        str(kind["kind"])
        for assumed in (False, True)
        for group in view.kinds(assumed)
        for kind in group["kinds"]
    }
