"""The findings of a search for plans as sentences and cells of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from innosim.analysis.words import number
from innosim.analysis.words import signed as with_sign
from innosim.what_if.planning.regret import FAILS, NEAR

Facts = Mapping[str, Any]
Cells = tuple[str, ...]

SHOWN = 12
"""Plans of the frontier that the table shows at most."""


def opening(facts: Facts) -> str:
    """What was searched, and how."""
    return (
        f"{facts['title']}: {facts['people']:,} people, {facts['weeks']} weeks. Plans of at most "
        f"{number(facts['budget'])} hours from week {facts['start']} on, of "
        f"{len(facts['levers'])} levers. {len(facts['tried']) - 1} plans were tried and chosen by "
        f"regret in {facts['worlds']} assumed worlds, {facts['runs']} runs each with the same luck "
        f"for all plans; what is said of the plans below is measured in {facts['fresh_worlds']} "
        f"other worlds, {facts['fresh_runs']} runs each, because the best of many looks better "
        "than it is where it was chosen."
    )


def verdicts(facts: Facts) -> Iterator[str]:
    """What holds of all plans together: none helps, or they cannot be told apart."""
    label = facts["metric"]["label"].lower()
    if all(plan["high"] is not None and plan["high"] <= 0 for plan in facts["plans"]):
        yield f"No plan found brings more {label} than to do nothing."
    elif not any(plan["low"] is not None and plan["low"] > 0 for plan in facts["plans"]):
        yield (
            f"No plan found can be told apart from doing nothing in {label}. More worlds, more "
            "runs, a longer horizon or another --metric may tell more."
        )
    if facts["nothing_first"]:
        yield "In the worlds of the choice, to do nothing had the least regret."
    yield from map(_pair, (pair for pair in facts["pairs"]))


def _pair(pair: Facts) -> str:
    one, other = pair["one"], pair["other"]
    if not pair["apart"]:
        return f"Plans {one} and {other} cannot be told apart ({_interval(pair)})."
    way = "more" if pair["difference"] > 0 else "less"
    return f"Plan {one} brings {way} than plan {other} ({_interval(pair)})."


def _interval(found: Facts, name: str = "difference") -> str:
    if found["low"] is None:
        return f"{signed(found[name])} in one world"
    ends = f"{signed(found['low'])} to {signed(found['high'])}"
    return f"{signed(found[name])}, 95 % interval {ends}"


def told(facts: Facts, plan: Facts) -> list[str]:
    """What a plan is, takes and brings, and when it fails."""
    return [f"{plan['words']}.", takes(facts, plan), brings(facts, plan), fails(facts, plan)]


def takes(facts: Facts, plan: Facts) -> str:
    """Hours and money."""
    roles = ", ".join(f"{number(taken)} of {role}" for role, taken in plan["by_role"].items())
    cost = "" if plan["money"] is None else f"; {number(plan['money'])} {facts['currency']}"
    return f"It takes {number(plan['hours'])} hours: {roles}{cost}."


def brings(facts: Facts, plan: Facts) -> str:
    """Gain with interval, regret, and what it had seemed to bring."""
    metric = facts["metric"]
    rate = metric["unit"].startswith("per 100 staff")
    whole = f"; in the whole service and run {signed(plan['gain'] * facts['in_service'])}"
    return (
        f"It brings {signed(plan['gain'])} {metric['label'].lower()}, {metric['unit']}, over doing "
        f"nothing ({_interval(plan, 'gain')}{whole if rate else ''}): more in "
        f"{number(plan['helps'], 'share')} of the worlds, less in "
        f"{number(plan['harms'], 'share')}. Regret: {number(plan['mean_regret'])} on average, "
        f"{number(plan['max_regret'])} at most; within {number(NEAR, 'share')} of the best of "
        f"these plans in {number(plan['near_best'], 'share')} of the worlds. Where it was chosen "
        f"it had brought {signed(plan['chosen_gain'])}."
    )


def fails(facts: Facts, plan: Facts) -> str:
    """When a plan fails."""
    worlds, count = facts["fresh_worlds"], plan["fails"]
    what = (
        f"it does harm, or brings less than {number(FAILS, 'share')} of what the best of them does"
    )
    if count == 0:
        return f"It fails in no world tried: in none of {worlds} is it so that {what}."
    first = f"It fails in {count} of {worlds} worlds ({what})"
    rule = plan["rule"]
    if rule is None:
        return (
            f"{first}; no simple condition on what is assumed tells these worlds from the others."
        )
    inside = f"in {rule['caught']} of the {rule['inside']} worlds where {conditions(rule)}"
    others = f"in {count - rule['caught']} of the other {worlds - rule['inside']}"
    return f"{first}: {inside}, and {others}."


def conditions(rule: Facts) -> str:
    """As in "gates.base is below 0.3 and crises.rate above 0.02"."""
    return " and ".join(
        f"{one['key']} is {'above' if one['above'] else 'below'} {one['value']:g}"
        for one in rule["conditions"]
    )


def side_by_side(facts: Facts) -> list[Cells]:
    """A row for each recommended plan, the first row as heads."""
    unit = facts["metric"]["unit"]
    rows: list[Cells] = [
        (
            *("plan", "hours", f"more than nothing, {unit}", "95 % interval", "mean regret"),
            *("most regret", f"within {number(NEAR, 'share')} of the best in", "fails in"),
            "burden",
        )
    ]
    for plan in facts["plans"]:
        ends = "" if plan["low"] is None else f"{signed(plan['low'])} to {signed(plan['high'])}"
        rows.append(
            (
                f"plan {plan['number']}",
                number(plan["hours"]),
                signed(plan["gain"]),
                ends,
                number(plan["mean_regret"]),
                number(plan["max_regret"]),
                number(plan["near_best"], "share"),
                f"{plan['fails']} of {facts['fresh_worlds']} worlds",
                signed(plan["burden"]),
            )
        )
    return rows


def frontier(facts: Facts) -> list[Cells]:
    """The plans than which none brought as much for fewer hours, or for less burden."""
    rows: list[Cells] = [("hours", "more than nothing", "burden", "best for", "plan")]
    best = [t for t in facts["tried"] if t["best_for_hours"] or t["best_for_burden"]]
    for one in sorted(best, key=lambda each: each["hours"])[:SHOWN]:
        pairs = (("best_for_hours", "hours"), ("best_for_burden", "burden"))
        names = [name for key, name in pairs if one[key]]
        mark = "" if one["number"] is None else f"plan {one['number']}: "
        rows.append(
            (
                number(one["hours"]),
                signed(one["gain"]),
                signed(one["burden"]),
                " and ".join(names),
                mark + one["words"],
            )
        )
    return rows


def notes(facts: Facts) -> list[str]:
    """How the numbers are to be read."""
    doubts = "; ".join(
        f"{one['key']} {one['low']:.3g} to {one['high']:.3g}"
        for one in facts["doubts"]
        if not one["key"].startswith("assumptions.effects.")
    )
    effects = [d for d in facts["doubts"] if d["key"].startswith("assumptions.effects.")]
    before = sum(facts["before"].values())
    return [
        "An assumed world is a combination of doubtful numbers within ranges that are a "
        f"convention, no statement of how likely they are: {doubts}; the effects of "
        f"{len(effects)} levers, each by itself, from {effects[0]['low']:g} to "
        f"{effects[0]['high']:g} of what is declared."
        if effects
        else f"An assumed world is a combination of doubtful numbers: {doubts}.",
        "Regret is what a plan falls short of the best of the plans, or of doing nothing, in the "
        "same world. In the choice, the best of all plans tried counts, and the mean over the "
        "worse half of the worlds; in the other worlds, the best of the plans shown.",
        "The frontier is of the worlds of the choice: it shows what there is to choose from, and "
        "flatters the best. Intervals are 95 % t-intervals over the worlds, each for itself.",
        f"What the scenario does by itself ({number(before)} hours) goes on and is not counted.",
        "The search is no proof: there may be better plans that were not tried.",
    ]


def signed(value: float | None) -> str:
    """A difference with its sign."""
    return "not defined" if value is None else with_sign(value)
