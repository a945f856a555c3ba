"""What a browser has set: a service and scenario, levers, a timeline, and assumptions.

A setting is small and frozen: it is what undo goes back to, what a link says, and what the numbers
of a run are kept under.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Any
from urllib.parse import parse_qs, quote

from innosim import catalogue
from innosim.dashboard.state.dials import Dial, dials
from innosim.scenario.files import amended
from innosim.scenario.schema import Delivery, Scenario
from innosim.what_if.comparison.arms import ASSUMED, PLAN, REFERENCE

SHOCKS = "shocks"
NAMES = {REFERENCE: "today", ASSUMED: "today under my assumptions", PLAN: "my plan"}
MOST_STEPS = 12
"""Interventions that a timeline can hold."""
BUDGET = "budget.more_a_year"
"""The setting of a scenario that the budget of a page stands for."""
MOST_TOLD = 8
"""Lines that are said of a file."""
LONGEST_LINK = 2000
"""Characters of a link that are read."""

Moved = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Step:
    """One intervention of the timeline; `end` None: it acts on."""

    kind: str
    start: int = 0
    end: int | None = None
    strength: float = 1.0

    @property
    def assumed(self) -> bool:
        """Whether nobody does it: a shock is part of the world."""
        return catalogue.intervention(self.kind).group == SHOCKS

    @property
    def delivery(self) -> Delivery:
        """As a scenario has it; a shock comes once."""
        return Delivery(kind=self.kind, start=self.start, end=self.end, strength=self.strength)

    def within(self, horizon: int) -> Step:
        """The same inside a run of so many weeks."""
        start = min(max(self.start, 0), horizon - 1)
        end = self.end
        if end is not None:
            end = None if end >= horizon else max(end, start + 1)
        return replace(self, start=start, end=end, strength=min(max(self.strength, 0.0), 1.0))


@dataclass(frozen=True)
class Setting:
    """What is set; dials stand where the scenario has them unless they are named.

    Attributes:
        source: name of the service and scenario.
        moved: names of dials and where they stand, in the order of their names.
        steps: the timeline.
    """

    source: str
    moved: Moved = ()
    steps: tuple[Step, ...] = ()

    def at(self, dial: Dial, scenario: Scenario) -> float:
        """Where a dial stands."""
        return dict(self.moved).get(dial.name, dial.of(scenario))

    def with_dial(self, name: str, value: float, scenario: Scenario) -> Setting:
        """The same with a dial at the nearest value to `value`; unknown dials change nothing."""
        dial = dials().get(name)
        if dial is None or not isfinite(value):
            return self
        others = {other: at for other, at in self.moved if other != name}
        if not dial.rests(value, scenario) and not dial.rests(dial.clamped(value), scenario):
            others[name] = dial.clamped(value)
        return replace(self, moved=tuple(sorted(others.items())))

    def reference(self) -> Setting:
        """The scenario as it is."""
        return Setting(self.source)

    def assumed(self) -> Setting:
        """The scenario under these assumptions, with nothing done."""
        moved = tuple((name, at) for name, at in self.moved if dials()[name].assumed)
        return replace(self, moved=moved, steps=tuple(s for s in self.steps if s.assumed))

    def scenario(self, base: Scenario) -> Scenario:
        """The scenario that it stands for.

        Args:
            base: the scenario that `source` names.
        """
        settings = [f"{key}={value!r}" for name, value in self.moved for key in dials()[name].keys]
        found = amended(base, settings) if settings else base
        if not self.steps:
            return found
        added = tuple(step.delivery for step in self.steps)
        return found.model_copy(update={"interventions": (*found.interventions, *added)})


def families(settings: Iterable[Setting]) -> list[list[Setting]]:
    """Settings in groups that run side by side: those that differ in levers only."""
    found: dict[Setting, list[Setting]] = {}
    for setting in settings:
        assumed = setting.assumed()
        found.setdefault(Setting(assumed.source, assumed.moved), []).append(setting)
    return list(found.values())


def link(setting: Setting) -> str:
    """The query of an address that brings a setting back."""
    parts = [f"s={quote(setting.source, safe='')}"]
    if setting.moved:
        parts.append("d=" + ",".join(f"{name}:{at:g}" for name, at in setting.moved))
    if setting.steps:
        parts.append("t=" + ",".join(_step_in_link(step) for step in setting.steps))
    return "&".join(parts)


def _step_in_link(step: Step) -> str:
    end = "" if step.end is None else step.end
    return f"{step.kind}:{step.start}-{end}:{step.strength:g}"


def from_link(query: str, known: Mapping[str, Scenario], default: str) -> tuple[Setting, list[str]]:
    """What a link stands for, and what of it was left out.

    Everything in it is checked: names that are not known are left out, numbers are brought into
    their range.
    """
    told: list[str] = []
    if len(query) > LONGEST_LINK:
        return Setting(default), ["The link is too long and was not read."]
    try:
        fields = parse_qs(query.removeprefix("?"), max_num_fields=10)
    except ValueError:
        return Setting(default), ["The link has too many parts and was not read."]
    source = fields.get("s", [default])[0]
    if source not in known:
        return Setting(default), [f"There is no scenario {source[:40]!r} here; this is {default}."]
    scenario = known[source]
    setting = Setting(source)
    for text in _words(fields.get("d", [""])[0]):
        name, _, number = text.partition(":")
        value = _number(number)
        if name not in dials() or value is None:
            told.append(f"The link's {text[:40]!r} is not known and was left out.")
        else:
            setting = setting.with_dial(name, value, scenario)
            told += _brought(dials()[name], value, scenario)
    steps: list[Step] = []
    for text in _words(fields.get("t", [""])[0]):
        step = _step_from_link(text)
        if step is None or len(steps) >= MOST_STEPS:
            told.append(f"The link's {text[:40]!r} is not known and was left out.")
        else:
            steps.append(step.within(scenario.horizon))
            told += _fitted(step, scenario.horizon)
    return replace(setting, steps=tuple(steps)), told


def _brought(dial: Dial, value: float, scenario: Scenario) -> list[str]:
    """What is to be said where a dial cannot stand at a value."""
    if dial.rests(value, scenario) or abs(dial.clamped(value) - value) <= dial.step / 100:
        return []
    if dial.low <= value <= dial.high:
        return [f"{dial.label}: {value:g} was brought to the nearest step of its slider."]
    return [f"{dial.label} was brought into its range."]


def _fitted(step: Step, horizon: int) -> list[str]:
    """What is to be said where an intervention does not lie within the run."""
    inside = step.within(horizon)
    if inside == step or (step.end == horizon and replace(inside, end=horizon) == step):
        return []
    return [f"{catalogue.intervention(step.kind).title}: brought into its range."]


def _words(text: str) -> Iterator[str]:
    return (word for word in text.split(",") if word)


def _step_from_link(text: str) -> Step | None:
    kind, _, rest = text.partition(":")
    weeks, _, strength = rest.partition(":")
    start, _, end = weeks.partition("-")
    if kind not in catalogue.interventions() or not start.isdecimal() or len(start) > 4:
        return None
    if end and (not end.isdecimal() or len(end) > 4):
        return None
    full = _number(strength or "1")
    if full is None:
        return None
    return Step(kind, int(start), int(end) if end else None, full)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def as_number(value: Any) -> float | None:
    """A number that came from a browser, within bounds; None if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return None
    return float(min(max(value, -1e9), 1e9)) if abs(value) < inf else None


def as_tables(
    setting: Setting, title: str, base: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A setting as the tables of a scenario file.

    Args:
        setting: what is set.
        title: of the file.
        base: tables to build on, where the source has no file of its own.
    """
    found: dict[str, Any] = deepcopy({"base": setting.source, **(base or {}), "title": title})
    for name, value in setting.moved:
        for key in dials()[name].keys:
            table = found
            *path, last = key.split(".")
            for part in path:
                table = table.setdefault(part, {})
            table[last] = value
    if setting.steps:
        found["add_interventions"] = [_step_as_table(step) for step in setting.steps]
    return found


def _step_as_table(step: Step) -> dict[str, Any]:
    end = {} if step.end is None else {"end": step.end}
    return {"kind": step.kind, "start": step.start, **end, "strength": step.strength}


def from_tables(
    tables: Mapping[str, Any], known: Mapping[str, Scenario]
) -> tuple[Setting | None, list[str]]:
    """What the tables of a scenario file stand for here; None if it is for other tools.

    Only what a page can show is taken over: names of shipped scenarios, dials and interventions.
    Nothing in it can name a file of this machine.
    """
    source = tables.get("base")
    if not isinstance(source, str) or source not in known:
        return None, [
            "This file does not start from a scenario that is in the list; open it with "
            "`innosim dashboard FILE`."
        ]
    scenario, setting, told = known[source], Setting(source), []
    values = dict(_leaves(tables))
    steps = values.pop("add_interventions", [])
    values.pop(BUDGET, None)
    for name in ("base", "title", "format", "story", "source"):
        values.pop(name, None)
    for dial in dials().values():
        found = [values.pop(key) for key in dial.keys if key in values]
        numbers = {as_number(value) for value in found}
        number = next(iter(numbers), None)
        if number is not None and len(found) == len(dial.keys) and len(numbers) == 1:
            setting = setting.with_dial(dial.name, number, scenario)
            told += _brought(dial, number, scenario)
        elif found:
            told.append(f"{dial.label}: its settings differ or are no numbers; left out.")
    told += [f"{_shown(key)} has no control on this page and was left out." for key in values]
    kept = [s for s in map(_step_from_table, steps if isinstance(steps, list) else ()) if s]
    left_out = len(steps) - len(kept[:MOST_STEPS]) if isinstance(steps, list) else 1
    if left_out:
        told.append(f"{left_out} interventions could not be shown and were left out.")
    told += [line for step in kept[:MOST_STEPS] for line in _fitted(step, scenario.horizon)]
    within = tuple(step.within(scenario.horizon) for step in kept[:MOST_STEPS])
    return replace(setting, steps=within), _first(told)


def _first(told: list[str]) -> list[str]:
    """The first lines of what is to be said, and how many more there are."""
    more = len(told) - MOST_TOLD
    return told if more <= 0 else [*told[:MOST_TOLD], f"And {more} more of this kind."]


def _shown(key: str) -> str:
    """The beginning of a key, without signs that cannot be seen or turn the line round."""
    return "".join(sign if sign.isprintable() else "?" for sign in key[:60])


def _leaves(tables: Mapping[str, Any], key: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    for name, value in tables.items():
        full = f"{key}.{name}" if key else str(name)
        if isinstance(value, Mapping) and depth < 4:
            yield from _leaves(value, full, depth + 1)
        else:
            yield full, value


def _step_from_table(table: Any) -> Step | None:
    if not isinstance(table, Mapping) or table.keys() - {"kind", "start", "end", "strength"}:
        return None
    kind, start, end = table.get("kind"), table.get("start", 0), table.get("end")
    strength = as_number(table.get("strength", 1.0))
    if not isinstance(kind, str) or kind not in catalogue.interventions() or strength is None:
        return None
    if type(start) is not int or not (end is None or type(end) is int):
        return None
    return Step(kind, start, end, strength)
