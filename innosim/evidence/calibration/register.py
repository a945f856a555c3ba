"""A service's own register of ideas: what it says of the outputs, as bands.

The model is asked the same question as the register: of the ideas raised in the first half of the
time that it covers (at most five years), how many had got how far at its end. Ideas that were still
on their way then count as not yet there, in the register as in a run of the same length. So
censoring by date needs no assumption on when the open ones would have ended.

Bands are exact 95 % intervals: Poisson for rates, Clopper and Pearson for shares, order statistics
for the median.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from innosim.analysis.run import TEN_YEARS, YEAR, cohort_weeks
from innosim.errors import InputError, InputErrors
from innosim.organisation.chart import Chart
from innosim.organisation.sheet import Sheet, Wanted, read_sheet

ALPHA = 0.05
WEEK = timedelta(weeks=1)


class Reached(IntEnum):
    """How far an idea got."""

    NOTHING = 0
    PILOT = 1
    SPREAD = 2
    PRACTICE = 3


class Fate(NamedTuple):
    """What became of an idea: how far it got, and whether that is its end."""

    reached: Reached
    ended: bool


FATES: dict[str, Fate] = {
    "waiting": Fate(Reached.NOTHING, False),
    "rejected": Fate(Reached.NOTHING, True),
    "withdrawn": Fate(Reached.NOTHING, True),
    "in pilot": Fate(Reached.PILOT, False),
    "not continued": Fate(Reached.PILOT, True),
    "spreading": Fate(Reached.SPREAD, False),
    "discontinued": Fate(Reached.SPREAD, True),
    "embedded": Fate(Reached.PRACTICE, True),
}
"""The words of the column `fate`; the end of an embedded idea is when it became normal practice."""


class Band(NamedTuple):
    """An interval, and what was counted."""

    low: float
    high: float
    why: str


@dataclass(frozen=True)
class Span:
    """What a register covers.

    Attributes:
        first, last: its first and last day; without them, the first and last day in the file.
        staff: people whose ideas it holds; without it, those of the units that it names, or all.
    """

    first: date | None = None
    last: date | None = None
    staff: float | None = None


@dataclass(frozen=True)
class Register:
    """What a register of ideas says.

    Attributes:
        file: the file.
        first, last: the days that it covers.
        weeks: the weeks that it covers, which is also how long a run must be to compare.
        staff: people whose ideas it holds.
        ideas: number of ideas raised in that time; `early` were raised before it.
        fates: number of ideas of the followed cohort by fate.
        bands: the interval of each output.
    """

    file: Path
    first: date
    last: date
    weeks: int
    staff: float
    ideas: int
    early: int
    fates: dict[str, int]
    bands: dict[str, Band]


class _Idea(NamedTuple):
    raised: date
    ended: date | None
    fate: str


def read_register(file: Path, span: Span, chart: Chart) -> Register:
    """Read a register and work out what it says.

    Raises:
        InputError: with all mistakes of the file at once, each with its line.
    """
    if not file.is_file():
        raise InputError(f"there is no file {file}")
    sheet = read_sheet(file, WANTED)
    ideas, units = _ideas(sheet, span, chart)
    days = [day for idea in ideas for day in (idea.raised, idea.ended) if day is not None]
    last = span.last or max(days)
    first = max(span.first or min(days), last - TEN_YEARS * WEEK + timedelta(days=1))
    weeks = ((last - first).days + 1) // 7
    if weeks < 2:
        raise InputError("the register covers less than two weeks", file)
    inside = [idea for idea in ideas if idea.raised >= first]
    staff = span.staff or _staff(units, chart)
    cohort = [idea for idea in inside if (idea.raised - first) < cohort_weeks(weeks) * WEEK]
    return Register(
        file=file,
        first=first,
        last=last,
        weeks=weeks,
        staff=staff,
        ideas=len(inside),
        early=len(ideas) - len(inside),
        fates=dict(sorted(Counter(idea.fate for idea in cohort).items())),
        bands=_bands(inside, cohort, staff / 100 * weeks / YEAR),
    )


WANTED = {
    "idea": Wanted(("idea",)),
    "raised": Wanted(("raised",)),
    "ended": Wanted(("ended",)),
    "fate": Wanted(("fate",)),
    "unit": Wanted(("unit",), required=False),
}


def _ideas(sheet: Sheet, span: Span, chart: Chart) -> tuple[list[_Idea], set[str]]:
    found: list[_Idea] = []
    problems: list[InputError] = []
    lines: dict[str, int] = {}
    columns = [sheet.column(name) for name in WANTED]
    for line, name, raised, ended, fate, unit in zip(sheet.lines, *columns, strict=True):
        row = _Row(span, [raised, ended, fate])
        idea = row.idea()
        row.check_unit(unit, chart)
        if not name:
            row.wrong.append("the idea has no name or number")
        elif name in lines:
            row.wrong.append(f"idea {name!r} stands in line {lines[name]} already")
        lines.setdefault(name, int(line))
        problems += [InputError(message, sheet.file, int(line)) for message in row.wrong]
        found += [idea] if idea else []
    if problems:
        raise InputErrors(problems)
    return found, {unit for unit in columns[-1] if unit}


class _Row:
    """One row as it is read; `wrong` gathers its mistakes."""

    def __init__(self, span: Span, cells: Sequence[str]) -> None:
        self._span = span
        self._raised, self._ended, self._fate = cells
        self.wrong: list[str] = []

    def idea(self) -> _Idea | None:
        """The idea; None where it cannot be told."""
        word = self._fate.casefold().replace("_", " ")
        fate = FATES.get(word)
        if fate is None:
            near = get_close_matches(word, FATES, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(FATES)}"
            self.wrong.append(f"there is no fate {self._fate!r}; {hint}")
        raised, ended = self._day("raised", self._raised), None
        if fate is not None and fate.ended != bool(self._ended):
            needs = "needs the day it ended" if fate.ended else "has not ended; leave `ended` empty"
            self.wrong.append(f"an idea that is {word!r} {needs}")
        elif self._ended:
            ended = self._day("ended", self._ended)
        if raised and ended and ended < raised:
            self.wrong.append(f"it ended on {ended}, before it was raised on {raised}")
        return None if raised is None or fate is None else _Idea(raised, ended, word)

    def _day(self, column: str, text: str) -> date | None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.wrong.append(f"{column}: must be a date such as 2025-02-03, not {text!r}")
            return None
        if self._span.last and day > self._span.last:
            self.wrong.append(f"{column}: {day} is after the register's last day {self._span.last}")
        return day

    def check_unit(self, unit: str, chart: Chart) -> None:
        """The unit must be an organisation of the service, if it is named."""
        names = (*chart.organisation_names, chart.name)
        if unit and unit not in names:
            near = get_close_matches(unit, names, n=1)
            hint = (
                f"; did you mean {near[0]!r}?" if near else f" (there are: {', '.join(names[:6])})"
            )
            self.wrong.append(f"there is no organisation {unit!r}{hint}")


def _staff(units: set[str], chart: Chart) -> float:
    size = np.bincount(chart.organisation, minlength=chart.n_organisations)
    if not units or chart.name in units:
        return float(chart.n)
    return float(sum(size[chart.organisation_names.index(unit)] for unit in units))


def _bands(ideas: Sequence[_Idea], cohort: Sequence[_Idea], years: float) -> dict[str, Band]:
    """The band of each output; `years` are hundreds of staff times years."""
    reached = np.array([FATES[idea.fate].reached for idea in cohort], int)
    pilots, spread = int((reached >= Reached.PILOT).sum()), int((reached >= Reached.SPREAD).sum())
    practice = int((reached >= Reached.PRACTICE).sum())
    all_practice = sum(FATES[idea.fate].reached == Reached.PRACTICE for idea in ideas)
    found = {
        "proposals": _rate(len(ideas), years, "ideas"),
        "embedded": _rate(all_practice, years, "ideas embedded"),
    }
    if len(cohort):
        found["reached_pilot"] = _share(pilots, len(cohort), "ideas reached a pilot")
        found["embedded_share"] = _share(practice, len(cohort), "ideas became normal practice")
    if pilots:
        found["continued"] = _share(spread, pilots, "pilots were continued")
    times = [
        (idea.ended - idea.raised) / WEEK / YEAR
        for idea in cohort
        if idea.ended and FATES[idea.fate].reached == Reached.PRACTICE
    ]
    median = _median(np.sort(times))
    return found | ({"adoption_time": median} if median else {})


def _rate(count: int, years: float, what: str) -> Band:
    """Exact Poisson interval of a count, by time."""
    from scipy.special import gammaincinv

    low = float(gammaincinv(count, ALPHA / 2)) if count else 0.0
    high = float(gammaincinv(count + 1, 1 - ALPHA / 2))
    return Band(low / years, high / years, f"{count} {what} in {years:.1f} hundred staff years")


def _share(part: int, whole: int, what: str) -> Band:
    """Exact binomial interval, after Clopper and Pearson."""
    from scipy.special import betaincinv

    low = float(betaincinv(part, whole - part + 1, ALPHA / 2)) if part else 0.0
    high = float(betaincinv(part + 1, whole - part, 1 - ALPHA / 2)) if part < whole else 1.0
    return Band(low, high, f"{part} of {whole} {what}")


def _median(values: NDArray[np.float64]) -> Band | None:
    """Interval of the median from two order statistics; None with fewer than six values."""
    from scipy.special import bdtr

    n = len(values)
    ranks = [k for k in range(n // 2) if bdtr(k, n, 0.5) <= ALPHA / 2]
    if not ranks:
        return None
    k = ranks[-1]
    return Band(float(values[k]), float(values[n - 1 - k]), f"median of {n} embedded ideas")
