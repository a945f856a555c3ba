"""`innosim why`: the story of one idea, in sentences and as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from innosim.commands._rescue import answered, prepare
from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.results.reader import Results
    from innosim.what_if.rescue.rescue import Rescue


@click.command(short_help="Tell the story of one idea of a run, and draw its way.")
@click.argument("results", type=click.Path(path_type=Path))
@click.argument("idea")
@click.option(
    "--saved",
    is_flag=True,
    help="Say below it what would have saved the idea, as `innosim saved` does; takes a minute.",
)
@click.option(
    "--scenario", help="For --saved: scenario of the run, where it read an organisation's files."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON: sentences, decisions, all terms.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder for the story as a page, text and JSON, and for its pictures.",
)
def command(
    results: Path, idea: str, saved: bool, scenario: str | None, as_json: bool, out: Path | None
) -> None:
    """Tell what happened to IDEA in the run of the folder RESULTS, who decided what, and why.

    IDEA is named as in the table ideas, as in 776-28-0: post, week and ordinal of its conception;
    with several replicates as in 2:776-28-0. `innosim ideas RESULTS` names ideas worth telling.
    """
    from innosim.results.reader import read
    from innosim.what_if.rescue.told import Told
    from innosim.what_if.stories.biography import biography

    if scenario is not None and not saved:
        raise InputError("--scenario is for --saved; the story alone needs none")
    opened = read(results)
    story = biography(opened, idea)
    prepare(out)
    told = Told(story, _rescue(opened, idea, scenario) if saved else None)
    click.echo(told.json() if as_json else told.text(), nl=as_json)
    if out is not None:
        files = told.write(out)
        click.echo(f"\n{len(files)} files: {out.resolve()}", err=as_json)


def _rescue(results: Results, idea: str, scenario: str | None) -> Rescue:
    from innosim.what_if.rescue.case import case
    from innosim.what_if.rescue.rescue import Inquiry

    return answered(Inquiry(results, case(results, idea, scenario)))
