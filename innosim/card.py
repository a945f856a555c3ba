"""The model card as data: what the processes, sections and interventions declare.

`innosim model` prints it, ODD.md has tables made from it.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from innosim import catalogue
from innosim.contracts import PHASES, Mechanism
from innosim.parameters import ParameterSet, facts
from innosim.scenario.schema import SECTIONS

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
