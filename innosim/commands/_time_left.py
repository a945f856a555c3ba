"""Progress of long work, on the error stream: how much is done, and the time that is left."""

from __future__ import annotations

import sys
import time

import click


class TimeLeft:
    """Says now and then how much is done and how long the rest will take.

    Args:
        total: all that there is to do, such as replicate-weeks; called with what was done.
    """

    def __init__(self, total: int) -> None:
        self._total, self._done = max(total, 1), 0
        self._began = self._said = time.monotonic()
        self._pause = 2.0 if sys.stderr.isatty() else 20.0

    def __call__(self, weeks: int) -> None:
        self._done += weeks
        now = time.monotonic()
        if self._done and now - self._said >= self._pause:
            self._said = now
            left = (now - self._began) * (self._total / self._done - 1)
            share = self._done / self._total
            click.echo(f"{share:4.0%} done, at most {left / 60:.1f} minutes left", err=True)
