"""What the page Compare shows, as plain values; sentences and numbers are the comparison's."""

from __future__ import annotations

from typing import Any

from innosim.analysis.words import number
from innosim.dashboard.shown import words
from innosim.dashboard.state.plans import MOST_PLANS
from innosim.dashboard.state.session import Session
from innosim.what_if.comparison.arms import PLAN, REFERENCE
from innosim.what_if.comparison.effects import NOT_APART, SAME, UNKNOWN
from innosim.what_if.comparison.quantities import BURDEN
from innosim.what_if.comparison.words import interval, notes, side_by_side, signed, within

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
        "rests_on": words.rests_on(facts["pairs"]),
        "unit": _quantity(facts)["label"] + ", " + _quantity(facts)["unit"],
        "against": main(facts, plans[0]["name"])["against"] if plans else "",
        "notes": notes(facts) if facts["pairs"] > 1 else [],
        "tables": _tables(facts, two),
    }


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
        return {**row, "finding": "the reference", "sentences": []}
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
        "hours": f"{hours:,.0f}" if arm["kind"] == PLAN else "",
        "money": words.money(facts, contrast).removeprefix("; "),
        "budget": within(hours, budget) if budget is not None and arm["kind"] == PLAN else None,
        "burden": f"{signed(burden['difference'])} ({interval(burden, '')}) {load['unit']}",
        "burden_means": load["meaning"],
        "sentences": words.finding(facts, contrast),
    }


def _told(facts: Facts, two: list[Facts], plans: list[Plain]) -> list[str]:
    """What can be said of all plans together."""
    if not plans:
        return [
            words.today(facts, facts["arms"][0]),
            "There is no plan yet. Move levers on the page Explore and keep them as a plan, or "
            "start with the practices of leaders, each by itself.",
        ]
    best = plans[0]
    found = [words.finding(facts, main(facts, best["name"]))[0]]
    if len(plans) == 1 or facts["pairs"] == 1:
        return found
    level = [row["name"] for row in plans[1:] if not _apart(two, best["name"], row["name"])]
    if level:
        found.append(
            f"{best['title']} has the largest difference, but it cannot be told apart from "
            f"{_listed(level)}."
        )
    else:
        found.append(f"{best['title']} has more than each other plan, beyond luck.")
    return found


def _apart(two: list[Facts], one: str, other: str) -> bool:
    contrast = next(
        c for facts in two for c in facts["contrasts"] if {c["arm"], c["against"]} == {one, other}
    )
    effects = contrast["effects"]
    watched = next(iter(two))["headline"]
    return effects[watched]["verdict"] not in (SAME, NOT_APART, UNKNOWN)


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
