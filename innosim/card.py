"""The model card as data: what the processes, sections and interventions declare.

`innosim model` prints it, ODD.md has tables made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

from innosim import catalogue
from innosim.contracts import PHASES, Intervention, Mechanism
from innosim.parameters import ParameterSet, facts
from innosim.phrases import INTERPRETED, PHRASES
from innosim.scenario.schema import PRACTICES, SECTIONS

PURPOSE = (
    "innosim explores how system signals, the layers of middle management and the practices of "
    "leaders shape which ideas a public service generates, lets live and spreads. It compares "
    "what-if worlds; it does not forecast. One step is one week. In each week the phases run in "
    "the order below; within a phase the order of the processes makes no difference."
)
Card = dict[str, Any]


def whole() -> Card:
    """The card of the whole model."""
    processes = [process(name, module) for name, module in catalogue.processes().items()]
    phases = [
        {
            "name": name,
            "meaning": meaning,
            "processes": [p for p in processes if p["phase"] == name],
        }
        for name, meaning in PHASES.items()
    ]
    sections = [
        {"name": name, "summary": _summary(table), "parameters": parameters(table)}
        for name, table in SECTIONS.items()
    ]
    kinds = [
        {"name": name, "title": declared.title, "source": declared.source}
        for name in catalogue.interventions()
        for declared in [catalogue.intervention(name)]
    ]
    return {"purpose": PURPOSE, "phases": phases, "sections": sections, "interventions": kinds}


def _summary(documented: object) -> str:
    return (documented.__doc__ or "").strip().partition("\n")[0]


def process(name: str, module: ModuleType) -> Card:
    """The card of one process."""
    table = "feedbacks" if getattr(module, "FEEDBACK", False) else "switches"
    summary, _, description = (module.__doc__ or "").strip().partition("\n\n")
    return {
        "name": name,
        "phase": module.PHASE,
        "summary": " ".join(summary.split()),
        "description": description.strip(),
        "switch": f"{table}.{name}",
        "on": bool(getattr(module, "DEFAULT_ON", True)),
        "parameters": parameters(module.Parameters),
        "mechanisms": [_mechanism(mechanism) for mechanism in module.MECHANISMS],
    }


def parameters(table: type[ParameterSet]) -> list[Card]:
    """Name, default, unit, bounds, source and meaning of each parameter of a section."""
    return [{"name": name, **facts(field)} for name, field in table.model_fields.items()]


def intervention(name: str) -> Card:
    """The card of one intervention: what it is about, what it moves, costs and should do."""
    declared = catalogue.intervention(name)
    kept = (
        *("title", "source", "group", "pulled_by", "message", "works", "delay", "fails_when"),
        *("moves", "sign", "shown", "note"),
    )
    metrics = catalogue.metrics()
    metric = catalogue.metric(declared.moves).label if declared.moves in metrics else ""
    return {
        "name": name,
        **{key: getattr(declared, key) for key in kept},
        "examples": list(declared.examples),
        "roles": list(declared.roles),
        "practice": name in PRACTICES,
        "shifts": [*_shifts(declared)],
        "lasting": bool(declared.effects),
        "hours": {
            "leaders": declared.leader_hours,
            "managers": declared.manager_hours,
            "staff": declared.staff_hours,
        },
        "metric": metric,
        "given": ", ".join(f"{key} = {value}" for key, value in declared.given.items()),
        "when": dict(declared.when),
        "phrases": [_phrase(row) for row in declared.rows if row in PHRASES],
    }


def _shifts(declared: Intervention) -> Iterator[Card]:
    """Each lever or signal that it moves, by how much, for how long, and where that rests."""
    for name, shift in declared.effects.items():
        yield _shift(name, name, shift, "while it acts")
    for name, shift in declared.pulse.items():
        yield _shift(name, name, shift, "in the week of each start")
    for name, gain in declared.once.items():
        section, _, signal = name.partition(".")
        resting = f"{section}.base_{signal}"
        yield _shift(name, resting, gain, "of what it lacks of 1 at each start")


def _shift(name: str, resting: str, shift: float, lasts: str) -> Card:
    section, _, key = resting.partition(".")
    fields = catalogue.processes()[section].Parameters.model_fields
    found = facts(fields[key])
    return {
        "lever": name,
        "shift": shift,
        "lasts": lasts,
        "rest": found["default"],
        **{key: found[key] for key in ("unit", "low", "high", "meaning")},
    }


def _phrase(row: int) -> Card:
    phrase, place = PHRASES[row]
    return {"row": row, "phrase": phrase, "place": place, "interpreted": row in INTERPRETED}


def _mechanism(mechanism: Mechanism) -> Card:
    return {
        "name": mechanism.name,
        "phrase": mechanism.phrase,
        "rows": list(mechanism.rows),
        "off": dict(mechanism.off),
        "moves": mechanism.moves,
        "sign": mechanism.sign,
        "given": dict(mechanism.given),
    }
