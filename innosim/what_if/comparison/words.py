"""The findings of a comparison as sentences and cells of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from innosim.analysis.words import minus, number
from innosim.analysis.words import signed as with_sign
from innosim.what_if.comparison.arms import ASSUMED, ASSUMPTIONS, BOTH
from innosim.what_if.comparison.effects import NOT_APART, SAME, UNKNOWN
from innosim.what_if.comparison.quantities import BURDEN, HOURS

Facts = Mapping[str, Any]
Cells = tuple[str, ...]

FEW = 5
"""Worlds that must differ for an interval not to be called rough."""

_HEADS = ("", "reference", "arm", "difference", "95 % interval", "helps in", "worst world")
_MORE_HEADS = ("unpaired runs", "finding")
_NONE = "not defined"
_COUNTED = 1_000_000
"""Runs above which their number says no more than that they are too many."""


def opening(facts: Facts) -> str:
    """How many worlds of what size were compared."""
    worlds = facts["pairs"]
    return (
        f"{worlds} {_plural('world', worlds)} (the first has seed {facts['seed']}), in each of "
        f"them one run of each of {len(facts['arms'])} arms; {facts['people']:,} people, "
        f"{facts['weeks']} weeks. Differences are taken world by world, so that luck cancels out."
    )


def title(contrast: Facts) -> str:
    """Which arm is held against which."""
    return f"{contrast['arm']} against {contrast['against']}"


def changed(contrast: Facts) -> list[str]:
    """Levers and assumptions that differ, under two headings."""
    lines = [
        f"Levers: {'; '.join(contrast['levers']) or 'as in the other'}.",
        f"Assumptions: {'; '.join(contrast['assumptions']) or 'as in the other'}.",
    ]
    if contrast["changed"] == BOTH:
        lines.append(
            "Levers and assumptions both differ: this difference cannot be put down to what "
            "somebody does. --assume keeps them apart."
        )
    return lines


def sentence(facts: Facts, contrast: Facts) -> str:
    """What an arm has more of the headline, how sure that is, and what it costs."""
    if contrast["same"]:
        return (
            f"No difference: {contrast['arm']} and {contrast['against']} are the same in all that "
            "shapes a run."
        )
    parts = [finding(facts, contrast), *worlds_of(facts, contrast)]
    if contrast["changed"] != ASSUMPTIONS:
        parts += [cost(facts, contrast), *_kept(contrast)]
    parts += [burden(facts, contrast), *_saved(facts, contrast)]
    return " ".join(parts)


def cost(facts: Facts, contrast: Facts) -> str:
    """The hours that it takes more, of whom."""
    effects = contrast["effects"]
    if all(effects[name]["verdict"] == SAME for name in HOURS):
        return "It takes no hours more or less of anybody."
    named = [
        f"{_signed(effects[name]['difference'], 'hours')} of {name.removeprefix('cost_')}"
        for name in HOURS
    ]
    return (
        f"It takes these hours more per 100 staff a year: {', '.join(named)}"
        f"{_in_all(contrast)}.{_money(contrast)}"
    )


def in_full(value: float) -> str:
    """A number without digits after the point, and with a minus sign where it needs one."""
    return minus(f"{round(value):,}")


def within(spent: float, budget: float) -> tuple[bool, str]:
    """Whether a plan keeps within a budget of hours a year, in words."""
    if spent <= budget:
        return True, f"Within the budget: {in_full(spent)} of {budget:,.0f} hours a year."
    over = spent - budget
    return False, f"Over the budget by {over:,.0f} hours a year ({spent:,.0f} of {budget:,.0f})."


def table(facts: Facts, contrast: Facts) -> list[Cells]:
    """A row for each quantity, the first row as heads."""
    rows: list[Cells] = [(*_HEADS, *_MORE_HEADS)]
    for quantity in facts["quantities"]:
        rows.append(_row(facts, quantity, contrast["effects"][quantity["name"]]))
    return rows


def side_by_side(facts: Facts) -> list[Cells]:
    """A row for each arm: headline with the middle 80 % of worlds, hours, burden and finding."""
    q = {quantity["name"]: quantity for quantity in facts["quantities"]}
    head = q[facts["headline"]]
    rows = [
        (
            "compared",
            f"{head['label']}, {head['unit']}",
            "middle 80 % of worlds",
            *(q[name]["label"] for name in HOURS),
            q[BURDEN]["label"],
            "worst difference",
            "against the first",
        )
    ]
    for arm in facts["arms"]:
        rows.append(_arm_row(facts, arm))
    return rows


def notes(facts: Facts) -> list[str]:
    """How the numbers are to be read."""
    found = [
        'Hours are per 100 staff a year. "Helps in": the share of worlds in which the arm is '
        "better; where neither more nor less is wanted, in which it is higher.",
        _interval_note(facts),
        "Each interval stands for itself: of twenty quantities on which nothing acts, one on "
        "average seems to move.",
        '"Unpaired runs": the runs of each arm that an interval as narrow would take if every '
        "run had a world of its own.",
    ]
    if any(arm["kind"] == ASSUMED for arm in facts["arms"]):
        found.append(
            "Assumptions say how the service or the world is, levers what somebody does. What a "
            "plan brings is its difference to the reference under my assumptions."
        )
    return found


def signed(value: float | None, unit: str = "") -> str:
    """A difference with its sign; that of two shares in points of a per cent."""
    return _NONE if value is None else _signed(value, unit)


def interval(effect: Facts, unit: str) -> str:
    """The ends of the interval of a difference."""
    if effect["low"] is None:
        return "one world" if effect["pairs"] == 1 else ""
    if unit == "share":
        return f"{with_sign(100 * effect['low'])} to {with_sign(100 * effect['high'])} points"
    return f"{with_sign(effect['low'])} to {with_sign(effect['high'])}"


def finding(facts: Facts, contrast: Facts) -> str:
    """What an arm has more of the headline, with its interval."""
    quantity = _quantity(facts, facts["headline"])
    effect = contrast["effects"][facts["headline"]]
    arm, against, pairs = contrast["arm"], contrast["against"], effect["pairs"]
    what = f"{quantity['label'].lower()} {quantity['unit']}"
    size = f"{_signed(effect['difference'])}, 95 % interval {interval(effect, '')}"
    if effect["verdict"] == SAME:
        most = number(contrast["apart_at_most"], "share")
        return (
            f"{arm} and {against} do not differ in {what} in any of {pairs} worlds; with 95 % "
            f"confidence they differ in at most {most} of all worlds."
        )
    if effect["verdict"] == NOT_APART:
        return f"{arm} and {against} cannot be told apart in {what} ({size}, which holds zero)."
    if effect["verdict"] == UNKNOWN:
        found = f"{arm}: {_signed(effect['difference'])} {what} in one world, not a finding."
        return found if pairs else f"{arm}: {what} are not defined."
    way = "more" if effect["difference"] > 0 else "fewer"
    means = _means(effect["of_arm"], effect["of_reference"])
    return f"{arm} has {way} {what} than {against}: {means} ({size})."


def _means(one: float, other: float) -> str:
    """Two means that differ, in as many digits as tell them apart."""
    if number(one) != number(other):
        return f"{number(one)} and not {number(other)}"
    digits = next((n for n in range(1, 9) if f"{one:.{n}f}" != f"{other:.{n}f}"), 9)
    return f"{one:,.{digits}f} and not {other:,.{digits}f}"


def worlds_of(facts: Facts, contrast: Facts) -> Iterator[str]:
    """In how many worlds it helps and harms, the worst one, and whether too few worlds differ."""
    effect = contrast["effects"][facts["headline"]]
    if effect["verdict"] in (SAME, UNKNOWN):
        return
    yield (
        f"It helps in {number(effect['helps'], 'share')} of the worlds and harms in "
        f"{number(effect['harms'], 'share')}; the worst is {_signed(effect['worst'])} (seed "
        f"{effect['worst_seed']})."
    )
    differing = contrast["worlds_apart"]
    if differing < FEW:
        verb = "differs" if differing == 1 else "differ"
        yield f"Only {differing} of {effect['pairs']} worlds {verb}: the interval is rough."


def burden(facts: Facts, contrast: Facts) -> str:
    """What an arm has more of the burden."""
    effect, unit = contrast["effects"][BURDEN], _quantity(facts, BURDEN)["unit"]
    if effect["verdict"] in (SAME, UNKNOWN):
        return "The burden is the same." if effect["verdict"] == SAME else ""
    apart = ", cannot be told apart" if effect["verdict"] == NOT_APART else ""
    return f"Burden: {_signed(effect['difference'])} {unit} ({interval(effect, '')}{apart})."


def _saved(facts: Facts, contrast: Facts) -> Iterator[str]:
    effect = contrast["effects"][facts["headline"]]
    runs = effect["unpaired_runs"]
    if runs is not None and effect["half_width"]:
        yield (
            f"For an interval as narrow, other worlds in each arm would have taken {_many(runs)} "
            f"runs of each; the same worlds took {effect['pairs']}."
        )


def _in_all(contrast: Facts) -> str:
    """Hours of the whole service, and for each further new practice where there surely are more."""
    total = f"; in the whole service {with_sign(contrast['hours_a_year'])} hours a year"
    if contrast["hours_each"] is None:
        return total
    return f"{total}, {number(contrast['hours_each'])} hours for each practice more"


def _kept(contrast: Facts) -> list[str]:
    """Whether the arm keeps within the budget that its scenario states, if it states one."""
    budget = contrast.get("budget")
    return [] if budget is None else [within(contrast["hours_a_year"], budget)[1]]


def _money(contrast: Facts) -> str:
    """What the hours cost, where rates are given for some roles."""
    priced = contrast["money"]
    if priced is None or priced["more"] is None:
        return ""
    rates = ", ".join(f"{role} {number(rate)}" for role, rate in priced["rates"].items())
    return (
        f" In money: {with_sign(priced['more'])} {priced['currency']} per 100 staff a year, at the "
        f"rates given for an hour ({rates})."
    )


def _row(facts: Facts, quantity: Facts, effect: Facts) -> Cells:
    unit, wanted = quantity["unit"], quantity["wanted"]
    label = quantity["label"] if unit == "share" else f"{quantity['label']}, {unit}"
    if not effect["pairs"]:
        return (label, _NONE, *[""] * 7)
    exact = effect["half_width"] == 0
    runs = effect["unpaired_runs"]
    return (
        label,
        number(effect["of_reference"], unit),
        number(effect["of_arm"], unit),
        _signed(effect["difference"], unit),
        "the same in each" if exact else interval(effect, unit),
        number(effect["helps"], "share"),
        _signed(effect["worst"], unit) if wanted else "",
        "" if runs is None or exact else _many(runs),
        effect["verdict"],
    )


def _arm_row(facts: Facts, arm: Facts) -> Cells:
    outcomes = arm["outcomes"]
    head = outcomes[facts["headline"]]
    contrast = against_first(facts, arm["name"])
    effect = None if contrast is None else contrast["effects"][facts["headline"]]
    spread = "" if head["low"] is None else f"{number(head['low'])} to {number(head['high'])}"
    return (
        arm["name"],
        _plain(head["mean"]),
        spread,
        *(_plain(outcomes[name]["mean"]) for name in HOURS),
        _plain(outcomes[BURDEN]["mean"]),
        "" if effect is None else signed(effect["worst"]),
        "the reference" if effect is None else effect["verdict"],
    )


def against_first(facts: Facts, arm: str) -> Facts | None:
    """An arm held against the reference; None for the reference itself."""
    first = facts["arms"][0]["name"]
    found: Sequence[Facts] = [
        c for c in facts["contrasts"] if c["arm"] == arm and c["against"] == first
    ]
    return found[0] if found else None


def _interval_note(facts: Facts) -> str:
    until = facts["until"]
    if until is None:
        return (
            "Intervals are 95 % t-intervals of the mean difference, for a number of worlds that "
            "was fixed beforehand."
        )
    label = _quantity(facts, until["metric"])["label"].lower()
    aim = f"the half-width of {label} was {until['half_width']:g} at most"
    met = "That was reached" if until["reached"] else "That was not reached"
    return (
        f"Worlds were added until {aim}, looked at after {until['least']} worlds and every "
        f"{until['batch']} more, up to {until['most']}. {met}. The 95 % is nominal: such a rule "
        "tends to stop where the spread comes out small by chance. The intervals are therefore "
        "wider than Student's; in simulations they hold 95 % of the time where differences are "
        "near normal and down to 88 % where they are very skewed or few worlds differ "
        "(docs/compare.md)."
    )


def _quantity(facts: Facts, name: str) -> Facts:
    found: Facts = next(q for q in facts["quantities"] if q["name"] == name)
    return found


def _plain(value: float | None) -> str:
    return _NONE if value is None else number(value)


def _signed(value: float, unit: str = "") -> str:
    if unit == "share":
        return f"{with_sign(100 * value)} points"
    return with_sign(value)


def _many(runs: float) -> str:
    return f"{runs:,.0f}" if runs <= _COUNTED else f"over {_COUNTED:,}"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
