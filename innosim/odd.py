"""The tables and texts of ODD.md that are made from the code.

A part of ODD.md between `<!-- begin NAME ... -->` and `<!-- end NAME -->` is written here;
all else is written by hand. `innosim odd --write ODD.md` brings the file in step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from textwrap import fill
from typing import Any

from innosim import catalogue
from innosim.analysis.diagnosis import QUESTIONS
from innosim.card import Card, parameters, process
from innosim.contracts import PHASES, Column, Driver, Intervention, Mechanism, Stage
from innosim.engine import columns
from innosim.errors import InputError
from innosim.limits import LIMITS
from innosim.organisation.generate import GeneratedOrganisation
from innosim.parameters import ParameterSet
from innosim.phrases import INTERPRETED, PHRASES
from innosim.scenario.schema import SECTIONS, Delivery
from innosim.what_if.reliance import ROWS as RELIANCE_ROWS
from innosim.world import ideas, people, units, use

ENTITIES = {
    "services": "The service itself; replicates of a scenario are services side by side.",
    "organisations": "Ministries, departments or agencies, each with one head (a leader).",
    "branches": "Parts of an organisation, about 64 people; where practices are at home.",
    "teams": "Those who report to one superior.",
    "people": "Posts with their present holders: individuals, middle managers and leaders.",
    "ideas": "Ideas from the week they are conceived, for good.",
    "sites": "Pairs of idea and branch: where an idea is, or may be, in use.",
    "users": "Pairs of site and person: who uses the idea there, or could.",
}
"""What one row of each table is."""

TABLES_OF_PARAMETERS: Mapping[str, type[ParameterSet]] = {
    **SECTIONS,
    "organisation": GeneratedOrganisation,
    "interventions": Delivery,
}
"""Sections of a scenario file with numbers that no process declares."""

KINDS = {"i": "whole number", "u": "bits", "f": "number", "?": "yes or no"}

_BLOCK = re.compile(r"<!-- begin (?P<name>[\w ]+): [^>]*-->.*?<!-- end (?P=name) -->", re.DOTALL)


def blocks() -> dict[str, Callable[[], str]]:
    """All parts of ODD.md that are made from the code, by name."""
    made: dict[str, Callable[[], str]] = {
        "state variables": _state_variables,
        "codes": _codes,
        "schedule": _schedule,
        "mechanisms": _mechanisms,
        "sources": _sources,
        "interventions": _interventions,
        "metrics": _metrics,
        "phrases": _phrases,
        "limits": _limits,
    }
    for name, table in TABLES_OF_PARAMETERS.items():
        made[f"section {name}"] = partial(_parameters, table)
    for name, module in catalogue.processes().items():
        made[f"process {name}"] = partial(_process, name)
        made[f"parameters {name}"] = partial(_parameters, module.Parameters)
    return made


def in_step(document: str) -> str:
    """A document with all of its generated parts written anew.

    Raises:
        InputError: if it has a part that is not known, or lacks one.
    """
    made = blocks()
    found = [match["name"] for match in _BLOCK.finditer(document)]
    wrong = [f"there is no part {name!r}" for name in found if name not in made]
    wrong += [f"the part {name!r} is missing: add {_frame(name, '')!r}" for name in _lacks(found)]
    if wrong:
        raise InputError("; ".join(wrong))
    return _BLOCK.sub(lambda match: _frame(match["name"], made[match["name"]]()), document)


def whole() -> str:
    """All generated parts, one after the other."""
    return "\n\n".join(_frame(name, make()) for name, make in blocks().items()) + "\n"


def _lacks(found: Iterable[str]) -> list[str]:
    return [name for name in blocks() if name not in set(found)]


def _frame(name: str, text: str) -> str:
    begin = f"<!-- begin {name}: written by `innosim odd`, do not edit -->"
    return "\n\n".join([part for part in (begin, text) if part] + [f"<!-- end {name} -->"])


def _card(name: str) -> Card:
    return process(name, catalogue.processes()[name])


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("**", "\\*\\*").replace("\n", " ")


def _number(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _state_variables() -> str:
    declared = (*units.COLUMNS, *people.COLUMNS, *ideas.COLUMNS, *columns())
    writers = _writers()
    parts = []
    for table, meaning in ENTITIES.items():
        rows = [_column(c, writers.get(c.key, ())) for c in declared if c.table == table]
        heads = ("variable", "kind", "unit", "low", "high", "changed by", "meaning")
        parts.append(f"**{table}**. {meaning}\n\n{_table(heads, rows)}")
    return "\n\n".join(parts)


def _writers() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, module in catalogue.processes().items():
        for key in module.WRITES:
            found.setdefault(key, []).append(name)
    return found


def _column(column: Column, writers: Iterable[str]) -> tuple[str, ...]:
    kind = KINDS[column.dtype[0]] + (f" × {column.width}" if column.width > 1 else "")
    by = ", ".join(writers) or ("delivery" if column.name.startswith("cost_") else "fixed")
    low, high = _number(column.low), _number(column.high)
    return f"`{column.name}`", kind, column.unit, low, high, by, column.meaning


def _codes() -> str:
    rows = [
        ("`ideas.stage`", _words(Stage)),
        ("`ideas.driver`", _words(Driver)),
        ("`ideas.scope`", _words(use.Scope)),
        ("`users.state`", _words(use.Use)),
    ]
    return _table(("variable", "codes"), rows)


def _words(codes: Iterable[Any]) -> str:
    return ", ".join(f"{code.value} {code.name.lower().replace('_', ' ')}" for code in codes)


def _schedule() -> str:
    return _table(("phase", "what happens", "processes"), _schedule_rows())


def _schedule_rows() -> Iterator[tuple[str, str, str]]:
    for number, (phase, meaning) in enumerate(PHASES.items(), 1):
        names = [name for name, module in catalogue.processes().items() if phase == module.PHASE]
        linked = ", ".join(f"[{name}](#{name})" for name in names) or "(delivery of interventions)"
        yield f"{number} `{phase}`", meaning, linked


def _process(name: str) -> str:
    card, module = _card(name), catalogue.processes()[name]
    off = "" if card["on"] else ", off by default"
    facts = [
        f"Phase `{card['phase']}`, switch `{card['switch']}`{off}.",
        f"Reads {_keys(module.READS)}.",
        f"Writes {_keys(module.WRITES)}.",
    ]
    return "\n\n".join([card["summary"], card["description"], " ".join(facts)])


def _keys(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys) or "nothing that changes"


def _parameters(table: type[ParameterSet]) -> str:
    rows = [
        (
            f"`{each['name']}`",
            _default(each["default"]),
            each["unit"] or "",
            _number(each["low"]),
            _number(each["high"]),
            "yes" if each["lever"] else "no",
            each["meaning"],
            each["source"] or "",
        )
        for each in parameters(table)
    ]
    heads = ("parameter", "default", "unit", "low", "high", "lever", "meaning", "source")
    return _table(heads, rows) if rows else "No parameters."


def _default(value: Any) -> str:
    if type(value).__name__ == "PydanticUndefinedType":
        return "needed"
    return _number(value) if value not in ((), [], "") else "none"


def _settings(settings: Mapping[str, Any]) -> str:
    return ", ".join(f"`{key}` = {_setting(value)}" for key, value in settings.items())


def _setting(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(" ".join(str(part) for part in entry.values()) for entry in value)
    return _number(value)


def _mechanisms() -> str:
    heads = ("rule", "process", "what it says", "off with", "claim", "under", "shown", "phrases")
    return _table(heads, (_mechanism(name, rule) for name, rule in _rules()))


def _rules() -> Iterator[tuple[str, Mechanism]]:
    for name, module in catalogue.processes().items():
        for rule in module.MECHANISMS:
            yield name, rule


def _mechanism(name: str, rule: Mechanism) -> tuple[str, ...]:
    return (
        rule.name,
        f"[{name}](#{name})",
        rule.phrase,
        _settings(rule.off),
        _claim(rule),
        _settings(rule.given),
        _shown(rule),
        ", ".join(map(str, rule.rows)),
    )


def _claim(declared: Mechanism | Intervention) -> str:
    if not declared.moves:
        return ""
    return f"`{declared.moves}` {'up' if declared.sign > 0 else 'down'}"


def _shown(declared: Mechanism | Intervention) -> str:
    return "yes" if declared.shown else f"no: {declared.note}" if declared.note else "no"


def sizes() -> tuple[int, int, int]:
    """How many numbers the model has, how many of them are assumed, and how many are levers."""
    rows = _counted()
    parameters, assumed, levers = (sum(column) for column in list(zip(*rows, strict=True))[1:])
    return parameters, assumed, levers


def _sources() -> str:
    """How many numbers are assumed, by section."""
    heads = ("section", "parameters", "size assumed", "levers")
    return _table(heads, [row for row in _counted() if row[1]] + [("all", *sizes())])


def _counted() -> list[tuple[str, int, int, int]]:
    tables = {name: module.Parameters for name, module in catalogue.processes().items()}
    tables |= {"people": SECTIONS["people"], "network": SECTIONS["network"]}
    return [_counts(name, parameters(table)) for name, table in tables.items()]


def _counts(name: str, declared: list[Card]) -> tuple[str, int, int, int]:
    assumed = sum("assumed" in (each["source"] or "assumed") for each in declared)
    return name, len(declared), assumed, sum(each["lever"] for each in declared)


def _interventions() -> str:
    declared = {name: catalogue.intervention(name) for name in catalogue.interventions()}
    heads = ("intervention", "title", "shifts", "hours", "claim", "shown", "fails when", "source")
    rows = [
        (
            f"`{name}`",
            each.title,
            _pushes(name, each),
            _hours(each),
            _claim(each),
            _shown(each),
            each.fails_when,
            each.source,
        )
        for name, each in declared.items()
    ]
    return _table(heads, rows)


def _pushes(name: str, declared: Intervention) -> str:
    parts = [f"`{lever}` {shift:+g}" for lever, shift in declared.effects.items()]
    parts += [f"`{signal}` {gain:+g} once" for signal, gain in declared.once.items()]
    parts += [f"`{lever}` {shift:+g} for a week" for lever, shift in declared.pulse.items()]
    if hasattr(catalogue.interventions()[name], "begin"):
        parts.append("acts once at each start (see its file)")
    if declared.roles:
        roles = (role.replace("_", " ") for role in declared.roles)
        parts.append(f"addresses each {' and '.join(roles)}")
    if declared.delay:
        parts.append(f"complete after {declared.delay} weeks")
    return "; ".join(parts)


def _hours(declared: Intervention) -> str:
    spent = {
        "leaders": declared.leader_hours,
        "managers": declared.manager_hours,
        "staff": declared.staff_hours,
    }
    return ", ".join(f"{who} {hours:g}" for who, hours in spent.items() if hours) or "none"


def _metrics() -> str:
    declared = {name: catalogue.metric(name) for name in catalogue.metrics()}
    rows = [(f"`{name}`", m.label, m.unit, m.meaning) for name, m in declared.items()]
    return _table(("metric", "label", "unit", "meaning"), rows)


def _limits() -> str:
    lines = [f"- **{limit.title}** {limit.text}" for limit in LIMITS]
    return "\n".join(fill(line, 102, subsequent_indent="  ") for line in lines)


def _phrases() -> str:
    serving = _serving()
    rows = [
        (
            f"{number} (interpreted)" if number in INTERPRETED else number,
            phrase,
            place,
            "; ".join(serving.get(number, ["nothing yet"])),
        )
        for number, (phrase, place) in PHRASES.items()
    ]
    return _table(("no.", "phrase", "place", "served by"), rows)


def _serving() -> dict[int, list[str]]:
    """What declares to serve each phrase."""
    found: dict[int, list[str]] = {}
    declared = [(f"rule {rule.name}", rule.rows) for _, rule in _rules()]
    for name in catalogue.interventions():
        declared.append((f"intervention `{name}`", catalogue.intervention(name).rows))
    for name in catalogue.metrics():
        declared.append((f"metric `{name}`", catalogue.metric(name).rows))
    for measures in QUESTIONS.values():
        declared += [(f"measure `{measure.name}`", measure.rows) for measure in measures]
    declared.append(("`innosim.what_if.reliance`", RELIANCE_ROWS))
    for words, rows in declared:
        for number in rows:
            found.setdefault(number, []).append(words)
    return found
