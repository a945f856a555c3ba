"""How a parameter is declared: default, unit, bounds, source and meaning stand in one place.

Every table of a scenario file is a `ParameterSet`: frozen, strict (a string is never read as a
number) and closed (an unknown key is an error). A number that changes the model is declared
with `parameter`, or with `lever` when a leader can change it while the model runs.
"""

from __future__ import annotations

from typing import Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

ASSUMED = "assumed"


class ParameterSet(BaseModel):
    """A closed, frozen and strict table of parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def parameter(
    default: Any,
    *,
    unit: str,
    low: float | None = None,
    high: float | None = None,
    source: str = ASSUMED,
    meaning: str,
) -> Any:
    """Declare a constant of a run.

    `low` and `high` are inclusive bounds and are enforced when a scenario is read. `source` is
    a citation, a place in one of the two seed texts (K or O), or the word "assumed".
    """
    return Field(
        default,
        ge=low,
        le=high,
        description=meaning,
        json_schema_extra={"unit": unit, "source": source, "lever": False},
    )


def lever(
    default: float,
    *,
    unit: str,
    low: float,
    high: float,
    source: str = ASSUMED,
    meaning: str,
) -> Any:
    """Declare a number that interventions may shift, branch by branch, while the model runs.

    The parameter's value is where the lever rests; pushes of all interventions are added to it
    and the sum is clipped to the bounds.
    """
    return Field(
        default,
        ge=low,
        le=high,
        description=meaning,
        json_schema_extra={"unit": unit, "source": source, "lever": True},
    )


def facts(field: FieldInfo) -> dict[str, Any]:
    """Unit, source, bounds (of each item, for a list), default and meaning of a parameter."""
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    bounds = {}
    for constraint in [*field.metadata, *_of_items(field.annotation)]:
        bounds.update({k: getattr(constraint, k) for k in ("ge", "le") if hasattr(constraint, k)})
    return {
        "default": field.get_default(call_default_factory=True),
        "unit": extra.get("unit"),
        "low": bounds.get("ge"),
        "high": bounds.get("le"),
        "source": extra.get("source"),
        "lever": bool(extra.get("lever")),
        "meaning": field.description,
    }


def _of_items(annotation: Any) -> list[Any]:
    """The constraints on each item of a list."""
    items = get_args(annotation)[:1] if get_origin(annotation) is tuple else ()
    declared = [made for item in items for made in getattr(item, "__metadata__", ())]
    return [constraint for made in declared for constraint in getattr(made, "metadata", ())]


def levers_of(parameters: type[ParameterSet]) -> dict[str, FieldInfo]:
    """The fields of a parameter set that interventions may shift."""
    return {name: f for name, f in parameters.model_fields.items() if facts(f)["lever"]}
