"""`innosim diagnose`: the four prompting questions, and moves on the weakest signals."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from innosim.commands import _options
from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.what_if.prompting.answers import Answers, Person
    from innosim.what_if.prompting.diagnose import Diagnosis


@click.command(short_help="Answer four questions on a service, and get moves to try.")
@click.argument("answers", required=False, metavar="[ANSWERS]")
@click.option("--people", type=int, help="People of the service, in place of what ANSWERS says.")
@click.option("--layers", type=int, help="Layers of middle managers, in place of what it says.")
@click.option("--moves/--no-moves", default=True, help="Whether to try moves (some seconds).")
@click.option("--metric", default="adopters", show_default=True, help="What moves should raise.")
@_options.jobs()
@_options.folder("Folder for what is found, and to go on from", "results/diagnosis")
@_options.as_json
def command(
    answers: str | None,
    people: int | None,
    layers: int | None,
    moves: bool,
    metric: str,
    jobs: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Describe a service by what its people answer, and try moves on its weakest signals.

    ANSWERS is a file (TOML or CSV, docs/diagnose.md); without one the questions are asked here.
    """
    from innosim.what_if.planning.plan import check_metric
    from innosim.what_if.prompting.answers import read_answers
    from innosim.what_if.prompting.folder import prepare

    check_metric(metric)
    given = read_answers(answers) if answers is not None else _ask(people, layers)
    given = _sized(given, people, layers)
    folder = out or Path("results") / "diagnosis"
    runs = prepare(folder)
    found = _found(given, runs, metric if moves else None, jobs)
    _write(folder, found)
    _report(folder, found, as_json)


def _sized(given: Answers, people: int | None, layers: int | None) -> Answers:
    from innosim.what_if.prompting.answers import Answers

    headcount = given.headcount if people is None else people
    return Answers(given.people, headcount, given.layers if layers is None else layers)


def _found(given: Answers, runs: Path, metric: str | None, jobs: int) -> Diagnosis:
    from innosim.commands._worlds import spoken
    from innosim.kept import kept
    from innosim.what_if.planning.bench import Bench
    from innosim.what_if.prompting.diagnose import Diagnosis, tried
    from innosim.what_if.prompting.moves import Trial
    from innosim.what_if.prompting.portrait import Portrait

    portrait = Portrait(given)
    with kept(runs) as store:
        if metric is None:
            return Diagnosis(portrait)
        trial = Trial(portrait, metric)
        return Diagnosis(
            portrait, tried(trial, Bench(trial.scenario, metric, store, jobs, spoken()))
        )


def _write(folder: Path, found: Diagnosis) -> None:
    from innosim.figures import portrait as figure
    from innosim.figures.save import save
    from innosim.what_if.prompting.folder import write

    stem = Path("figures") / figure.NAME
    write(folder, found, stem.as_posix())
    save(figure.draw(found.facts), figure.describe(found.facts), folder / stem)


def _report(folder: Path, found: Diagnosis, as_json: bool) -> None:
    if as_json:
        from innosim.results.texts import as_json as facts_as_json

        click.echo(facts_as_json(found.facts), nl=False)
        return
    click.echo(str(found))
    click.echo(f"Page, figure, scenario, experiment and tables: {folder.resolve()}")


def _ask(people: int | None, layers: int | None) -> Answers:
    """Ask one person after the other."""
    from innosim.what_if.prompting.answers import Answers

    if not sys.stdin.isatty():
        raise InputError(
            "name a file of answers, such as `innosim diagnose answers.csv` (docs/diagnose.md), or "
            "start this in a terminal to be asked"
        )
    headcount = _number("headcount", "People of the service", people)
    levels = _number("layers", "Layers of middle managers", layers)
    given = [_person()]
    while click.confirm("Does another person answer?", default=False):
        given.append(_person())
    return Answers(tuple(given), headcount, levels)


def _person() -> Person:
    from innosim.what_if.prompting.answers import Person
    from innosim.what_if.prompting.questions import QUESTIONS, ROLES

    role = _choice("Who answers?", tuple(ROLES), least=1)
    levels = []
    for question in QUESTIONS:
        levels.append(_choice(f"{question.words} ({question.place})", question.answers, least=0))
    return Person(tuple(ROLES)[role - 1], tuple(levels))


def _choice(words: str, options: tuple[str, ...], least: int) -> int:
    click.echo(f"\n{words}")
    for place, option in enumerate(options, 1):
        click.echo(f"  {place}  {option}")
    if least == 0:
        click.echo("  0  don't know")
    return int(click.prompt("Number", type=click.IntRange(least, len(options))))


def _number(name: str, words: str, given: int | None) -> int | None:
    from innosim.what_if.prompting.answers import number_of

    if given is not None:
        return number_of(name, given)

    def read(text: Any) -> int | None:
        try:
            return number_of(name, text)
        except InputError as error:
            raise click.UsageError(error.message) from None

    found: int | None = click.prompt(f"{words} (? if you don't know)", value_proc=read)
    return found
