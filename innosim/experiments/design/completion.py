"""The JSON Schema of experiment files, for the completion of an editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from innosim import catalogue
from innosim.experiments.design.checks import NOT_VARIED, ONE
from innosim.experiments.design.factor import DUMMY
from innosim.experiments.design.files import DELIVERIES, FACTORS
from innosim.experiments.design.schema import Experiment
from innosim.parameters import facts
from innosim.scenario.schema import Delivery, scenario_model
from innosim.scenario.sources import names_file
from innosim.what_if.comparison.changes import is_lever
from innosim.what_if.comparison.quantities import quantities

VARIED = {"$ref": "#/$defs/VariedOrList"}
DELIVERY = {"$ref": "#/$defs/DeliveryVaried"}
NOT_OF_DELIVERIES = ("kind", "organisations", "roles")
Tree = dict[str, Any]


def schema() -> dict[str, Any]:
    """The JSON Schema of an experiment file, with all settings that can be levers or not."""
    made = Experiment.model_json_schema()
    defs, properties = made["$defs"], made["properties"]
    values = {"type": "array", "items": {"type": ["number", "boolean", "string"]}, "minItems": 2}
    defs["VariedOrList"] = {"anyOf": [values, {"$ref": "#/$defs/Varied"}]}
    defs["DeliveryVaried"] = _table(
        {
            name: VARIED | {"description": str(field.description)}
            for name, field in Delivery.model_fields.items()
            if name not in NOT_OF_DELIVERIES
        }
    )
    for table, levers in zip(FACTORS, (True, False), strict=True):
        properties[table] = _table(_settings(levers), properties[table]["description"])
    defs["Record"]["properties"]["series"]["items"]["enum"] = list(catalogue.metrics())
    properties["metrics"]["items"]["enum"] = [quantity.name for quantity in quantities()]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "innosim experiment",
    }


def _settings(levers: bool) -> Tree:
    """All settings that somebody has in hand, or all others, as a tree of tables."""
    tree = _leaves(scenario_model(), (), levers)
    if levers:
        delivery = {
            name: VARIED | {"description": str(field.description)}
            for name, field in Delivery.model_fields.items()
            if name not in NOT_OF_DELIVERIES
        }
        tree[DELIVERIES] = dict.fromkeys(catalogue.interventions(), delivery)
    else:
        tree[DUMMY] = VARIED | {"description": "a factor that affects nothing, for checking"}
    return tree


def _leaves(model: type[BaseModel], above: tuple[str, ...], levers: bool) -> Tree:
    found: Tree = {}
    for name, field in model.model_fields.items():
        way = (*above, name)
        if way[0] in NOT_VARIED or way[0] in ONE or way[0] == DELIVERIES or names_file(way):
            continue
        inner = list(_tables(field.annotation))
        if inner:
            below = _leaves(inner[0], way, levers)
            found |= {name: below} if below else {}
        elif is_lever(".".join(way)) == levers and get_origin(field.annotation) is not tuple:
            declared = facts(field)
            unit = f" ({declared['unit']})" if declared["unit"] else ""
            found[name] = VARIED | {"description": f"{declared['meaning']}{unit}"}
    return found


def _tables(annotation: Any) -> Iterator[type[BaseModel]]:
    """The tables that a value may be; a list of tables is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not tuple:
        for part in get_args(annotation):
            yield from _tables(part)


def _table(tree: Mapping[str, Any], description: str = "") -> dict[str, Any]:
    """A table of the tree, in which keys may also be written with dots and in quotes."""
    properties = {name: below if "$ref" in below else _table(below) for name, below in tree.items()}
    made: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    made["patternProperties"] = {r"\.": VARIED}
    return made | ({"description": description} if description else {})
