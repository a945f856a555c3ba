"""Handouts of a lesson: script, prediction sheet, role cards, debrief sheet and answer key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from innosim.analysis.words import CAUTION
from innosim.errors import InputError
from innosim.phrases import SOURCES
from innosim.results.texts import write
from innosim.teaching.lesson import NUMBER
from innosim.teaching.paper import items, page, table, tag
from innosim.teaching.stages import card_rows, ledger_rows, opening, quoted, stages, world_rows
from innosim.teaching.stored import Taught

_ROOM = (
    "The evening before: innosim doctor says whether this machine can show it without a network; "
    "innosim lesson print makes these pages.",
    "To begin: innosim dashboard, the page Lessons, Begin. Full screen with F.",
    "Keys, also those of a presenter: → or Page Down goes on, ← or Page Up back; Ctrl+Z takes the "
    "last guess or card back, R shows the reveal again, T hides the timer.",
    "At the end: Session, Save the session. The file holds guesses and plans by table, no names.",
)
"""What a facilitator does with the machine."""

LINES = '<div class="line"></div>' * 4


def script(taught: Taught) -> str:
    """What the facilitator says, clicks and asks, what is likely, and what if not."""
    first, *rest = opening(taught)
    body = [tag("h1", f"Facilitator's script: {taught.lesson.title}")]
    body += [tag("p", one) for one in (first, *rest)]
    body.append(f"<section>{tag('h2', 'Before and during')}{items([*_ROOM])}</section>")
    for stage in stages(taught):
        cue = stage.cue
        cues = {
            "Say": cue.say,
            "Click": cue.click,
            "Ask": cue.ask,
            "Expect": cue.expect,
            "If otherwise": cue.otherwise,
        }
        rows = "".join(tag("dt", name) + tag("dd", text) for name, text in cues.items())
        shown = "".join(tag("p", one) for one in stage.paragraphs)
        body.append(f"<section>{tag('h2', stage.heading)}<dl>{rows}</dl></section>")
        body.append(f'{tag("p", "On the screen", "small lead")}<div class="screen">{shown}</div>')
        if stage.table:
            body.append(f'<div class="whole">{table(stage.table)}</div>')
    return _page(taught, "script", body)


def prediction(taught: Taught) -> str:
    """A sheet for each participant's guesses."""
    body = [tag("h1", taught.lesson.title), tag("p", "Alone, before anything is shown. No name.")]
    for question in taught.questions:
        body.append(tag("h2", question.text))
        if question.kind == NUMBER:
            limits = f"A number from {question.low:g} to {question.high:g} ({question.unit})."
            body.append(tag("p", limits) + '<div class="box"></div>')
        else:
            body.append(items([f"☐ {label}" for label in question.options.values()], "tick"))
    body.append(tag("h2", "Why do you think so?") + LINES)
    return _page(taught, "prediction sheet", body)


def roles(taught: Taught) -> str:
    """Role cards to cut out, and the cards of the table task."""
    cards = "".join(
        f'<div class="card">{tag("h2", role.title)}{tag("p", role.text)}</div>'
        for role in taught.lesson.roles
    )
    turn = taught.lesson.turn
    shown = [row[1:] for row in card_rows(taught)]
    shown[0] = ("card", *shown[0][1:])
    body = [
        tag("h1", f"Role cards: {taught.lesson.title}"),
        f'<div class="cards">{cards}</div>',
        f'<section class="page">{tag("h1", "Your turn")}{tag("p", turn.task)}',
        tag("p", turn.budget),
        table(shown),
        tag("h2", "Our plan (table number, cards, leader-hours)") + LINES + "</section>",
    ]
    return _page(taught, "role cards", body)


def debrief(taught: Taught) -> str:
    """Questions for the end, the prompting question and the practice."""
    so_what = taught.lesson.so_what
    body = [tag("h1", f"So what? {taught.lesson.title}")]
    body += [tag("blockquote", quoted(one)) for one in (so_what.prompt, so_what.practice)]
    body.append(tag("p", SOURCES, "small"))
    for question in (*so_what.questions, *taught.lesson.debrief):
        body.append(f"<section>{tag('h2', question)}{LINES[: len(LINES) // 2]}</section>")
    return _page(taught, "debrief sheet", body)


def key(taught: Taught) -> str:
    """What came out, what the model does not show, and when the lever fails."""
    lesson = taught.lesson
    body = [tag("h1", f"Answer key: {lesson.title}")]
    for question in taught.questions:
        body.append(tag("h2", question.text) + tag("p", taught.answer_words(question)))
    body += [tag("p", taught.doubt)] if taught.doubt else []
    body.append(tag("h2", "What came out") + items([taught.said(one) for one in lesson.reveal]))
    body.append(tag("h2", "When it fails") + tag("p", taught.said(lesson.fails.text)))
    body.append(tag("h2", "What the claims ledger says") + table(ledger_rows(taught)))
    note = (
        "Built in: typed into the equations, no evidence. Emergent: shows only in the whole model. "
        "Not shown: the interval holds zero, or the effect is not as large as claimed. Contrary: "
        "the effect goes the other way."
    )
    body.append(tag("p", f"{note} {SOURCES}", "small"))
    body.append(f"<section>{tag('h2', 'The services')}{table(world_rows(taught))}</section>")
    return _page(taught, "answer key", body)


SHEETS: Mapping[str, Callable[[Taught], str]] = {
    "1-script": script,
    "2-prediction": prediction,
    "3-roles": roles,
    "4-debrief": debrief,
    "5-key": key,
}
"""Names of the files and what is in them."""


def print_out(taught: Taught, folder: Path) -> list[Path]:
    """Write all handouts of a lesson to a folder, named after the lesson; returns the files.

    Raises:
        InputError: if they cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", folder) from None
    written = []
    for name, sheet in SHEETS.items():
        path = folder / f"{taught.name}-{name}.html"
        write(path, sheet(taught))
        written.append(path)
    return written


def _page(taught: Taught, what: str, body: list[str]) -> str:
    foot = tag("p", f"{CAUTION} innosim {taught.facts['version']}.", "small foot")
    return page(f"{taught.lesson.title}: {what}", [*body, foot])
