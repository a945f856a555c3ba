"""The handout of a session: the room's predictions against the outcome, and the league table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from innosim.analysis.words import CAUTION
from innosim.errors import InputError
from innosim.figures import crossing, league
from innosim.figures import guesses as guessed
from innosim.figures.save import as_bytes, save
from innosim.phrases import SOURCES
from innosim.results.texts import write
from innosim.teaching import league as in_words
from innosim.teaching.paper import items, page, picture, table, tag
from innosim.teaching.pictures import crossings, guesses
from innosim.teaching.session import OUTDATED, Session
from innosim.teaching.stages import quoted

NAME = "report.html"
Drawn = tuple[str, Callable[[Any], Any], Callable[[Any], str], Any]


def report(session: Session) -> str:
    """The handout as a page."""
    taught = session.taught
    body = [tag("h1", f"What we predicted, and what came out: {taught.lesson.title}")]
    body.append(tag("p", f"Claim, to be tested: {taught.lesson.claim}"))
    if session.outdated:
        body.append(tag("p", OUTDATED))
    for _, draw, describe, facts in _pictures(session):
        text = describe(facts)
        svg, _ = as_bytes(draw(facts))
        body.append(picture(svg.decode(), text, _caption(text)))
    body += [tag("h2", "What came out"), items([taught.said(o) for o in taught.lesson.reveal])]
    body += [tag("h2", "When it fails"), tag("p", taught.said(taught.lesson.fails.text))]
    if session.results is not None:
        body += [tag("h2", "The table plans"), tag("p", in_words.sentence(session.results))]
        body.append(table(in_words.rows(session.results)))
        body.append(items(in_words.notes(session.results)))
    so_what = taught.lesson.so_what
    body.append(tag("h2", "So what?"))
    body += [tag("blockquote", quoted(one)) for one in (so_what.prompt, so_what.practice)]
    body.append(tag("p", SOURCES, "small"))
    body.append(items(so_what.questions))
    body.append(tag("p", f"{CAUTION} innosim {taught.facts['version']}.", "small foot"))
    return page(f"{taught.lesson.title}: report of a session", body)


def _caption(text: str) -> str:
    """The paragraphs of a text twin that are no tables, the first one left out."""
    parts = text.strip().split("\n\n")[1:]
    return "\n".join(part for part in parts if "  " not in part)


def write_report(session: Session, folder: Path) -> list[Path]:
    """Write the handout and its pictures to a folder; returns the files.

    Raises:
        InputError: if they cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", folder) from None
    write(folder / NAME, report(session))
    written = [folder / NAME]
    for name, draw, describe, facts in _pictures(session):
        written += save(draw(facts), describe(facts), folder / name)
    return written


def _pictures(session: Session) -> Iterator[Drawn]:
    for question in session.taught.questions:
        facts = guesses(session, question)
        yield f"{guessed.NAME}-{question.name}", guessed.draw, guessed.describe, facts
    for name, facts in crossings(session.taught).items():
        yield f"{crossing.NAME}-{name}", crossing.draw, crossing.describe, facts
    if session.results is not None:
        yield league.NAME, league.draw, league.describe, session.results
