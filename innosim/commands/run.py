"""`innosim run`: simulate a scenario, write its results and pictures, and say what came out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from innosim.commands import _options
from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.results.reader import Results
    from innosim.scenario.schema import Scenario


@click.command(short_help="Run a scenario: results, pictures and a summary in a folder.")
@click.argument("scenario", required=False)
@click.option("--seed", type=click.IntRange(0), help="Seed of all random numbers.")
@click.option(
    "--replicates",
    type=click.IntRange(1, 10_000),
    default=1,
    show_default=True,
    help="Independent runs; with several, results come with bands.",
)
@_options.folder("Folder for results and pictures", "results/SCENARIO, or SCENARIO-2, ...")
@_options.settings("Change a setting, as in --set signals.base_parity=0.8")
@click.option("--csv", is_flag=True, help="Write the tables as CSV, too.")
@click.option("--no-figures", is_flag=True, help="Leave the pictures out.")
@click.option("--overwrite", is_flag=True, help="Replace results that stand in the folder.")
@click.option(
    "--replay",
    metavar="FOLDER:RUN",
    help="Repeat one run of a sweep, as in results/sweep-x:17, instead of a SCENARIO.",
)
def command(
    scenario: str | None,
    seed: int | None,
    replicates: int,
    out: Path | None,
    settings: tuple[str, ...],
    csv: bool,
    no_figures: bool,
    overwrite: bool,
    replay: str | None,
) -> None:
    """Run SCENARIO: the name of a shipped scenario (see `innosim scenarios`) or a TOML file."""
    from innosim.ensemble import run_to_folder
    from innosim.results.reader import read

    overrides = [*settings, *([] if seed is None else [f"seed={seed}"])]
    if replay is None:
        loaded, name = _loaded(scenario, overrides)
    else:
        _refuse_beside_replay(scenario, overrides, replicates)
        loaded, name = _replayed(replay)
    folder = out or _unused(Path("results") / name)
    formats = ("parquet", "csv") if csv else ("parquet",)
    total = loaded.horizon * replicates
    with _progress(total) as tell:
        run_to_folder(loaded, folder, replicates, formats, overwrite, progress=tell)
    results = read(folder)
    pictures = [] if no_figures else _draw(results, folder / "figures")
    _report(results, folder, pictures)
    if replay is not None:
        _compare_with_sweep(replay, results)


def _loaded(scenario: str | None, overrides: list[str]) -> tuple[Scenario, str]:
    """The scenario, and the name of its folder."""
    from innosim.scenario.files import load

    if scenario is None:
        raise click.UsageError("Name a scenario, or a run of a sweep with --replay FOLDER:RUN.")
    return load(scenario, overrides), Path(scenario).stem


def _refuse_beside_replay(scenario: str | None, overrides: list[str], replicates: int) -> None:
    if scenario is not None or overrides or replicates > 1:
        raise InputError(
            "--replay repeats a run as it was; leave SCENARIO, --seed, --set and --replicates out"
        )


def _replayed(words: str) -> tuple[Scenario, str]:
    from innosim.experiments.sweep.replay import replay_of

    found = replay_of(words)
    values = ", ".join(f"{k}={v}" for k, v in found.plan.values(found.run.point).items())
    click.echo(
        f"run {found.run.number} of {found.folder}: point {found.run.point} ({values}), "
        f"replicate {found.run.replicate}, seed {found.run.seed}",
        err=True,
    )
    return found.scenario, f"{found.folder.name}-run-{found.run.number}"


def _compare_with_sweep(words: str, results: Results) -> None:
    from innosim.analysis.headline import by_replicate
    from innosim.experiments.sweep.replay import differing, replay_of

    kept = replay_of(words).kept
    found = {name: float(values[0]) for name, values in by_replicate(results).items()}
    other = differing(kept, found)
    if other:
        click.echo(f"other numbers than in the sweep: {', '.join(other)}")
    elif same := [name for name in kept if name in found]:
        click.echo(f"the same numbers as in the sweep: {', '.join(same)}")


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
