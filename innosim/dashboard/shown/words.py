"""The sentences of the pages; those about differences come from the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from innosim import catalogue
from innosim.analysis.words import number
from innosim.organisation.apportion import apportion
from innosim.what_if.comparison import words
from innosim.what_if.comparison.arms import ASSUMPTIONS
from innosim.what_if.comparison.quantities import BURDEN, HEADLINE_NUMBER, HOURS

CAUTION = "For learning and discussion, not a forecast."

Facts = Mapping[str, Any]


def capital(text: str) -> str:
    """With a capital letter at its start."""
    return text[:1].upper() + text[1:]


def time(weeks: int) -> str:
    """A length of time in years where they are whole, else in weeks."""
    years, rest = divmod(weeks, 52)
    if rest or not years:
        return f"{weeks} weeks"
    return "one year" if years == 1 else f"{years} years"


def rests_on(pairs: int, lines: int) -> str:
    """How many runs the numbers of a chart rest on.

    Args:
        pairs: worlds that have been run.
        lines: lines of the chart, each run in all of them.
    """
    each = " each" if lines > 1 else ""
    if pairs == 1:
        return f"One run{each}: an example, not a finding."
    if lines == 1:
        return f"{pairs} runs, each in a world of its own; the band is the middle 80 % of them."
    return f"{pairs} runs each, in the same {pairs} worlds; bands are the middle 80 % of them."


def reading(watched: str) -> list[str]:
    """What the words of the sentences mean."""
    used = (
        "One idea used by one person for a week is a week of use. The chart shows the uses of each "
        "week, a difference is one of the weeks of use in a year, as a mean over the whole run."
    )
    return [
        *([used] if watched == "adopters" else []),
        "A world is a run with luck of its own: who meets whom, who leaves, how politics turns. "
        "The number that makes its luck is its seed. All lines live through the same worlds.",
        "A 95 % interval says how sure a mean difference is with so many worlds. Where it holds "
        "zero, the two cannot be told apart.",
        burden_means(),
    ]


def burden_means() -> str:
    """What the burden is."""
    return f"Burden: {catalogue.metric(BURDEN).meaning}; less is better."


_WATCHED = {
    "proposals": ("{n} ideas raised in {span}", "ideas raised so far, per 100 staff"),
    "pilots": ("{n} pilots started in {span}", "pilots started so far, per 100 staff"),
    "adopters": (
        "{n} uses of new practices in the last week of {span}",
        "uses of new practices in each week, per 100 staff (one idea used by one person for a "
        "week is a week of use; differences are told in weeks of use a year)",
    ),
    "embedded": (
        "{n} ideas become normal practice in {span}",
        "ideas that became normal practice so far, per 100 staff",
    ),
}


def axis(watched: str) -> str:
    """What the chart shows of something watched."""
    return capital(_WATCHED[watched][1])


def today(facts: Facts, arm: Facts) -> str:
    """What comes out of an arm by itself, in the whole service."""
    watched, pairs = facts["headline"], facts["pairs"]
    bands = facts["series"]["arms"][arm["name"]]
    hundreds = facts["people"] / 100
    middle, low, high = (count(bands[key][-1] * hundreds) for key in ("median", "low", "high"))
    said = _WATCHED[watched][0].format(n=middle, span=time(facts["weeks"]))
    what = f"As it is, this service of {facts['people']:,} people comes to {said}"
    if pairs == 1:
        return f"{what}, in one run."
    return f"{what}: the median of {pairs} runs, with 80 % of them between {low} and {high}."


def count(value: float) -> str:
    """A number of ideas or uses, as a whole where there are many."""
    return f"{value:,.0f}" if value >= 10 or value == round(value) else f"{value:.1f}"


def finding(facts: Facts, contrast: Facts) -> list[str]:
    """What one arm has more than another: the finding first, then what goes with it."""
    if contrast["same"]:
        return [words.sentence(facts, contrast)]
    found = [capital(words.finding(facts, contrast)), *words.worlds_of(facts, contrast)]
    if contrast["changed"] != ASSUMPTIONS:
        found.append(words.cost({**facts, "headline": HEADLINE_NUMBER}, contrast))
    return [sentence for sentence in (*found, words.burden(facts, contrast)) if sentence]


def hours(facts: Facts, contrast: Facts) -> float:
    """Hours a year more in the whole service, of leaders, managers and staff together."""
    return float(
        sum(contrast["effects"][name]["difference"] for name in HOURS) * facts["people"] / 100
    )


def spent(facts: Facts, contrast: Facts) -> str:
    """Hours a year more in the whole service, by role, and their money where rates are given."""
    hundreds = facts["people"] / 100
    parts = {name: contrast["effects"][name]["difference"] * hundreds for name in HOURS}
    by_role = ", ".join(
        f"{words.in_full(hours)} of {name.removeprefix('cost_')}"
        for name, hours in _adding_up(parts).items()
    )
    whole = words.in_full(hours(facts, contrast))
    return f"{whole} hours a year more: {by_role}{money(facts, contrast)}."


def _adding_up(parts: Mapping[str, float]) -> dict[str, int]:
    """Numbers in whole hours, which make the same total as before; as they are if one is saved."""
    if min(parts.values()) < 0:
        return {name: round(part) for name, part in parts.items()}
    shares = apportion(round(sum(parts.values())), list(parts.values())).tolist()
    return dict(zip(parts, shares, strict=True))


def money(facts: Facts, contrast: Facts) -> str:
    """As in "; 12,000 CAD"; nothing without rates."""
    priced = contrast["money"]
    if priced is None or priced["more"] is None:
        return ""
    return f"; {words.in_full(priced['more'] * facts['people'] / 100)} {priced['currency']}"


def rows(facts: Facts) -> list[list[str]]:
    """The chart as a table: for the end of each year, median and middle 80 % of each arm."""
    series = facts["series"]
    places = _year_ends(series["weeks"])
    what = ", median (middle 80 %)" if facts["pairs"] > 1 else ""
    heads = ["After", *(f"{capital(name)}{what}" for name in series["arms"])]
    found = [heads]
    for place in places:
        cells = [_cell(bands, place, facts["pairs"]) for bands in series["arms"].values()]
        found.append([time(series["weeks"][place] + 1), *cells])
    return found


def _year_ends(weeks: Sequence[int]) -> list[int]:
    """Places of the weeks nearest to the ends of years, and the last one."""
    last = weeks[-1] + 1
    ends = [*range(52, last, 52), last]
    return sorted({min(range(len(weeks)), key=lambda i: abs(weeks[i] + 1 - end)) for end in ends})


def _cell(bands: Facts, place: int, pairs: int) -> str:
    median = number(bands["median"][place])
    if pairs == 1:
        return median
    return f"{median} ({number(bands['low'][place])} to {number(bands['high'][place])})"


def effects(facts: Facts) -> Iterator[list[str]]:
    """All measured quantities of all contrasts as a table, the heads first."""
    yield ["Compared", "Quantity", "Unit", "Of it", "Of the other", "Difference", "95 % interval"]
    for contrast in facts["contrasts"]:
        for quantity in facts["quantities"]:
            one, unit = contrast["effects"][quantity["name"]], quantity["unit"]
            yield [
                words.title(contrast),
                quantity["label"],
                unit,
                *("" if one[k] is None else number(one[k]) for k in ("of_arm", "of_reference")),
                words.signed(one["difference"]),
                words.interval(one, unit),
            ]
