"""Plans that a browser keeps under a name: what somebody does, whatever is assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote_plus

from innosim.dashboard.state.dials import dials
from innosim.dashboard.state.setting import Setting, from_link, link
from innosim.scenario.schema import Scenario

MOST_PLANS = 5
LONGEST_NAME = 40
LONGEST_QUERY = 12_000
"""Characters of a link with plans that are read."""

_FIELD = "p="


@dataclass(frozen=True)
class Plan:
    """Levers and a timeline under a name.

    Attributes:
        name: what it is called.
        levers: a setting without any assumptions.
    """

    name: str
    levers: Setting

    def under(self, assumed: Setting) -> Setting:
        """The plan in a world of other assumptions, which have no levers."""
        moved = tuple(sorted((*assumed.moved, *self.levers.moved)))
        return Setting(self.levers.source, moved, (*assumed.steps, *self.levers.steps))


def levers_of(setting: Setting) -> Setting:
    """A setting without its assumptions."""
    moved = tuple((name, at) for name, at in setting.moved if not dials()[name].assumed)
    return replace(setting, moved=moved, steps=tuple(s for s in setting.steps if not s.assumed))


def cleaned(name: str) -> str:
    """A name as it is kept: on one line, short, without signs that cannot be seen."""
    seen = "".join(sign if sign.isprintable() else " " for sign in name)
    return " ".join(seen.split())[:LONGEST_NAME].strip()


def whole_link(setting: Setting, plans: Iterable[Plan]) -> str:
    """The query of an address that brings a setting and plans back."""
    kept = [_FIELD + quote(f"{plan.name}|{link(plan.levers)}", safe="") for plan in plans]
    return "&".join([link(setting), *kept])


def from_whole_link(
    query: str, known: Mapping[str, Scenario], default: str
) -> tuple[Setting, list[Plan], list[str]]:
    """Setting and plans that a link stands for, and what of it was left out."""
    if len(query) > LONGEST_QUERY:
        return Setting(default), [], ["The link is too long and was not read."]
    fields = query.removeprefix("?").split("&")
    texts = [unquote_plus(field[len(_FIELD) :]) for field in fields if field.startswith(_FIELD)]
    others = "&".join(field for field in fields if not field.startswith(_FIELD))
    setting, told = from_link(others, known, default)
    plans: dict[str, Plan] = {}
    if len(texts) > MOST_PLANS:
        told.append(f"The link has {len(texts)} plans; the first {MOST_PLANS} were taken.")
    for text in texts[:MOST_PLANS]:
        name, _, own = text.rpartition("|")
        levers, missing = from_link(own, known, default)
        plan = Plan(cleaned(name), levers_of(levers))
        if not plan.name or plan.levers == plan.levers.reference():
            told.append("A plan of the link does nothing here and was left out.")
        else:
            plans[plan.name] = plan
            told += missing
    return setting, list(plans.values()), told
