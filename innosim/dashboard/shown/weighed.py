"""What the page Compare shows, as plain values; sentences and numbers are the comparison's."""

from __future__ import annotations

from typing import Any

from innosim.analysis.words import number
from innosim.dashboard.shown import words
from innosim.dashboard.state.plans import MOST_PLANS
from innosim.dashboard.state.session import Session
from innosim.what_if.comparison.arms import ASSUMED, PLAN, REFERENCE
from innosim.what_if.comparison.effects import NOT_APART, SAME, UNKNOWN
from innosim.what_if.comparison.quantities import BURDEN
from innosim.what_if.comparison.words import in_full, interval, side_by_side, signed, within

Plain = dict[str, Any]
Facts = dict[str, Any]


def results(session: Session) -> Plain:
    """Plans with their differences, and how far the worlds have come."""
    weighing = session.weighing
    with session.lock:
        pairs = weighing.pairs()
        shown = _weighed(session) if pairs else _nothing_yet()
        kept = [plan.name for plan in weighing.plans]
        return {
            **shown,
            "pairs": pairs,
            "of": weighing.wanted(),
            "week": weighing.week,
            "weeks": session.base.horizon,
            "working": weighing.working,
            "paused": weighing.paused,
            "failed": weighing.failed,
            "watched": session.watched,
            "full": len(kept) >= MOST_PLANS,
            "elsewhere": [plan.name for plan in weighing.plans if plan not in weighing.shown()],
        }


def _nothing_yet() -> Plain:
    return {"rows": [], "told": ["Running the first world …"], "rests_on": "", "tables": []}


def _weighed(session: Session) -> Plain:
    facts, two = session.weighing.facts()
    kept = {plan.name for plan in session.weighing.plans}
    rows = [_row(facts, arm, kept, session.budget) for arm in facts["arms"]]
    first = [row for row in rows if row["kind"] != PLAN]
    plans = sorted(
        (row for row in rows if row["kind"] == PLAN), key=lambda row: -float(row["difference"])
    )
    return {
        "rows": [*first, *plans],
        "told": _told(facts, two, plans),
        "rests_on": rests_on(facts["pairs"]),
        "unit": _quantity(facts)["label"] + ", " + _quantity(facts)["unit"],
        "against": main(facts, plans[0]["name"])["against"] if plans else "",
        "notes": _notes(facts, session.watched) if facts["pairs"] > 1 else [],
        "tables": _tables(facts, two),
    }


def rests_on(pairs: int) -> str:
    """How many worlds the differences rest on."""
    if pairs == 1:
        return "One world: an example, not a finding."
    return f"{pairs} worlds, in each of them one run of today and of each plan."


def _notes(facts: Facts, watched: str) -> list[str]:
    """How the numbers of the page are to be read."""
    found = [
        *words.reading(watched),
        "Each interval stands for itself: of twenty quantities on which nothing acts, one on "
        "average seems to move.",
        '"Helps in" is the share of worlds in which the plan has more of what is shown than what '
        'it is held against; "worst world" is the smallest difference in any of them.',
        "Hours a year are those of the whole service; in the sentences and tables they are also "
        "per 100 staff.",
    ]
    if any(arm["kind"] == ASSUMED for arm in facts["arms"]):
        found.append(
            "Assumptions say how the service or the world is, levers what somebody does. What a "
            "plan brings is its difference to today under my assumptions; Side by side, a table, "
            "holds all of them against today as it is."
        )
    return found


def main(facts: Facts, arm: str) -> Facts:
    """A plan against today under the same assumptions."""
    return dict(next(contrast for contrast in facts["contrasts"] if contrast["arm"] == arm))


def _row(facts: Facts, arm: Facts, kept: set[str], budget: float | None) -> Plain:
    head = arm["outcomes"][facts["headline"]]
    row = {
        "name": arm["name"],
        "title": words.capital(arm["name"]),
        "kind": arm["kind"],
        "kept": arm["name"] in kept,
        "mean": number(head["mean"]),
        "spread": f"{number(head['low'])} to {number(head['high'])}" if facts["pairs"] > 1 else "",
    }
    if arm["kind"] == REFERENCE:
        return {**row, "finding": _reference(facts), "sentences": []}
    contrast = main(facts, arm["name"])
    effect, burden = contrast["effects"][facts["headline"]], contrast["effects"][BURDEN]
    hours, load = words.hours(facts, contrast), _quantity(facts, BURDEN)
    return {
        **row,
        "difference": effect["difference"],
        "low": effect["low"],
        "high": effect["high"],
        "apart": effect["verdict"] not in (SAME, NOT_APART, UNKNOWN),
        "finding": "a single world, not a finding"
        if effect["verdict"] == UNKNOWN
        else effect["verdict"],
        "change": signed(effect["difference"]),
        "interval": interval(effect, ""),
        "helps": number(effect["helps"], "share"),
        "worst": signed(effect["worst"]),
        "hours": in_full(hours) if arm["kind"] == PLAN else "",
        "money": words.money(facts, contrast).removeprefix("; "),
        "budget": within(hours, budget) if budget is not None and arm["kind"] == PLAN else None,
        "burden": f"{signed(burden['difference'])} ({interval(burden, '')}) {load['unit']}",
        "sentences": words.finding(facts, contrast),
    }


def _reference(facts: Facts) -> str:
    """What is held against today as it is."""
    kinds = [arm["kind"] for arm in facts["arms"]]
    if ASSUMED in kinds:
        return (
            "As the scenario has it. What the assumptions do is their difference to it; plans are "
            "held against today under my assumptions."
        )
    if PLAN in kinds:
        return "The reference: all differences are to it, in the same worlds."
    return "The reference: plans will be held against it, in the same worlds."


def _told(facts: Facts, two: list[Facts], plans: list[Plain]) -> list[str]:
    """What can be said of all plans together."""
    if not plans:
        return [
            words.today(facts, facts["arms"][0]),
            "There is no plan yet. Move levers on the page Explore and keep them as a plan, or "
            "start with the practices of leaders, each by itself.",
        ]
    best = plans[0]
    if len(plans) == 1 or facts["pairs"] == 1:
        return [words.finding(facts, main(facts, best["name"]))[0]]
    others = {row["name"]: _between(two, best["name"], row["name"]) for row in plans[1:]}
    same = [name for name, contrast in others.items() if contrast["same"]]
    twice = [f"No difference: {_listed([best['name'], *same])} are the same plan."] if same else []
    if idle := _idle(facts, plans):
        return [idle, *twice]
    first = words.finding(facts, main(facts, best["name"]))[0]
    return [first, *twice, *largest(best["title"], others, facts["headline"])]


def _idle(facts: Facts, plans: list[Plain]) -> str:
    """What is said where no plan makes any difference."""
    if any(main(facts, r["name"])["effects"][facts["headline"]]["verdict"] != SAME for r in plans):
        return ""
    quantity = _quantity(facts)
    what = f"{quantity['label'].lower()} {quantity['unit']}"
    return f"None of these plans makes a difference in {what} in any of {facts['pairs']} worlds."


def largest(title: str, others: dict[str, Facts], watched: str) -> list[str]:
    """Whether the plan that brings most can be told apart from the others that are not the same."""
    others = {name: contrast for name, contrast in others.items() if not contrast["same"]}
    level = [name for name, contrast in others.items() if not _apart(contrast, watched)]
    if level:
        which = f"it cannot be told apart from {_listed(level)}."
        return [f"{title} has the largest difference, but {which}"]
    return [f"{title} has more than each other plan, beyond luck."] if others else []


def _between(two: list[Facts], one: str, other: str) -> Facts:
    """One plan held against another."""
    return dict(
        next(
            contrast
            for facts in two
            for contrast in facts["contrasts"]
            if {contrast["arm"], contrast["against"]} == {one, other}
        )
    )


def _apart(contrast: Facts, watched: str) -> bool:
    return contrast["effects"][watched]["verdict"] not in (SAME, NOT_APART, UNKNOWN)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _quantity(facts: Facts, name: str = "") -> Facts:
    """A quantity by name, or that of the headline."""
    wanted = name or facts["headline"]
    return dict(next(q for q in facts["quantities"] if q["name"] == wanted))


def _tables(facts: Facts, two: list[Facts]) -> list[Plain]:
    found = [
        {
            "title": "Side by side",
            "rows": [list(row) for row in side_by_side(facts)],
            "file": "innosim-plans.csv",
        }
    ]
    if facts["contrasts"]:
        rows = list(words.effects(facts))
        found.append({"title": "All differences", "rows": rows, "file": "innosim-differences.csv"})
    if two:
        rows = [["Compared", "Difference", "95 % interval", "Finding"]]
        rows += [_two(one) for one in two]
        found.append({"title": "Each two plans", "rows": rows, "file": "innosim-each-two.csv"})
    return found


def _two(facts: Facts) -> list[str]:
    contrast = facts["contrasts"][0]
    effect = contrast["effects"][facts["headline"]]
    said = "no difference: the same plan" if contrast["same"] else effect["verdict"]
    return [
        f"{contrast['arm']} against {contrast['against']}",
        signed(effect["difference"]),
        interval(effect, ""),
        said,
    ]
