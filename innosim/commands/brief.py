"""`innosim brief`: a note of two pages for a decision, which holds all that makes it again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from innosim.commands import _options
from innosim.commands._stopping import goes_on
from innosim.commands._worlds import spoken
from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.what_if.briefing.brief import Brief
    from innosim.what_if.briefing.settings import Settings

PAIRS = 20
NAME = "brief"
NOTES = (".html", ".md")


@click.command(short_help="Write a note of two pages for a decision.")
@click.argument("scenarios", nargs=-1, metavar="[TODAY] [PLAN ...]")
@click.option("--question", default="", help="What is asked  [default: what the plans bring].")
@click.option(
    "--pairs",
    type=click.IntRange(1, 10_000),
    help=f"Worlds, each with one run of each scenario  [default: {PAIRS}].",
)
@click.option(
    "--assume",
    multiple=True,
    metavar="KEY=VALUE",
    help="An assumption for all but today, which is shown with and without it; may be repeated.",
)
@_options.settings("Change a setting in all scenarios")
@click.option(
    "--with-files",
    is_flag=True,
    help="Let the note hold the files that the scenarios read, names of people included.",
)
@click.option(
    "--again",
    type=click.Path(path_type=Path),
    metavar="NOTE",
    help="Make a note again from its own settings, .html or .md; nothing else is needed.",
)
@_options.jobs("Processes that run side by side; they change no byte.")
@_options.folder("Folder for the note, or its file (.html or .md)", "results/brief-TODAY-PLAN")
def command(
    scenarios: tuple[str, ...],
    question: str,
    pairs: int | None,
    assume: tuple[str, ...],
    settings: tuple[str, ...],
    with_files: bool,
    again: Path | None,
    jobs: int,
    out: Path | None,
) -> None:
    """Write what plans bring, compared with TODAY in the same worlds, as HTML and Markdown.

    Scenarios are files or names of shipped ones. One alone is compared with the one that its file
    starts from.
    """
    from innosim.what_if.briefing.brief import asked
    from innosim.what_if.briefing.settings import read

    if again is not None:
        if scenarios or question or pairs or assume or settings:
            raise InputError("--again takes all settings from the note: give only --out and --jobs")
        _write(read(again), out, jobs, again)
        return
    if not scenarios:
        raise InputError("name today and at least one plan, or a note with --again NOTE")
    wanted = asked(scenarios, question, pairs or PAIRS, settings, assume, with_files)
    _write(wanted, out, jobs, None)


def _write(wanted: Settings, out: Path | None, jobs: int, old: Path | None) -> None:
    from innosim.kept import kept
    from innosim.what_if.briefing.brief import made
    from innosim.what_if.comparison.folder import prepare
    from innosim.what_if.comparison.runs import Bench

    if wanted.holds():
        files = ", ".join(wanted.holds())
        click.echo(f"The note will hold the content of {files}: mind who reads it.", err=True)
    if out is not None and out.suffix in NOTES:
        note = made(wanted, Bench(wanted.seed, jobs=jobs, progress=spoken()))
        _report(note, out, old)
        return
    folder = out or Path("results") / _folder_name(wanted)
    with kept(prepare(folder, "note")) as store, goes_on("worlds", folder):
        note = made(wanted, Bench(wanted.seed, store, jobs, spoken()))
    _report(note, folder / f"{NAME}.html", old)


def _folder_name(wanted: Settings) -> str:
    names = (re.sub(r"[^\w.-]+", "-", str(arm["name"])).strip("-") for arm in wanted.arms)
    return "-".join([NAME, *names])[:100]


def _report(note: Brief, file: Path, old: Path | None) -> None:
    before = None if old is None else old.read_bytes()
    written = note.write(file)
    click.echo(str(note))
    if old is not None:
        same = before in [path.read_bytes() for path in written]
        told = "has the same bytes as" if same else "does NOT have the same bytes as"
        click.echo(f"The note {told} {old}{'' if same else ', whose text was changed'}.")
    click.echo(f"Note, and its numbers: {', '.join(map(str, written))}")
