"""What a link hands on: all that is set, so that whoever opens it sees the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from urllib.parse import parse_qs, quote, unquote_plus

from innosim.dashboard.state.plans import MOST_PLANS, Plan, cleaned, levers_of
from innosim.dashboard.state.setting import Setting, from_link, link
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.glance import WATCHED

LONGEST_QUERY = 12_000
"""Characters of a link with plans that are read."""
DEFAULT_WATCHED = "adopters"
"""What the chart shows first: in three years hardly any idea becomes normal practice."""
MOST_HOURS = 1e9
"""Hours a year that a budget can be, as in a scenario."""

_PLAN, _BUDGET, _SHOWN = "p=", "b=", "w="


BROUGHT = "The budget was brought into its range."


@dataclass(frozen=True)
class Shared:
    """All that one browser can hand on to another.

    Attributes:
        setting: what is set.
        plans: what is kept, in the order of keeping.
        budget: hours a year that were typed in; None: those of the scenario, if it states any.
        watched: what the chart shows.
    """

    setting: Setting
    plans: tuple[Plan, ...] = ()
    budget: float | None = None
    watched: str = DEFAULT_WATCHED


def whole_link(shared: Shared) -> str:
    """The query of an address that brings all of it back."""
    parts = [link(shared.setting)]
    if shared.budget is not None:
        parts.append(f"{_BUDGET}{shared.budget:.12g}")
    if shared.watched != DEFAULT_WATCHED:
        parts.append(f"{_SHOWN}{shared.watched}")
    parts += [_PLAN + quote(f"{one.name}|{link(one.levers)}", safe="") for one in shared.plans]
    return "&".join(parts)


def from_whole_link(
    query: str, known: Mapping[str, Scenario], default: str
) -> tuple[Shared, list[str]]:
    """What a link stands for, and what of it was left out."""
    if len(query) > LONGEST_QUERY:
        return Shared(Setting(default)), ["The link is too long and was not read."]
    fields = query.removeprefix("?").split("&")
    others = "&".join(field for field in fields if not field.startswith(_PLAN))
    setting, told = from_link(others, known, default)
    plans, of_plans = _plans([f for f in fields if f.startswith(_PLAN)], known, default)
    budget, of_budget = _budget(others)
    watched, of_watched = _watched(others)
    shared = Shared(setting, plans, budget, watched)
    return shared, [*told, *of_budget, *of_watched, *of_plans]


def _plans(
    fields: list[str], known: Mapping[str, Scenario], default: str
) -> tuple[tuple[Plan, ...], list[str]]:
    plans: dict[str, Plan] = {}
    told: list[str] = []
    if len(fields) > MOST_PLANS:
        told.append(f"The link has more than {MOST_PLANS} plans; the first {MOST_PLANS} are kept.")
    for text in (unquote_plus(field[len(_PLAN) :]) for field in fields[:MOST_PLANS]):
        name, _, own = text.rpartition("|")
        levers, missing = from_link(own, known, default)
        plan = Plan(cleaned(name), levers_of(levers))
        if not plan.name or plan.levers == plan.levers.reference():
            told.append("A plan of the link does nothing here and was left out.")
        else:
            plans[plan.name] = plan
            told += missing
    return tuple(plans.values()), told


def _budget(query: str) -> tuple[float | None, list[str]]:
    text = _field(query, _BUDGET)
    if not text:
        return None, []
    try:
        hours = float(text)
    except ValueError:
        hours = float("nan")
    if not isfinite(hours):
        return None, [f"The link's budget {text[:40]!r} is no number and was left out."]
    kept = in_range(hours)
    return kept, [] if kept == hours else [BROUGHT]


def in_range(hours: float) -> float:
    """The nearest budget that a page can have."""
    return min(max(hours, 0.0), MOST_HOURS)


def _watched(query: str) -> tuple[str, list[str]]:
    text = _field(query, _SHOWN)
    if not text or text in WATCHED:
        return text or DEFAULT_WATCHED, []
    return DEFAULT_WATCHED, [f"The link's {text[:40]!r} is nothing that can be shown here."]


def _field(query: str, start: str) -> str:
    """The first field of a name; a link with too many of them has been told of already."""
    try:
        return parse_qs(query, max_num_fields=10).get(start[:-1], [""])[0]
    except ValueError:
        return ""
