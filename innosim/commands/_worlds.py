"""Progress of worlds that are run, on the error stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innosim.commands._time_left import TimeLeft

if TYPE_CHECKING:
    from innosim.what_if.comparison.runs import Progress


def spoken() -> Progress:
    """Says how much is to be done, and now and then how much is done."""
    from innosim.what_if.comparison.runs import Progress

    class Spoken(Progress):
        """Says now and then how much is done and how long the rest will take."""

        def __init__(self) -> None:
            self._looks = False
            self._left = TimeLeft(0)

        def planned(self, weeks: int) -> None:
            if weeks and not self._looks:
                click.echo(f"Simulating {weeks:,} weeks of worlds ...", err=True)
            self._left = TimeLeft(weeks)

        def passed(self, weeks: int) -> None:
            self._left(weeks)

        def looked(self, pairs: int, half: float, wanted: float) -> None:
            self._looks = True
            so_far = f"half-width {half:.3g}, about {_needed(pairs, half, wanted)} needed"
            told = so_far if half > 0 else "all worlds differ by the same so far"
            click.echo(f"{pairs} worlds: {told}", err=True)

    return Spoken()


def _needed(pairs: int, half: float, wanted: float) -> str:
    """Pairs that will be enough if the spread stays as it is."""
    return f"{pairs * (half / wanted) ** 2:,.0f}"
