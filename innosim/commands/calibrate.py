"""`innosim calibrate`: find the levels at which a service fits what is known of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from innosim.commands import _options
from innosim.commands._stopping import AGAIN, says
from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.evidence.calibration.facts import Setting
    from innosim.evidence.calibration.targets import Aim
    from innosim.evidence.calibration.waves import Found, Plan
    from innosim.organisation.chart import Chart
    from innosim.scenario.schema import Scenario


@click.command(short_help="Find the levels at which a service fits what is known of it.")
@click.argument("scenario")
@click.option(
    "--targets",
    type=click.Path(path_type=Path),
    help="Bands and levels as TOML, or your register of ideas as CSV (see docs/calibration.md)."
    "  [default: the bands of the summary of a run]",
)
@click.option(
    "--points",
    type=click.IntRange(8, 4096),
    default=64,
    show_default=True,
    help="Points of each wave.",
)
@click.option(
    "--waves", type=click.IntRange(1, 20), default=3, show_default=True, help="Number of waves."
)
@click.option(
    "--replicates",
    type=click.IntRange(2, 1000),
    default=4,
    show_default=True,
    help="Runs of each point, on the same seeds.",
)
@click.option(
    "--weeks",
    "--horizon",
    type=click.IntRange(2, 5200),
    help="Length of each run  [default: 520, or that of the register].",
)
@click.option("--people", type=click.IntRange(50), help="Run in a smaller service of this size.")
@click.option("--seed", type=click.IntRange(0), help="Seed of runs and design.")
@click.option(
    "--search",
    type=click.Choice(["history", "optuna"]),
    default="history",
    show_default=True,
    help="How later waves are chosen; optuna needs `innosim[optuna]`.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 256), help="Points run side by side  [default: all]."
)
@_options.folder("Folder for what is found, and to go on from", "results/calibrate-SCENARIO")
def command(
    scenario: str,
    targets: Path | None,
    points: int,
    waves: int,
    replicates: int,
    weeks: int | None,
    people: int | None,
    seed: int | None,
    search: str,
    jobs: int | None,
    out: Path | None,
) -> None:
    """Find the levels at which SCENARIO fits what is known of the service, as a set.

    The folder gets the chosen point as a scenario, the set as a table, a page and a figure. Points
    are kept as they come: the same command goes on where it was stopped.
    """
    from innosim.evidence.calibration.waves import Plan
    from innosim.scenario.files import load
    from innosim.scenario.sources import read

    loaded = load(scenario, [] if seed is None else [f"seed={seed}"])
    chart = read(loaded.organisation).chart
    aim = _aim(targets, chart)
    length = _length(weeks, aim)
    service = _service(loaded, chart, people)
    plan = Plan(_trimmed(service, length), aim, points, waves, loaded.seed, search)
    setting = _setting(scenario, plan, (people or chart.n, chart.n), replicates)
    folder = out or Path("results") / f"calibrate-{Path(scenario).stem}"
    _check(plan)
    found = _found(plan, replicates, folder, jobs or os.cpu_count() or 1)
    _write(found, setting, folder, scenario)


def _length(weeks: int | None, aim: Aim) -> int:
    """Weeks of each run; those that are held against a register must be as long as it is."""
    from innosim.analysis.run import TEN_YEARS

    if aim.register is None:
        return weeks or TEN_YEARS
    if weeks not in (None, aim.register.weeks):
        raise InputError(
            f"--weeks {weeks}: the register covers {aim.register.weeks} weeks, and runs must be as "
            "long to compare; leave --weeks out"
        )
    return aim.register.weeks


def _aim(targets: Path | None, chart: Chart) -> Aim:
    from innosim.evidence.calibration.targets import default_aim, read_aim

    return default_aim() if targets is None else read_aim(targets, chart)


def _service(scenario: Scenario, chart: Chart, people: int | None) -> Scenario:
    from innosim.evidence.calibration.smaller import smaller

    return scenario if people is None else smaller(scenario, chart, people)


def _trimmed(scenario: Scenario, weeks: int) -> Scenario:
    from innosim.evidence.calibration.points import trimmed

    return trimmed(scenario, weeks)


def _check(plan: Plan) -> None:
    """Refuse what would only fail after a wave."""
    from innosim.evidence.calibration.search import check

    check(plan.search)


def _setting(scenario: str, plan: Plan, people: tuple[int, int], replicates: int) -> Setting:
    from innosim.evidence.calibration.facts import Setting

    title = plan.scenario.title
    here, full = people
    weeks, seed = plan.scenario.horizon, plan.scenario.seed
    return Setting(Path(scenario).stem, title, here, full, weeks, replicates, seed)


def _found(plan: Plan, replicates: int, folder: Path, jobs: int) -> Found:
    from innosim.evidence.calibration.folder import prepare
    from innosim.evidence.calibration.points import Bench
    from innosim.evidence.calibration.waves import calibrate
    from innosim.evidence.calibration.workers import Workers
    from innosim.kept import kept

    points = prepare(folder)
    progress = _Progress(plan.points * plan.waves + 1)
    with (
        kept(points) as store,
        says(lambda: f"{progress.done} of {progress.total} points are kept in {folder}, {AGAIN}"),
    ):
        workers = Workers(Bench(plan.scenario, replicates), store, jobs, progress)
        return calibrate(plan, workers.run)


def _write(found: Found, setting: Setting, folder: Path, scenario: str) -> None:
    from innosim.evidence.calibration.facts import facts_of
    from innosim.evidence.calibration.folder import base_for, write
    from innosim.evidence.calibration.page import summary
    from innosim.figures import calibration as figure
    from innosim.figures.save import save

    facts: Mapping[str, Any] = facts_of(found, setting)
    settings = None if found.chosen is None else found.chosen.point.settings
    write(folder, facts, settings, base_for(scenario, folder))
    save(figure.draw(facts), figure.describe(facts), folder / "figures" / figure.NAME)
    click.echo(summary(facts))
    click.echo(f"The set, the chosen point as a scenario, page and figure: {folder.resolve()}")


class _Progress:
    """Says now and then how many points are done and how long the rest will take."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self._run = total, 0, 0
        self._began = self._said = time.monotonic()
        self._pause = 1.0 if sys.stderr.isatty() else 30.0
        click.echo(f"Running {total} points ...", err=True)

    def __call__(self, kept: int, run: int) -> None:
        """Note points that were kept from before, and points that have been run now."""
        self.done += kept + run
        self._run += run
        now = time.monotonic()
        if now - self._said >= self._pause and self._run:
            self._said = now
            left = (now - self._began) / self._run * (self.total - self.done)
            click.echo(f"{self.done} of {self.total} points, {left / 60:.1f} min left", err=True)
