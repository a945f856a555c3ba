"""Diagnose: the four prompting questions, what people say, and at most three moves to try."""

from __future__ import annotations

from typing import Any

import solara

from innosim.dashboard.frame import block, use_session
from innosim.dashboard.parts import Moves, Portrait, Questions, Tables
from innosim.dashboard.state.house import house
from innosim.dashboard.state.interview import MOST_ANSWERING, Interview
from innosim.dashboard.state.session import Session
from innosim.dashboard.state.setting import Setting, Step
from innosim.what_if.prompting import words
from innosim.what_if.prompting.answers import LEAST_STAFF, MOST_LAYERS, MOST_STAFF, as_toml
from innosim.what_if.prompting.folder import scenario_file
from innosim.what_if.prompting.portrait import Portrait as Described
from innosim.what_if.prompting.portrait import parameters
from innosim.what_if.prompting.questions import NAMES, QUESTIONS, ROLES

TITLE = "Diagnose"
PATH = "/diagnose"

Plain = dict[str, Any]


@solara.component
def Page() -> None:
    """The page."""
    session, _ = use_session()
    interview = _interview(session)
    router = solara.use_router()
    portrait = interview.portrait

    def explore(kind: Any = None) -> None:
        if portrait is None:
            return
        steps = (Step(str(kind)),) if kind in _kinds(interview) else ()
        session.move(Setting(portrait.service.name, steps=steps))
        router.push("/")

    block("h1", "Diagnose: what your people say of your service", name="inno-hidden")
    with block("div", name="inno-diagnose"):
        with block("div", name="inno-card"):
            Questions(
                questions=_QUESTIONS,
                roles=list(ROLES),
                people=[_shown(person.role, person.levels) for person in interview.people],
                headcount=interview.headcount,
                layers=interview.layers,
                limits={"least": LEAST_STAFF, "most": MOST_STAFF, "layers": MOST_LAYERS},
                told=interview.told,
                full=len(interview.people) >= MOST_ANSWERING,
                event_added=interview.add,
                event_removed=interview.remove,
                event_sized=interview.size,
            )
        with block("div", name="inno-centre"):
            if portrait is None:
                _nothing()
            else:
                _described(portrait)
                with block("div", name="inno-card"):
                    Moves(
                        result=_moves(interview),
                        files=_files(portrait),
                        event_find=lambda _=None: interview.begin(),
                        event_cancel=lambda _=None: interview.cancel(),
                        event_explore=explore,
                    )


def _interview(session: Session) -> Interview:
    found = session.aside.get(PATH)
    if not isinstance(found, Interview):
        found = Interview(house().crew, lambda: session.changed())
        session.aside[PATH] = found
    return found


def _nothing() -> None:
    with block("section", name="inno-card", attributes={"aria-label": "What comes of it"}):
        block("h2", "What comes of it")
        block("p", "Nobody has answered yet. With the first person's answers you see here:")
        with block("ul"):
            block("li", "where the four signals rest, with a range, and who sees it otherwise,")
            block("li", "a scenario of your service, which Explore opens,")
            block("li", "at most three moves on the weakest signals, each to try by one click.")


def _described(portrait: Described) -> None:
    facts: Plain = words.portrait_facts(portrait)
    facts["parameters"] = parameters(portrait)
    with block("div", name="inno-card"):
        block("h2", facts["title"])
        block("p", words.opening(facts), name="inno-first", attributes={"data-part": "opening"})
        for sentence in words.agreement(facts):
            block("p", sentence)
        Portrait(result=_picture(facts))
        Tables(
            tables=[
                _table("The picture as a table", words.signals_table(facts), "signals.csv"),
                _table("Who says what", words.answers_table(facts), "answers.csv"),
                _table(
                    "How answers became parameters",
                    words.parameters_table(facts),
                    "parameters.csv",
                ),
            ]
        )


def _table(title: str, rows: list[words.Row], file: str) -> Plain:
    return {"title": title, "rows": [list(row) for row in rows], "file": f"innosim-{file}"}


def _picture(facts: Plain) -> Plain:
    rows = words.answers_table(facts)
    spoken = "; ".join(
        f"{one['signal']}: {one['level']:.2f}, from {one['low']:.2f} to {one['high']:.2f}"
        for one in facts["signals"]
    )
    keys = ("level", "low", "high", "by_role", "unknown")
    return {
        "signals": [
            {**{key: one[key] for key in keys}, "signal": one["signal"].capitalize()}
            for one in facts["signals"]
        ],
        "roles": [{"role": r, "name": n} for r, n in ROLES.items() if n in rows[0]],
        "spoken": f"Where the four signals rest, from 0 to 1. {spoken}.",
    }


def _moves(interview: Interview) -> Plain:
    tried = interview.tried
    found: Plain = {
        "working": interview.working,
        "done": interview.done,
        "total": interview.total,
        "failed": interview.failed,
        "told": [],
        "notes": [],
        "moves": [],
        "rows": [],
    }
    if tried is None:
        return found
    told = words.verdicts(tried)
    count = len(tried["moves"])
    moves = [
        {**{key: move[key] for key in ("kind", "title", "message", "signal")}, "told": sentence}
        for move, sentence in zip(tried["moves"], told, strict=False)
    ]
    notes = [*told[count:], *words.asking(tried)]
    return {**found, "moves": moves, "notes": notes, "over": True}


def _files(portrait: Described) -> list[Plain]:
    return [
        {"label": "Save as scenario", "name": "my-service.toml", "text": scenario_file(portrait)},
        {"label": "Save the answers", "name": "answers.toml", "text": as_toml(portrait.answers)},
    ]


def _kinds(interview: Interview) -> set[str]:
    tried = interview.tried
    return set() if tried is None else {str(move["kind"]) for move in tried["moves"]}


def _shown(role: str, levels: tuple[int, ...]) -> Plain:
    said = ", ".join(f"{name} {n or '?'}" for name, n in zip(NAMES, levels, strict=True))
    return {"role": role, "said": said}


_QUESTIONS = [
    {"signal": q.signal, "words": q.words, "place": q.place, "answers": list(q.answers)}
    for q in QUESTIONS
]
