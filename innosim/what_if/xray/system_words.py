"""In words: what share of the blocking goes with people, signals and workload; and heroes."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from innosim.analysis.words import CAUTION
from innosim.what_if.xray.estimates import Estimate
from innosim.what_if.xray.words import columns, html_table, hundred, paragraph, wrapped

if TYPE_CHECKING:
    from innosim.what_if.xray.system import Shares

HOW = (
    "How it is computed: the service is run again with each of the eight combinations of the "
    "three changes, on the same seeds. A Shapley value is the mean of what a change takes away "
    "when it joins the others in any order; the three add up to the whole in every world. "
    "Intervals: 95 % t-intervals over worlds. The changes are as large as stated, no larger; a "
    "smaller share can also mean a smaller change."
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def shares(found: Shares) -> str:
    """Sentence, table and how it is computed."""
    parts = [wrapped(sentence(found)), columns(table(found)), wrapped(HOW), CAUTION]
    return "\n\n".join(parts) + "\n"


def html(found: Shares) -> str:
    """The same for a notebook."""
    said = f"{paragraph(sentence(found))}{html_table(table(found))}"
    return f"{said}{paragraph(HOW)}{paragraph(CAUTION)}"


def sentence(found: Shares) -> str:
    """How many ideas are stopped, and how many fewer with what."""
    if not found.pairs:
        return f"People, signals or workload? {found.place}: no idea came to a decision."
    points, stopped = found.points, found.stopped
    by = ", ".join(f"{name} {signed(points[name])}" for name in _by_size(points))
    return (
        f"People, signals or workload? Of 100 ideas that come to {found.place}, "
        f"{hundred(stopped.before)} are stopped as things are and {hundred(stopped.after)} with "
        f"all three changed: {signed(-sum(points.values()))}. What each takes away: {by} "
        f"({found.pairs} worlds). {_more(found)}"
    ).rstrip()


def _more(found: Shares) -> str:
    """A hint where a change lets more through although it lets more be stopped, too."""
    names = [
        name
        for name, part in found.stopped.parts.items()
        if part.high < 0 and found.through.parts[name].low > 0
    ]
    if not names:
        return ""
    return (
        f"With {' and '.join(names)} a larger share is stopped, and still more gates are passed: "
        "more ideas are raised, and they fill the queues."
    )


def signed(value: float) -> str:
    """A number with its sign; no sign at nought."""
    return f"{value:+.1f}" if round(value, 1) else "0.0"


def table(found: Shares) -> list[tuple[str, ...]]:
    """The share of each change in both outcomes; the first row has the heads."""
    rows = [("what is changed", "fewer stopped, of 100", "more passed per 100 people a year")]
    through = found.through.rounded(1.0)
    for name in found.stopped.parts:
        stopped = with_band(found.points[name], found.stopped.parts[name], 100.0)
        more = with_band(through[name], found.through.parts[name], 1.0)
        rows.append((meaning(name, found.level), stopped, more))
    stopped = with_band(sum(found.points.values()), found.stopped.whole, 100.0)
    more = with_band(sum(through.values()), found.through.whole, 1.0)
    return [*rows, ("all three", stopped, more)]


def meaning(name: str, level: float) -> str:
    """What a change is, in a line."""
    return {
        "people": "people: no more risk-averse than staff",
        "signals": f"signals: all four at {level:g} or above",
        "workload": "workload: ample time to review",
    }[name]


def with_band(value: float, part: Estimate, scale: float) -> str:
    """A rounded number with its interval."""
    if isnan(part.low):
        return signed(value)
    return f"{signed(value)} ({scale * part.low:.1f} to {scale * part.high:.1f})"


def heroes(number: int, gone: tuple[float, float, float], pairs: int) -> str:
    """What is gone of success without the most determined people.

    Args:
        number: how many people were made average.
        gone: share that is gone, and its interval.
        pairs: pairs of runs.
    """
    share, low, high = gone
    who = f"the {_NUMBERS[number] if number < len(_NUMBERS) else f'{number:,}'} most determined "
    who += "people are" if number != 1 else "person is"
    if isnan(share):
        return (
            f"Hero meter: nothing became normal practice in {pairs} pairs of runs, so there is "
            "nothing to lose; run a longer scenario or more --pairs."
        )
    if isnan(low):
        return f"Hero meter: one pair of runs tells nothing; {_whole(share)} % is gone in it."
    if low == high == 0:
        return (
            f"Hero meter: in {pairs} pairs of runs nothing changes in what becomes normal practice "
            f"when {who} made average."
        )
    known = f"{_whole(share)} % ({_whole(low)} to {_whole(high)})"
    text = f"Hero meter: {known} of what became normal practice is gone when {who} made average"
    if low <= 0 <= high:
        return f"{text}; with {pairs} pairs of runs that cannot be told from nothing."
    return f"{text} ({pairs} pairs of runs)."


def _whole(share: float) -> str:
    return str(round(100 * share))


def _by_size(points: dict[str, float]) -> list[str]:
    return sorted(points, key=lambda name: -points[name])
