"""Progress of a sweep, and Ctrl-C, which ends it when the runs in flight are finished."""

from __future__ import annotations

import shlex
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from innosim.experiments.design.plan import Plan
    from innosim.experiments.sweep.folder import There
    from innosim.experiments.sweep.sweep import Progress, Wish


@contextmanager
def stoppable() -> Iterator[Wish]:
    """Turn the first Ctrl-C, or request to end, into a wish to stop; the second one stops."""
    from innosim.experiments.sweep.sweep import Wish

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
        words = f"finished runs are kept, go on with: {same_command()}"
        raise KeyboardInterrupt(words) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def progress(plan: Plan) -> Progress:
    """Says how far a sweep is."""
    from innosim.experiments.sweep.sweep import Progress

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


def same_command() -> str:
    """The command that was given, to be given again."""
    return shlex.join(["innosim", *sys.argv[1:]])
