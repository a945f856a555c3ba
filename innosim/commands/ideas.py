"""`innosim ideas`: which ideas of a run make a story."""

from __future__ import annotations

from pathlib import Path

import click

from innosim.commands import _options


@click.command(short_help="Find the ideas of a run whose stories are worth telling.")
@click.argument("results", type=click.Path(path_type=Path))
@click.option(
    "--most",
    type=click.IntRange(1, 1000),
    default=1,
    show_default=True,
    help="Ideas of each kind.",
)
@_options.as_json
def command(results: Path, most: int, as_json: bool) -> None:
    """Find the extremes of the run in the folder RESULTS, each with the command that tells it.

    The closest call, the best idea lost, the longest stall, an idea saved by one person, the
    fastest to normal practice, the most persistent.
    """
    from innosim.results.reader import read
    from innosim.what_if.stories.worth import worth_telling

    worth = worth_telling(read(results), most)
    click.echo(worth.json() if as_json else worth.text(), nl=as_json)
