"""`innosim saved`: what would have saved an idea, at the gate, re-lived and in sibling worlds."""

from __future__ import annotations

from pathlib import Path

import click

from innosim.commands import _options
from innosim.commands._rescue import answered, prepare


@click.command(short_help="Say what would have saved an idea, and in how many worlds.")
@click.argument("results", type=click.Path(path_type=Path))
@click.argument("idea")
@click.option(
    "--change",
    "changes",
    multiple=True,
    metavar="NAME[=SIZE]",
    help="A lever with its strength, as in yes_and=0.5, or a signal with the rise of it, as in "
    "parity=0.2; may be repeated  [default: eight levers and each signal].",
)
@click.option(
    "--from",
    "start",
    type=click.IntRange(0),
    metavar="WEEK",
    help="First week of the change  [default: four weeks before the deciding decision].",
)
@click.option(
    "--siblings",
    type=click.IntRange(2, 10_000),
    default=40,
    show_default=True,
    help="Worlds with the same past and other luck.",
)
@click.option("--scenario", help="Scenario of the run, where it read an organisation's files.")
@_options.as_json
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for a page, the numbers and a figure."
)
def command(
    results: Path,
    idea: str,
    changes: tuple[str, ...],
    start: int | None,
    siblings: int,
    scenario: str | None,
    as_json: bool,
    out: Path | None,
) -> None:
    """Say what would have saved IDEA of the folder RESULTS.

    IDEA is its name in the table `ideas`, with the number of the replicate before it where there
    are several, as in 776-28-0 or 2:776-28-0; `innosim ideas` finds some.

    The same world is lived again with one thing changed, with the luck it had and with other luck.
    """
    from innosim.results.reader import read
    from innosim.what_if.rescue.case import case
    from innosim.what_if.rescue.changes import change
    from innosim.what_if.rescue.rescue import Inquiry

    prepare(out)
    tried = [change(each) for each in changes]
    opened = read(results)
    found = case(opened, idea, scenario)
    answer = answered(Inquiry(opened, found, tried, start, siblings))
    if as_json:
        from innosim.what_if.rescue.folder import as_json as facts_as_json

        click.echo(facts_as_json(answer), nl=False)
    else:
        click.echo(str(answer), nl=False)
    if out is not None:
        from innosim.what_if.rescue.folder import write

        files = write(answer, out)
        click.echo(f"\n{len(files)} files: {out.resolve()}", err=as_json)
