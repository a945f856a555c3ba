"""`innosim lesson`: lessons for a room: list, show, print, play table plans, report a session."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from innosim.errors import InputError, InputErrors

if TYPE_CHECKING:
    from innosim.teaching.session import Guess, Session


@click.group(short_help="Lessons for a room, with handouts and table plans.")
def command() -> None:
    """Lessons: predict, reveal, one idea's story, your turn, when it fails, so what.

    What they reveal was computed beforehand; only table plans are run here.
    """


@command.command("list")
def listed() -> None:
    """List the lessons: title, minutes, claim, and where the sources say it."""
    from innosim.teaching.stages import listing
    from innosim.teaching.stored import lessons

    click.echo(listing(lessons()), nl=False)


@command.command()
@click.argument("name")
def show(name: str) -> None:
    """Show the lesson NAME (as hero-trap or L3) stage by stage."""
    from innosim.teaching.stages import text
    from innosim.teaching.stored import lesson

    click.echo(text(lesson(name)), nl=False)


@command.command("print")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("handouts"),
    show_default=True,
    help="Folder for the pages.",
)
def print_out(names: tuple[str, ...], out: Path) -> None:
    """Write script, prediction sheet, role cards, debrief sheet and answer key of lessons.

    NAME is a lesson, such as hero-trap or L3; more than one may be named. A4 pages as HTML that
    open without a network; print them from a browser.
    """
    from innosim.teaching.handouts import print_out as write_out
    from innosim.teaching.stored import lesson

    files = [path for taught in [*map(lesson, names)] for path in write_out(taught, out)]
    for path in files:
        click.echo(path.name)
    click.echo(f"{len(files)} files to print from a browser: {out.resolve()}")


@command.command()
@click.argument("name")
@click.option(
    "--guess",
    "guesses",
    multiple=True,
    metavar="[QUESTION:]G,G,...",
    help="Guesses of the room, at the first question unless one is named; may be repeated, and "
    "are added to those of the session.",
)
@click.option(
    "--plan",
    "plans",
    multiple=True,
    metavar="TABLE:CARD,CARD,...",
    help="The cards of a table, such as 1:yes_and,forums; may be repeated, up to 8 tables.",
)
@click.option(
    "--session",
    "path",
    type=click.Path(path_type=Path),
    help="File that the session is kept in, and gone on from.",
)
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), help="Seed of a new session.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=min(2, os.cpu_count() or 1),
    show_default=True,
    help="Processes that run side by side; they change no number.",
)
def play(
    name: str,
    guesses: tuple[str, ...],
    plans: tuple[str, ...],
    path: Path | None,
    seed: int | None,
    jobs: int,
) -> None:
    """Enter guesses, and run the plans of the tables in the same worlds.

    `innosim lesson show NAME` lists the questions and the cards.
    """
    from innosim.teaching.session import OUTDATED
    from innosim.teaching.stages import asked

    session = _session(name, path, seed)
    if not (guesses or plans or session.guesses or session.plans):
        raise InputError("nothing to do: give --guess or --plan, or a --session that has some")
    for doubt in (session.taught.doubt, OUTDATED if session.outdated else ""):
        if doubt:
            click.echo(doubt, err=True)
    for text in guesses:
        question, given = _guesses(session, text)
        session = session.guessed(given, question)
    if plans:
        session = session.planned(_plans(plans))
    if path is not None:
        session.save(path)
    for question_ in session.taught.questions:
        entered = session.guesses.get(question_.name, ())
        if entered:
            click.echo(f"{asked(question_)}\n  {len(entered)} guesses")
            click.echo(f"  It came out as {session.taught.answer_words(question_)}.\n")
    if session.plans:
        click.echo(f"Running {len(session.plans)} plans in the same worlds ...", err=True)
        session, found = session.played(jobs)
        if path is not None:
            session.save(path)
        click.echo(str(found), nl=False)


@command.command()
@click.argument("session", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("report"),
    show_default=True,
    help="Folder for the page and its pictures.",
)
def report(session: Path, out: Path) -> None:
    """Write a handout of a SESSION file: predictions against the outcome, results, pictures."""
    from innosim.teaching.report import write_report
    from innosim.teaching.session import restore

    files = write_report(restore(session), out)
    click.echo(f"{len(files)} files, the page is {files[0].resolve()}")


def _session(name: str, path: Path | None, seed: int | None) -> Session:
    from innosim.teaching.lab import SEED
    from innosim.teaching.session import begin, restore

    new = begin(name, SEED if seed is None else seed)
    if path is None or not path.exists():
        return new
    kept = restore(path)
    if kept.lesson != new.lesson:
        raise InputError(f"this session is of the lesson {kept.lesson}, not {new.lesson}", path)
    if seed is not None and seed != kept.seed:
        raise InputError(f"this session has the seed {kept.seed}; begin another one", path)
    return kept


def _guesses(session: Session, text: str) -> tuple[str, list[Guess]]:
    from innosim.teaching.lesson import NUMBER

    name, colon, rest = text.rpartition(":")
    question = session.taught.question(name.strip() if colon else "")
    words = [word.strip() for word in rest.split(",") if word.strip()]
    if question.kind != NUMBER:
        return question.name, [*_options(words, question.options)]
    found: list[Guess] = []
    problems = []
    for word in words:
        try:
            found.append(float(word))
        except ValueError:
            problems.append(InputError(f"--guess {text}: {word!r} is no number"))
    if problems or not words:
        raise InputErrors(problems or [InputError(f"--guess {text}: no guess is given")])
    return question.name, found


def _options(words: Sequence[str], options: Mapping[str, str]) -> list[str]:
    """Options by their name, or by what the room reads."""
    by_label = {label: name for name, label in options.items()}
    return [by_label.get(word, word) for word in words]


def _plans(texts: Sequence[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    problems = []
    for text in texts:
        table, colon, cards = text.partition(":")
        if not colon or not table.strip().isdecimal():
            problems.append(InputError(f"--plan {text}: write TABLE:CARD,CARD, such as 1:yes_and"))
            continue
        if int(table) in found:
            problems.append(InputError(f"--plan {text}: table {int(table)} has a plan already"))
        found[int(table)] = [card.strip() for card in cards.split(",") if card.strip()]
    if problems:
        raise InputErrors(problems)
    return found
