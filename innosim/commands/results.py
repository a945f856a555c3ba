"""`innosim results`: list, check, merge, export and sum up what runs have left."""

from __future__ import annotations

import json
from pathlib import Path

import click

from innosim.commands import _options

WRONG = 1
FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.group(short_help="List, check, merge, export and sum up what runs have left.")
def command() -> None:
    """What runs have left: folders of sweeps (innosim sweep) and of runs (innosim run)."""


@command.command("list", short_help="List the sweeps and runs below a folder.")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("results"))
@_options.as_json
def list_(folder: Path, as_json: bool) -> None:
    """List the sweeps and runs below FOLDER (results, without it): what, how far, how large.

    What else innosim has made there, such as comparisons and archives, is named after them.
    """
    from innosim.experiments.holdings.holding import holdings

    found = holdings(folder)
    listed = [one.facts for one in found.found] + [one.facts for one in found.others]
    click.echo(_json(listed) if as_json else str(found))


@command.command("check", short_help="Say what is torn, altered, foreign or missing.")
@FOLDER
@click.option(
    "--set-aside",
    is_flag=True,
    help="Move the files of a sweep that are of no use to aside/, so that it can go on.",
)
def check(folder: Path, set_aside: bool) -> None:
    """Read everything in FOLDER: a line for each thing that is wrong, and what completes it.

    The exit code is 1 if something is wrong or missing.
    """
    from innosim.experiments.holdings.check import check

    found = check(folder, set_aside)
    click.echo(str(found))
    if not found.whole:
        raise SystemExit(WRONG)


@command.command("compact", short_help="Merge the files of a sweep into few.")
@FOLDER
def compact(folder: Path) -> None:
    """Merge the files of the sweep in FOLDER into few; its digest stays the same.

    Ended at any moment it loses nothing; the same command goes on. It is refused while a sweep is
    at work in the folder.
    """
    from innosim.experiments.sweep.compact import compact

    click.echo(str(compact(folder)))


@command.command("export", short_help="Write tidy CSV tables and a data dictionary.")
@FOLDER
@click.option("--csv", is_flag=True, help="As CSV, the only form there is so far.", hidden=True)
@_options.folder("Folder for the tables", "export in FOLDER")
def export(folder: Path, csv: bool, out: Path | None) -> None:
    """Write the results in FOLDER as CSV, with a data dictionary beside the tables.

    Of a sweep: runs.csv, a row for each run with all factors and quantities, and series.csv, a row
    for each run and week. Of a run: its tables.
    """
    from innosim.experiments.holdings.export import export

    for path in export(folder, out or folder / "export"):
        click.echo(str(path))


@command.command("summary", short_help="Mean and interval by point, and what failed.")
@FOLDER
@click.option("--metric", multiple=True, metavar="NAME", help="A quantity; may be repeated.")
@click.option(
    "--points",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    help="Points that are shown at most; JSON has all.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, with all points and quantities.")
def summary(folder: Path, metric: tuple[str, ...], points: int, as_json: bool) -> None:
    """Sum FOLDER up: by point of a sweep, means and intervals of quantities; or what a run gave."""
    from innosim.experiments.holdings.holding import SWEEP, kind_of
    from innosim.experiments.holdings.summary import summary

    if kind_of(folder) != SWEEP:
        _summary_of_run(folder, metric, as_json)
        return
    found = summary(folder, metric, points)
    click.echo(_json(found.facts) if as_json else str(found))


@command.command("digest", short_help="Print the digest of a sweep or a run.")
@FOLDER
def digest(folder: Path) -> None:
    """Print the digest of FOLDER: the same wherever and however the same runs were carried out."""
    from innosim.experiments.holdings.digest import digest

    click.echo(str(digest(folder)))


def _summary_of_run(folder: Path, metric: tuple[str, ...], as_json: bool) -> None:
    from innosim.analysis import deaths
    from innosim.analysis.diagnosis import diagnose
    from innosim.analysis.headline import summarise
    from innosim.analysis.report import numbers
    from innosim.analysis.words import summary
    from innosim.errors import InputError
    from innosim.results.reader import read

    if metric:
        raise InputError("--metric chooses among the quantities of a sweep; this is a run", folder)
    results = read(folder)
    if as_json:
        found = numbers(summarise(results), diagnose(results), deaths.of_ideas(results))
        click.echo(_json(found))
        return
    click.echo(summary(results), nl=False)


def _json(facts: object) -> str:
    return json.dumps(facts, indent=1, ensure_ascii=False, allow_nan=False)
