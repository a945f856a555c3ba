"""What the stage view shows, as plain values: drawn from the data of a lesson, nothing is run."""

from __future__ import annotations

import base64
import json
from collections import Counter
from functools import cache
from io import BytesIO
from statistics import median
from threading import Lock
from typing import Any
from zipfile import ZipFile

from innosim.analysis.words import CAUTION
from innosim.dashboard.state.room import GUESS, Room
from innosim.teaching import league
from innosim.teaching.lab import PAIRS
from innosim.teaching.lesson import NUMBER, STAGES, Question
from innosim.teaching.pictures import crossings, guesses
from innosim.teaching.plans import MOST_TABLES, Plan
from innosim.teaching.session import MOST_BYTES, Session
from innosim.teaching.stages import card_rows
from innosim.teaching.stored import Taught, lesson, lessons

Plain = dict[str, Any]

_drawing = Lock()
"""Reports are drawn one after the other: the settings of the figures belong to the process."""


@cache
def listed() -> list[Plain]:
    """The lessons to choose from."""
    return [_offered(one) for one in lessons()]


def bar(room: Room, session: Session) -> Plain:
    """Where the room is, what it may do, and what a browser keeps of it."""
    taught, screen = session.taught, room.screen
    reached = {one.stage for one in room.screens[: room.last + 1]}
    text = session.text()
    kept = {"session": text, "place": room.place, "skipped": sorted(room.skipped)}
    entered = sum(map(len, session.guesses.values()))
    return {
        "title": f"L{taught.lesson.number} {taught.lesson.title}",
        "name": taught.name,
        "minutes": taught.lesson.minutes,
        "stages": [
            {"name": n, "heading": heading, "current": n == screen.stage, "open": n in reached}
            for n, heading in STAGES.items()
        ],
        "place": room.place,
        "of": len(room.screens),
        "can_go": room.place < room.last,
        "waiting": screen.kind == GUESS and not room.answered(screen.about),
        "told": room.told,
        "doubt": room.doubt,
        "can_undo": room.can_undo,
        "fresh": room.fresh,
        "entered": f"guesses: {entered}, plans: {len(session.plans)}",
        "file": text,
        "kept": json.dumps(kept),
        "most_bytes": MOST_BYTES,
    }


def guessing(room: Room, session: Session) -> Plain:
    """A question, and what the room has guessed so far."""
    question = session.taught.question(room.screen.about)
    given = session.guesses.get(question.name, ())
    counts = Counter(given)
    return {
        "name": question.name,
        "text": room.screen.paragraphs[0],
        "is_number": question.kind == NUMBER,
        "unit": question.unit,
        "typed": room.mistyped or (_typed(counts) if question.kind == NUMBER else ""),
        "options": [
            {"name": name, "label": label, "count": counts[name]}
            for name, label in question.options.items()
        ],
        "taken": len(given),
        "mistyped": bool(room.mistyped),
        "skipped": question.name in room.skipped,
    }


def outcome(room: Room, session: Session) -> Plain:
    """What came out, with the guesses of the room."""
    question = session.taught.question(room.screen.about)
    facts = guesses(session, question)
    if question.kind != NUMBER:
        return _chosen(facts)
    return _dots(session.taught, question, facts)


def curves(room: Room, session: Session) -> Plain:
    """Services that overtake one another."""
    facts = crossings(session.taught)[room.screen.about]
    lines = [{"name": name, **bands} for name, bands in facts["worlds"].items()]
    rows = [["week", *(f"{one['name']}, median" for one in lines), "difference", "95 % interval"]]
    apart = facts["difference"]
    for place in range(0, len(facts["weeks"]), max(1, len(facts["weeks"]) // 12)):
        cells = [f"{one['median'][place]:.3g}" for one in lines]
        low, high = (f"{apart[key][place]:.3g}" for key in ("low", "high"))
        rows.append(
            [
                str(facts["weeks"][place]),
                *cells,
                f"{apart['mean'][place]:.3g}",
                f"{low} to {high}",
            ]
        )
    marks = [
        {"month": facts[key], "label": f"month {facts[key]:.0f}: {words}"}
        for key, words in (("ahead", "ahead on average"), ("surely", "surely ahead"))
        if facts[key] is not None
    ]
    return {
        "unit": "New normal practices so far, per 100 staff",
        "weeks": facts["weeks"],
        "lines": lines,
        "marks": marks,
        "rests": f"Medians and the middle 80 % of {facts['pairs']} worlds, the same for both.",
        "rows": rows,
    }


def cards(room: Room, session: Session) -> Plain:
    """The task of the tables, and what they have chosen."""
    lesson_ = session.taught.lesson
    turn, world = lesson_.turn, lesson_.world(lesson_.turn.world)
    offered = [
        {
            "key": card.key,
            "title": row[1],
            "hours": card.hours(world.organisations),
            "also": row[3],
        }
        for card, row in zip(turn.cards, card_rows(session.taught)[1:], strict=True)
    ]
    tables = [
        {"table": table, "cards": list(keys), "hours": _hours(session, table)}
        for table in range(1, MOST_TABLES + 1)
        for keys in [session.plans.get(table, ())]
    ]
    return {
        "paragraphs": list(room.screen.paragraphs),
        "cards": offered,
        "tables": tables,
        "most": turn.most,
        "hours": turn.hours,
        "running": room.turn is not None,
    }


def results(room: Room, session: Session) -> Plain:
    """The league table, or how far it is."""
    turn, found = room.turn, session.results
    shown: Plain = {
        "plans": len(session.plans),
        "running": turn is not None,
        "begun": turn is not None and turn.begun,
        "done": 0 if turn is None else turn.done,
        "of": len(session.plans) + 1,
        "pairs": PAIRS,
        "failed": room.failed,
        "sentence": "",
        "heads": [],
        "rows": [],
        "notes": [],
    }
    if found is None:
        return shown
    heads, *rows = league.rows(found)
    return shown | {
        "sentence": league.sentence(found),
        "heads": [*heads],
        "rows": [
            {"cells": [*row], "cards": _titles(session, one["cards"]), **one["more"]}
            for row, one in zip(rows, found["standings"], strict=True)
        ],
        "notes": league.notes(found)[:-1],
    }


def handouts(name: str) -> Plain:
    """The handouts of a lesson as one file that can be downloaded."""
    from innosim.teaching.handouts import SHEETS

    taught, whole = lesson(name), BytesIO()
    with ZipFile(whole, "w") as folder:
        for sheet, write in SHEETS.items():
            folder.writestr(f"{taught.name}-{sheet}.html", write(taught))
    return _gift(f"{taught.name}-handouts.zip", "application/zip", whole.getvalue())


def report(session: Session) -> Plain:
    """The handout of a session as a file that can be downloaded."""
    from innosim.teaching.report import report as written

    with _drawing:
        text = written(session)
    return _gift(f"{session.lesson}-report.html", "text/html", text.encode())


def _gift(name: str, kind: str, data: bytes) -> Plain:
    return {"name": name, "type": kind, "data": base64.b64encode(data).decode()}


def _offered(taught: Taught) -> Plain:
    own = taught.lesson
    return {
        "name": taught.name,
        "number": own.number,
        "title": own.title,
        "minutes": own.minutes,
        "claim": own.claim,
        "places": ", ".join(dict.fromkeys(one.place for one in own.sources)),
        "question": taught.questions[0].text,
        "doubt": taught.doubt,
        "rests": f"{taught.facts['pairs']} worlds, innosim {taught.facts['version']}",
        "caution": CAUTION,
    }


def _typed(counts: Counter[Any]) -> str:
    """Guesses as they may be typed."""
    said = [f"{many}x{one:g}" if many > 1 else f"{one:g}" for one, many in sorted(counts.items())]
    return ", ".join(said)


def _chosen(facts: Plain) -> Plain:
    counts: Counter[str] = Counter(facts["guesses"])
    options = [
        {"label": label, "count": counts[name], "came": name == facts["answer"]}
        for name, label in facts["options"].items()
    ]
    rows = [["answer", "guesses", "came out"]]
    rows += [[one["label"], str(one["count"]), "yes" if one["came"] else ""] for one in options]
    return {
        "kind": "options",
        "question": facts["question"],
        "came": f"It came out as: {facts['words']}.",
        "guessed": _guessed(facts),
        "options": options,
        "rows": rows,
    }


def _dots(taught: Taught, question: Question, facts: Plain) -> Plain:
    low, high, given = question.low, question.high, sorted(facts["guesses"])
    found = taught.numbers[question.answer]
    rows = [["guess", "how many"], *([f"{g:g}", str(n)] for g, n in sorted(Counter(given).items()))]
    return {
        "kind": "number",
        "question": facts["question"],
        "came": f"It came out as {facts['words']}.",
        "guessed": _guessed(facts),
        "unit": question.unit,
        "low": low,
        "high": high,
        "bins": [list(one) for one in facts["bins"]],
        "median": median(given) if given else None,
        "answer": facts["answer"],
        "label": found.words(),
        "ends": [found.low, found.high],
        "step": facts["step"],
        "rows": rows,
    }


def _guessed(facts: Plain) -> str:
    given = facts["guesses"]
    if not given:
        return "Nobody guessed."
    if facts["options"]:
        right = given.count(facts["answer"])
        return f"{right} of {len(given)} guessed so."
    many = "1 guess" if len(given) == 1 else f"{len(given)} guesses"
    return f"{many}, median {median(given):g} {facts['unit']}."


def _hours(session: Session, table: int) -> float:
    turn = session.taught.lesson.turn
    chosen = [turn.card(key) for key in session.plans.get(table, ())]
    plan = Plan(table, tuple(card for card in chosen if card is not None))
    return plan.hours(session.taught.lesson.world(turn.world).organisations)


def _titles(session: Session, keys: list[str]) -> str:
    known = [(key, session.taught.lesson.turn.card(key)) for key in keys]
    return "; ".join(card.title if card else key for key, card in known) or "none"
