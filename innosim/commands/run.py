"""`innosim run`: simulate a scenario, write its results and pictures, and say what came out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from innosim.results.reader import Results


@click.command(short_help="Run a scenario: results, pictures and a summary in a folder.")
@click.argument("scenario")
@click.option("--seed", type=click.IntRange(0), help="Seed of all random numbers.")
@click.option(
    "--replicates",
    type=click.IntRange(1, 10_000),
    default=1,
    show_default=True,
    help="Independent runs; with several, results come with bands.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder for results and pictures  [default: results/SCENARIO, or SCENARIO-2, ...].",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="Change a setting, as in --set signals.base_parity=0.8; may be repeated.",
)
@click.option("--csv", is_flag=True, help="Write the tables as CSV, too.")
@click.option("--no-figures", is_flag=True, help="Leave the pictures out.")
@click.option("--overwrite", is_flag=True, help="Replace results that stand in the folder.")
def command(
    scenario: str,
    seed: int | None,
    replicates: int,
    out: Path | None,
    settings: tuple[str, ...],
    csv: bool,
    no_figures: bool,
    overwrite: bool,
) -> None:
    """Run SCENARIO: the name of a shipped scenario (see `innosim scenarios`) or a TOML file."""
    from innosim.ensemble import run_to_folder
    from innosim.results.reader import read
    from innosim.scenario.files import load

    overrides = [*settings, *([] if seed is None else [f"seed={seed}"])]
    loaded = load(scenario, overrides)
    folder = out or _unused(Path("results") / Path(scenario).stem)
    formats = ("parquet", "csv") if csv else ("parquet",)
    total = loaded.horizon * replicates
    with _progress(total) as tell:
        run_to_folder(loaded, folder, replicates, formats, overwrite, progress=tell)
    results = read(folder)
    pictures = [] if no_figures else _draw(results, folder / "figures")
    _report(results, folder, pictures)


def _unused(folder: Path) -> Path:
    """The folder, or the first of folder-2, folder-3, ... that is not there yet."""
    others = (folder.with_name(f"{folder.name}-{number}") for number in count(2))
    return next(place for place in chain([folder], others) if not place.exists())


@contextmanager
def _progress(weeks: int) -> Iterator[Callable[[int], Any]]:
    """A bar with the time left on a terminal; elsewhere one line."""
    stream = sys.stderr
    if stream.isatty():
        with click.progressbar(length=weeks, label="Simulating", file=stream) as bar:
            yield bar.update
        return
    click.echo(f"Simulating {weeks} weeks ...", err=True)
    yield _say_nothing


def _say_nothing(weeks: int) -> None:
    """Progress without a terminal."""


def _draw(results: Results, folder: Path) -> list[Path]:
    from innosim.figures.save import save_all

    click.echo("Drawing the figures ...", err=True)
    return [path for path in save_all(results, folder) if path.suffix == ".svg"]


def _report(results: Results, folder: Path, pictures: list[Path]) -> None:
    from innosim.analysis.report import write
    from innosim.analysis.words import summary

    page, _ = write(results, pictures)
    click.echo(summary(results))
    for what, number in results.manifest.counts.items():
        click.echo(f"{what}: {number:,}")
    click.echo(f"Page to read: {page.resolve()}")
    click.echo(f"Results, figures and a data dictionary: {folder.resolve()}")
