"""`innosim sweep`: carry out the runs of an experiment, or those that are still missing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from innosim.commands import _options
from innosim.commands._sweeping import progress, same_command, stoppable
from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.experiments.design.plan import Plan
    from innosim.experiments.sweep.engines import Engine
    from innosim.experiments.sweep.folder import Part
    from innosim.experiments.sweep.sweep import Swept

FAILED, STOPPED = 1, 130
SHOWN = 5
"""Failed runs that are shown at the end."""


class PartOf(click.ParamType):
    """A share of the runs as in 3/20."""

    name = "I/N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The two numbers."""
        first, _, second = str(value).partition("/")
        if not (first.isdecimal() and second.isdecimal() and 1 <= int(first) <= int(second)):
            self.fail(f"{value!r} is no part such as 3/20; parts are counted from 1", param, ctx)
        return int(first), int(second)


@click.command(short_help="Carry out the runs of an experiment; the same command goes on.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    help="Processes that run side by side; they change no number  [default: all processors].",
)
@_options.folder("Folder for the runs, and to go on from", "results/sweep-FILE")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Run on a Dask cluster instead, as in tcp://host:8786.",
)
@click.option(
    "--part",
    "share",
    type=PartOf(),
    metavar="I/N",
    help="Only the I-th of N parts; others may be run elsewhere at the same time.",
)
@click.option("--fail-fast", is_flag=True, help="End with the first run that fails.")
@click.option("--retry-failed", is_flag=True, help="Try runs that failed again.")
def command(
    file: Path,
    jobs: int | None,
    out: Path | None,
    scheduler: str | None,
    share: tuple[int, int] | None,
    fail_fast: bool,
    retry_failed: bool,
) -> None:
    """Carry out the runs of an experiment FILE that its folder does not hold yet.

    FILE may also be the name of a shipped experiment, or the folder of a sweep to go on with.

    Runs are kept as they come. The same command goes on where it was stopped, in whatever way;
    Ctrl-C stops it when the runs in flight are finished, a second one at once. A run that fails
    is kept as such, with the command that repeats it.
    """
    from innosim.experiments.sweep.folder import Part
    from innosim.experiments.sweep.sweep import How, sweep

    if jobs is not None and scheduler is not None:
        raise InputError("give --jobs or --scheduler, not both: the cluster has its own workers")
    plan, text = _asked(file)
    folder = out or (file if file.is_dir() else Path("results") / f"sweep-{file.stem}")
    part = Part(*share) if share else Part()
    with stoppable() as wish:
        how = How(part, retry_failed, fail_fast, progress(plan), wish)
        swept = sweep(plan, folder, _engine(jobs, scheduler), how, text)
    _report(plan, swept, wish.asked)


def _asked(file: Path) -> tuple[Plan, str]:
    """The plan of an experiment or of the folder of a sweep, and the text of its file."""
    from innosim.experiments.design.plan import plan_of
    from innosim.experiments.sweep.folder import EXPERIMENT, opened
    from innosim.scenario.shipped import EXPERIMENTS, find

    if file.is_dir():
        written = file / EXPERIMENT
        plan = opened(file).plan
        return plan, written.read_text(encoding="utf-8") if written.is_file() else ""
    found = find(str(file), kind=EXPERIMENTS)
    return plan_of(found), found.read_text(encoding="utf-8")


def _engine(jobs: int | None, scheduler: str | None) -> Engine:
    from innosim.experiments.sweep.engines import Processes

    if scheduler is None:
        return Processes(jobs or os.cpu_count() or 1)
    from innosim.experiments.sweep.cluster import Cluster

    return Cluster(scheduler)


def _report(plan: Plan, swept: Swept, stopped: bool) -> None:
    if swept.failed:
        _tell_failures(plan, swept)
    if stopped and swept.left:
        kept = len(plan) - swept.missing
        click.echo(f"{kept:,} of {len(plan):,} runs are kept in {swept.folder.resolve()}")
        click.echo(f"go on with: {same_command()}")
        raise SystemExit(STOPPED)
    if swept.stopped_by is not None:
        click.echo(f"ended by run {swept.stopped_by.run.number}: {swept.stopped_by.error}")
        click.echo("the same command without --fail-fast goes on")
        raise SystemExit(FAILED)
    _tell_end(plan, swept)


def _tell_end(plan: Plan, swept: Swept) -> None:
    from innosim.experiments.sweep.content import digest

    states = f"{swept.done:,} done, {swept.failed:,} failed"
    if swept.missing:
        whole = f"of the sweep {states}, {swept.missing:,} missing"
        click.echo(f"{_named(swept.part)} is complete; {whole}")
    else:
        click.echo(f"all {len(plan):,} runs are there: {states}")
        click.echo(f"digest: {digest(swept.folder).text}")
    click.echo(f"runs, points and a data dictionary: {swept.folder.resolve()}")


def _named(part: Part) -> str:
    return f"part {part.number} of {part.of}"


def _tell_failures(plan: Plan, swept: Swept) -> None:
    from innosim.experiments.sweep.outcomes import read

    errors = read(swept.folder).errors
    for number, error in list(errors.items())[:SHOWN]:
        run = plan.run(number)
        at = ", ".join(f"{key}={value}" for key, value in plan.values(run.point).items())
        click.echo(f"run {number} failed (seed {run.seed}; {at}): {error}")
        click.echo(f"  to repeat it: innosim run --replay {swept.folder}:{number}")
    if len(errors) > SHOWN:
        click.echo(f"and {len(errors) - SHOWN:,} others; the runs whose status is failed")
