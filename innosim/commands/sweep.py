"""`innosim sweep`: carry out the runs of an experiment, or those that are still missing."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from innosim.commands import _options
from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.experiment.plan import Plan
    from innosim.sweep.engines import Engine
    from innosim.sweep.folder import Part
    from innosim.sweep.sweep import Progress, Swept, Wish

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

    Runs are kept as they come. The same command goes on where it was stopped, in whatever way;
    Ctrl-C stops it when the runs in flight are finished, a second one at once. A run that fails
    is kept as such, with the command that repeats it.
    """
    from innosim.experiment.plan import plan_of
    from innosim.sweep.folder import Part
    from innosim.sweep.sweep import How, sweep

    if jobs is not None and scheduler is not None:
        raise InputError("give --jobs or --scheduler, not both: the cluster has its own workers")
    plan = plan_of(file)
    folder = out or Path("results") / f"sweep-{file.stem}"
    part = Part(*share) if share else Part()
    with _stoppable() as wish:
        how = How(part, retry_failed, fail_fast, _progress(plan), wish)
        text = file.read_text(encoding="utf-8")
        swept = sweep(plan, folder, _engine(jobs, scheduler), how, text)
    _report(plan, swept, wish.asked)


def _engine(jobs: int | None, scheduler: str | None) -> Engine:
    from innosim.sweep.engines import Processes

    if scheduler is None:
        return Processes(jobs or os.cpu_count() or 1)
    from innosim.sweep.cluster import Cluster

    return Cluster(scheduler)


@contextmanager
def _stoppable() -> Iterator[Wish]:
    """Turn the first Ctrl-C, or request to end, into a wish to stop; the second one stops."""
    from innosim.sweep.sweep import Wish

    wish = Wish()

    def on_signal(number: int, frame: object) -> None:
        if wish.asked:
            raise KeyboardInterrupt
        wish.asked = True
        click.echo("\nfinishing the runs in flight; once more stops at once", err=True)

    before = {number: signal.signal(number, on_signal) for number in _SIGNALS}
    try:
        yield wish
    except KeyboardInterrupt:
        click.echo(f"finished runs are kept, go on with: {_same_command()}", err=True)
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def _progress(plan: Plan) -> Progress:
    from innosim.sweep.folder import There
    from innosim.sweep.sweep import Progress

    class Spoken(Progress):
        """One line that is brought up to date on a terminal; elsewhere a line now and then."""

        def __init__(self) -> None:
            self._terminal = sys.stderr.isatty()
            self._pause = 0.5 if self._terminal else 20.0
            self._missing = self._done = self._failed = 0

        def began(self, missing: int, there: There) -> None:
            self._missing = missing
            self._began = self._said = time.monotonic()
            kept = int((there.done | there.failed).sum())
            if there.aside:
                words = f"{len(there.aside)} files that are torn or of another plan, into aside/"
                click.echo(f"set aside: {words}; their runs are carried out again", err=True)
            click.echo(f"{kept:,} of {len(plan):,} runs are there, {missing:,} to do", err=True)

        def passed(self, done: int, failed: int) -> None:
            self._done += done
            self._failed += failed
            if self._done + self._failed == self._missing:
                self._say()

        def tick(self) -> None:
            if time.monotonic() - self._said >= self._pause:
                self._say()

        def _say(self) -> None:
            self._said = time.monotonic()
            finished = self._done + self._failed
            rate = finished / max(self._said - self._began, 1e-9)
            left = _duration((self._missing - finished) / rate) if finished else "some time"
            line = f"{finished:,} of {self._missing:,} runs, {self._failed:,} failed, "
            line += f"{rate:.3g} a second, {left} left"
            if not self._terminal:
                click.echo(line, err=True)
                return
            click.echo(f"\r{line:<78}", nl=finished == self._missing, err=True)

    return Spoken()


def _duration(seconds: float) -> str:
    """As in "40 s", "12 min", "3.1 h" or "2.5 days"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 172_800 else f"{seconds / 86_400:.1f} days"


def _same_command() -> str:
    return shlex.join(["innosim", *sys.argv[1:]])


def _report(plan: Plan, swept: Swept, stopped: bool) -> None:
    if swept.failed:
        _tell_failures(plan, swept)
    if stopped and swept.left:
        kept = len(plan) - swept.missing
        click.echo(f"{kept:,} of {len(plan):,} runs are kept in {swept.folder.resolve()}")
        click.echo(f"go on with: {_same_command()}")
        raise SystemExit(STOPPED)
    if swept.stopped_by is not None:
        click.echo(f"ended by run {swept.stopped_by.run.number}: {swept.stopped_by.error}")
        click.echo("the same command without --fail-fast goes on")
        raise SystemExit(FAILED)
    _tell_end(plan, swept)


def _tell_end(plan: Plan, swept: Swept) -> None:
    from innosim.sweep.content import digest

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
    from innosim.sweep.outcomes import read

    errors = read(swept.folder).errors
    for number, error in list(errors.items())[:SHOWN]:
        run = plan.run(number)
        at = ", ".join(f"{key}={value}" for key, value in plan.values(run.point).items())
        click.echo(f"run {number} failed (seed {run.seed}; {at}): {error}")
        click.echo(f"  to repeat it: innosim run --replay {swept.folder}:{number}")
    if len(errors) > SHOWN:
        click.echo(f"and {len(errors) - SHOWN:,} others; the runs whose status is failed")
