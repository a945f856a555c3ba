"""The summary of a results folder in words and numbers, as the terminal shows it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from textwrap import fill

from innosim.analysis import deaths
from innosim.analysis.diagnosis import diagnose
from innosim.analysis.headline import Headline, summarise
from innosim.analysis.run import COHORT, YEAR, cohort_weeks
from innosim.results.reader import Results

CAUTION = "For learning and discussion; not a forecast; numbers marked assumed are assumed."
WIDTH = 96
_TINY = 1e-7
"""Below this the digits after the point are no longer written out."""

_HOLDERS = {
    deaths.MIDDLE: "with middle managers",
    deaths.LEADERS: "with leaders",
    deaths.STAFF: "with the staff who raised them",
}


def summary(results: Results) -> str:
    """What came out, for the terminal: sentences, then headline numbers and measures."""
    headlines = summarise(results)
    parts = [
        _wrapped(opening(results)),
        _wrapped(story(results, headlines)),
        table(headlines),
        _wrapped(footing(results, headlines)),
        measures(diagnose(results)),
        CAUTION,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _wrapped(text: str) -> str:
    return "\n".join(fill(line, WIDTH) for line in text.splitlines())


def opening(results: Results) -> str:
    """How large the service was, how long it ran and how often."""
    manifest = results.manifest
    size = f"{results.rows('posts'):,} people, {_years(manifest.horizon)}"
    first = f"{manifest.title}: {size}." if manifest.title else f"{size}."
    if manifest.replicates == 1:
        return f"{first}\nThis is a single run, one of many possible histories: not a prediction."
    return (
        f"{first}\nMeans over {manifest.replicates} replicates, the same service with other luck; "
        "in brackets the 95 % interval of the mean."
    )


def story(results: Results, headlines: Sequence[Headline]) -> str:
    """What became of a hundred ideas, and where most of them died."""
    if results.rows("ideas") == 0:
        return "Nobody raised an idea."
    named = {headline.name: headline for headline in headlines}
    pilot, practice = named["reached_pilot"], named["embedded_share"]
    if math.isnan(pilot.mean):
        return f"No idea was raised in {_cohort(results)}."
    return (
        f"Of 100 ideas raised in {_cohort(results)}, {_of_hundred(pilot)} reached a pilot and "
        f"{_of_hundred(practice)} became normal practice{_where_most_died(results)}."
    )


def table(headlines: Sequence[Headline]) -> str:
    """The headline numbers with interval, target band and whether it was met."""
    heads = ("", "value", "95 % interval", "target", "met")
    rows = [heads, *(row(headline) for headline in headlines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def measures(found: Mapping[str, Sequence[Headline]]) -> str:
    """The measures by question, with their intervals."""
    rows = [row(headline)[:3] for headlines in found.values() for headline in headlines]
    widths = [max(len(cells[i]) for cells in rows) for i in range(3)]
    lines = ["Measures (docs/results.md says what each means)"]
    for question, headlines in found.items():
        lines += ["", question]
        for headline in headlines:
            cells = zip(row(headline)[:3], widths, strict=True)
            lines.append("  " + "  ".join(cell.ljust(width) for cell, width in cells).rstrip())
    return "\n".join(lines)


def footing(results: Results, headlines: Sequence[Headline]) -> str:
    """What the targets are, where there are any."""
    if any(headline.target for headline in headlines):
        return "Targets: what surveys and trials report for a service of 35,000 over ten years."
    return f"No targets: they hold for ten years, this run has {_years(results.manifest.horizon)}."


def number(value: float, unit: str = "") -> str:
    """A number as people read it: two or three digits that count, shares as per cent."""
    if math.isnan(value):
        return "none"
    if unit == "share":
        return f"{number(100 * value)} %"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.0f}"
    if value == 0:
        return "0"
    if abs(value) >= 1:
        return f"{value:.1f}"
    digits = f"{value:#.2g}"
    return digits if abs(value) < _TINY else f"{Decimal(digits):f}"


def signed(value: float) -> str:
    """A difference, with its sign."""
    return minus(f"+{number(value)}" if value > 0 else number(value))


def minus(text: str) -> str:
    """A number in words, with a minus sign in the place of a hyphen."""
    return text.replace("-", "−")


def row(headline: Headline) -> tuple[str, str, str, str, str]:
    """Label with unit, value, interval, target and whether it was met, as people read them."""
    unit = headline.unit
    label = headline.label if unit == "share" else f"{headline.label}, {unit}"
    return (
        label,
        "not defined" if math.isnan(headline.mean) else number(headline.mean, unit),
        _interval(headline),
        _target(headline),
        {True: "yes", False: "no", None: ""}[headline.met],
    )


def _band(low: float | None, high: float | None, unit: str) -> str:
    if low is None or high is None:
        return ""
    scale, sign = (100, " %") if unit == "share" else (1, "")
    dash = " to " if low < 0 else "–"
    return f"{number(scale * low)}{dash}{number(scale * high)}{sign}"


def _interval(headline: Headline) -> str:
    if len(headline.values) == 1:
        return "one run"
    return _band(headline.low, headline.high, headline.unit)


def _target(headline: Headline) -> str:
    if headline.target is None:
        return ""
    low, high = headline.target
    if headline.unit == "share":
        return f"{100 * low:.0f}–{100 * high:.0f} %"
    return f"{low:g}–{high:g}"


def _of_hundred(headline: Headline) -> str:
    text = "none" if headline.mean == 0 else number(100 * headline.mean)
    if headline.low is None or headline.high is None:
        return text
    return f"{text} ({_band(100 * headline.low, 100 * headline.high, '')})"


def _where_most_died(results: Results) -> str:
    died = deaths.of_ideas(results)
    if died.total == 0:
        return "; none died"
    holder, count = next(iter(died.by_holder().items()))
    share = count / died.total
    where = _HOLDERS.get(holder, holder)
    if share > 0.5:
        return f"; most of those that died did so {where} ({number(share, 'share')})"
    return f"; more died {where} than anywhere else ({number(share, 'share')} of deaths)"


def _cohort(results: Results) -> str:
    weeks = cohort_weeks(results.manifest.horizon)
    return "the first five years" if weeks == COHORT else f"the first {weeks} weeks"


def _years(weeks: int) -> str:
    if weeks % YEAR:
        return f"{weeks} weeks"
    return "1 year" if weeks == YEAR else f"{weeks // YEAR} years"
