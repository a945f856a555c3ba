"""What is wrong with a setting, in words, with its place and how to mend it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from innosim.errors import InputError
from innosim.parameters import facts
from innosim.scenario.layers import Layer
from innosim.scenario.positions import Key, dotted

TYPES = {
    "int": "a whole number",
    "float": "a number",
    "string": "a text in quotes",
    "bool": "true or false",
    "tuple": "a list",
    "list": "a list",
    "set": "a list",
    "frozen_set": "a list",
    "dict": "a table",
    "model": "a table",
    "model_attributes": "a table",
    "date": "a date such as 2025-01-31",
    "date_from_datetime": "a date such as 2025-01-31",
    "path": "a text in quotes",
}
BOUNDS = ("greater_than_equal", "greater_than", "less_than_equal", "less_than")
FEW = 12

Problem = tuple[Key, InputError]


def explain(
    error: ValidationError, model: type[BaseModel], layer: Layer, path: Path
) -> list[Problem]:
    """All mistakes that pydantic found, each with its key."""
    found: dict[tuple[Key, str], list[dict[str, Any]]] = {}
    for detail in error.errors(include_url=False):
        key = _key(detail["loc"], layer.data, str(detail["type"]))
        key += (detail["ctx"]["at"],) if "at" in detail.get("ctx", {}) else ()
        group = "type" if _type_words(str(detail["type"])) else str(detail["type"])
        found.setdefault((key, group), []).append(dict(detail))
    return [
        (key, report(layer, key, _message(key, details, model), path))
        for (key, _), details in found.items()
    ]


def report(layer: Layer, key: Key, message: str, path: Path) -> InputError:
    """A mistake at a key, placed where the key was written or, if it is nowhere, in `path`."""
    place = layer.place(key)
    if place is None:
        return InputError(f"{dotted(key)}: {message}", path, 1)
    written = layer.places[key].written if key in layer.places else key
    return InputError(f"{dotted(written)}: {message}", place.file, place.line)


def field_at(model: type[BaseModel], key: Key) -> FieldInfo | None:
    """The declaration of the field that a key leads to; None for a key of a free table."""
    found = _followed(model, key)
    return None if found is None else found[0]


def _followed(model: type[BaseModel], key: Key) -> tuple[FieldInfo | None, Any] | None:
    """The field that a key leads to, and what its value or that of a free table may be."""
    field: FieldInfo | None = None
    kind: Any = model
    for part in key:
        if get_origin(kind) is dict:
            field, kind = None, get_args(kind)[1]
        elif isinstance(part, str):
            owners = [owner for owner in _models(kind) if part in owner.model_fields]
            if not owners:
                return None
            field = owners[0].model_fields[part]
            kind = field.annotation
    return field, kind


def holds_tables(field: FieldInfo) -> bool:
    """Whether the value of a field is a table with keys of its own, or a list of such tables."""
    return any(True for _ in _models(field.annotation))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _key(loc: tuple[int | str, ...], data: Any, problem: str) -> Key:
    """The part of pydantic's location that is a key of the file, and a missing key's name."""
    key: Key = ()
    for part in loc:
        if isinstance(data, dict) and part in data:
            data = data[str(part)]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            break
        key = (*key, part)
    return (*key, loc[-1]) if problem == "missing" else key


def _type_words(problem: str) -> str | None:
    for ending in ("_type", "_parsing", "_from_float", "_inexact"):
        if problem.endswith(ending):
            return TYPES.get(problem.removesuffix(ending))
    return None


def _message(key: Key, details: list[dict[str, Any]], model: type[BaseModel]) -> str:
    detail = details[0]
    problem, context = str(detail["type"]), detail.get("ctx", {})
    if problem == "extra_forbidden":
        return _unknown_key(key, model)
    if problem == "missing":
        return "is missing" + _meaning(field_at(model, key))
    if problem in BOUNDS:
        return f"{_shown(detail['input'])} is out of range, {_range(field_at(model, key), context)}"
    if problem == "unknown_name":
        return f"{detail['msg']}{_near(str(detail['input']), context['known'])}"
    if problem in ("literal_error", "enum"):
        return f"must be {context['expected']}, not {_shown(detail['input'])}"
    words = dict.fromkeys(w for d in details if (w := _type_words(str(d["type"]))))
    if words:
        return f"must be {' or '.join(words)}, not {_shown(detail['input'])}"
    return str(detail["msg"]).removeprefix("Value error, ")


def _unknown_key(key: Key, model: type[BaseModel]) -> str:
    *above, name = key
    found = _followed(model, tuple(above))
    owners = list(_models(found[1])) if found else [model]
    known = [known for owner in owners for known in owner.model_fields]
    elsewhere = [
        f"{section}.{name}"
        for section in model.model_fields
        if (f := field_at(model, (section, str(name)))) is not None and f
    ]
    if elsewhere and not get_close_matches(str(name), known, n=1):
        return f"unknown key; did you mean {' or '.join(elsewhere)}?{_list(known)}"
    return f"unknown key{_near(str(name), known)}"


def _near(name: str, known: list[str]) -> str:
    near = get_close_matches(str(name), known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return hint + _list(known)


def _list(known: list[str]) -> str:
    return f" (valid: {', '.join(known)})" if 0 < len(known) <= FEW else ""


def _meaning(field: FieldInfo | None) -> str:
    return f" ({field.description})" if field and field.description else ""


def _range(field: FieldInfo | None, context: dict[str, Any]) -> str:
    declared = facts(field) if field else {"low": None, "high": None, "unit": None}
    low, high = declared["low"], declared["high"]
    low = context.get("ge", context.get("gt")) if low is None and high is None else low
    high = context.get("le", context.get("lt")) if low is None and high is None else high
    unit = f" ({declared['unit']})" if declared["unit"] else ""
    if low is not None and high is not None:
        return f"it must be from {_bound(low)} to {_bound(high)}{unit}"
    limit = f"at least {_bound(low)}" if low is not None else f"at most {_bound(high)}"
    return f"it must be {limit}{unit}"


def _bound(number: Any) -> str:
    """One end of a range."""
    return f"{number:,.0f}" if abs(number) >= 1e6 else f"{number:g}"


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False)
    kind = "the text " if isinstance(value, str) else ""
    return kind + (text if len(text) <= 40 else text[:37] + "...")
