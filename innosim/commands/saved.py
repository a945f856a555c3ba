"""`innosim saved`: what would have saved an idea, at the gate, re-lived and in sibling worlds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from innosim.rescue.rescue import Inquiry, Rescue


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
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(
    results: Path,
    idea: str,
    changes: tuple[str, ...],
    start: int | None,
    siblings: int,
    scenario: str | None,
    as_json: bool,
) -> None:
    """Say what would have saved IDEA of the folder RESULTS.

    IDEA is its name in the table `ideas`, with the number of the replicate before it where there
    are several, as in 776-28-0 or 2:776-28-0; `innosim ideas` finds some.

    The same world is lived again with one thing changed, with the luck it had and with other luck.
    """
    from innosim.rescue.case import case
    from innosim.rescue.changes import change
    from innosim.rescue.rescue import Inquiry
    from innosim.rescue.words import plain, text
    from innosim.results.reader import read

    tried = [change(each) for each in changes]
    opened = read(results)
    found = case(opened, idea, scenario)
    answer = _answered(Inquiry(opened, found, tried, start, siblings))
    if as_json:
        click.echo(json.dumps(plain(answer), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        click.echo(text(answer), nl=False)


def _answered(inquiry: Inquiry) -> Rescue:
    """The answer, with a bar and the time left on a terminal, elsewhere one line."""
    weeks = inquiry.replicate_weeks
    if not sys.stderr.isatty():
        click.echo(f"Living {weeks:,} weeks again ...", err=True)
        return inquiry.answer()
    with click.progressbar(length=weeks, label="Living again", file=sys.stderr) as bar:
        return inquiry.answer(bar.update)
