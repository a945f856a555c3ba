"""The tables of a results folder: each column with its kind, unit and meaning.

This is the data dictionary. Columns marked "more" stand for a family of columns whose names a
run decides (the metrics, the terms of a gate's score); they follow the declared ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Kind = Literal["int16", "int32", "float32", "float64", "bool", "text"]

ARROW_TYPES: Mapping[Kind, pa.DataType] = {
    "int16": pa.int16(),
    "int32": pa.int32(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "text": pa.string(),
}


@dataclass(frozen=True)
class Field:
    """One column: its name, kind, unit ("" where it has none) and meaning."""

    name: str
    kind: Kind
    unit: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its fixed columns and, if it has any, its family of more.

    Attributes:
        more: kind, unit and meaning of the columns beyond the fixed ones; its name is the prefix
            that their names must have ("" for any name). None if there are no more columns.
    """

    name: str
    meaning: str
    fields: tuple[Field, ...]
    more: Field | None = None

    def names(self) -> tuple[str, ...]:
        """The names of the fixed columns in their order."""
        return tuple(field.name for field in self.fields)


_REPLICATE = Field("replicate", "int16", "", "number of the replicate, from 0")
_IDEA = Field("idea", "text", "", "identity of the idea: post, week and ordinal of its conception")
_LAYER = "number of superiors above; 0 is the head of an organisation"

SERIES = Table(
    "series",
    "one row a replicate, week and unit",
    (
        _REPLICATE,
        Field("week", "int32", "weeks", "week of the run, from 0"),
        Field("level", "text", "", "service or organisation"),
        Field("unit", "text", "", "name of the service or of the organisation"),
    ),
    more=Field("", "float64", "of the metric", "a metric; not a number where it is not defined"),
)

IDEAS = Table(
    "ideas",
    "one row a replicate and idea",
    (
        _REPLICATE,
        _IDEA,
        Field("post", "int32", "", "post that conceived the idea; -1 for somebody outside"),
        Field("born", "int32", "weeks", "week in which it was conceived"),
        Field("organisation", "int32", "", "organisation of that post"),
        Field("branch", "int32", "", "branch of that post"),
        Field("theme", "int16", "", "political theme it belongs to"),
        Field("driver", "text", "", "what it came from: individual, crisis, system or external"),
        Field("merit", "float32", "share", "how good it is, 0 to 1"),
        Field("novelty", "float32", "share", "how new it is, 0 to 1"),
        Field("risk", "float32", "share", "how risky it is, 0 to 1"),
        Field("core", "bool", "", "whether it is linked to core business"),
        Field("fit_at_birth", "float32", "share", "fit with priorities when conceived, 0 to 1"),
        Field("urge_at_birth", "float32", "share", "innovativeness of its first champion, 0 to 1"),
        Field(
            "aversion_at_birth", "float32", "share", "risk aversion of its first reviewer, 0 to 1"
        ),
        Field(
            "window_at_birth",
            "float32",
            "pressure",
            "pressure of a crisis in its organisation when conceived, 0 to 1",
        ),
        Field("stage", "text", "", "stage of its life at the end of the run"),
        Field("ended", "int32", "weeks", "week in which it ended; -1 if it had not"),
        Field("reached_pilot", "int32", "weeks", "week a pilot started; -1 if none did"),
        Field("reached_decision", "int32", "weeks", "week the pilot was decided on; -1 if never"),
        Field("reached_diffusion", "int32", "weeks", "week it began to spread; -1 if never"),
        Field("reached_embedded", "int32", "weeks", "week it became normal practice; -1 if never"),
        Field("gates_passed", "int16", "gates", "number of gates it passed"),
        Field("layer", "int16", "layers", f"layer at which it sits or ended: {_LAYER}"),
        Field("adopters", "int32", "people", "people who use it at the end of the run"),
        Field("reach", "int32", "branches", "branches in which somebody uses it at the end"),
        Field("copied", "int32", "people", "people who took it up as it was"),
        Field("adapted", "int32", "people", "people who took it up in a changed form"),
        Field("team_hours", "float32", "hours", "hours that its team worked on the pilot"),
        Field("reused", "int32", "times", "times that others outside took it up"),
        Field("value", "float32", "value", "realised value to citizens over the run"),
        Field("reason", "text", "", "why it ended; empty if it had not"),
    ),
)

EVENTS = Table(
    "events",
    "one row an event of an idea's life",
    (
        _REPLICATE,
        _IDEA,
        Field("week", "int32", "weeks", "week of the event"),
        Field(
            "event",
            "text",
            "",
            "conceived, bypassed, appealed, champion left, taken over, incident, or the stage it "
            "came to",
        ),
        Field("from_stage", "text", "", "stage before"),
        Field("to_stage", "text", "", "stage after"),
        Field("post", "int32", "", "post that acted; -1 for none"),
        Field("reason", "text", "", "why"),
    ),
)

GATES = Table(
    "gates",
    "one row a decision at a gate; the columns starting with term_ add up to the score",
    (
        _REPLICATE,
        _IDEA,
        Field("week", "int32", "weeks", "week of the decision"),
        Field("gate", "int16", "gates", "number of the gate on the idea's way, from 0"),
        Field("post", "int32", "", "post of the reviewer"),
        Field("layer", "int16", "layers", f"layer of the reviewer: {_LAYER}"),
        Field("score", "float32", "logit", "sum of the terms"),
        Field("probability", "float32", "probability", "probability of a yes at that score"),
        Field("luck", "float32", "share", "the uniform number drawn; below the probability is yes"),
        Field(
            "outcome",
            "text",
            "",
            "accepted, accepted_with_conditions, mandated, rejected, rule, convention or held",
        ),
    ),
    more=Field("term_", "float32", "logit", "a term of the score"),
)

POSTS = Table(
    "posts",
    "one row a post, in the order of the chart; no names of people",
    (
        Field("post", "int32", "", "number of the post"),
        Field("superior", "int32", "", "post of the superior; -1 for the head"),
        Field("role", "text", "", "individual, middle_manager or leader"),
        Field("layer", "int16", "layers", _LAYER),
        Field("team", "int32", "", "number of the team"),
        Field("branch", "int32", "", "number of the branch"),
        Field("organisation", "int32", "", "number of the organisation"),
    ),
)

UNITS = Table(
    "units",
    "one row a branch",
    (
        Field("branch", "int32", "", "number of the branch"),
        Field("branch_name", "text", "", "name of the branch"),
        Field("organisation", "int32", "", "number of its organisation"),
        Field("organisation_name", "text", "", "name of its organisation"),
        Field("posts", "int32", "people", "posts in the branch"),
    ),
)

BRANCHES = Table(
    "branches",
    "one row a replicate and branch",
    (
        _REPLICATE,
        Field("branch", "int32", "", "number of the branch"),
        Field("proposals", "int32", "ideas", "ideas conceived in the branch"),
        Field("embedded", "int32", "ideas", "ideas of the branch that became normal practice"),
        Field(
            "innovated",
            "bool",
            "",
            "whether at least a tenth of its people newly used an idea in the last 104 weeks",
        ),
        Field("adopters", "int32", "people", "uses of ideas by its people at the end of the run"),
    ),
)

TABLES: Mapping[str, Table] = {
    table.name: table for table in (SERIES, IDEAS, EVENTS, GATES, POSTS, UNITS, BRANCHES)
}


def schema_of(table: Table, names: tuple[str, ...]) -> pa.Schema:
    """The schema of a table that has the columns `names`: the fixed ones, then the others.

    Raises:
        ValueError: if a fixed column is missing or a column is not one the table may have.
    """
    missing = [name for name in table.names() if name not in names]
    if missing:
        raise ValueError(f"table {table.name!r} lacks the columns {', '.join(missing)}")
    others = [name for name in names if name not in table.names()]
    for name in others:
        if table.more is None or not name.startswith(table.more.name):
            raise ValueError(f"table {table.name!r} has no column {name!r}")
    fixed = [pa.field(field.name, ARROW_TYPES[field.kind], False) for field in table.fields]
    if table.more is not None:
        fixed += [pa.field(name, ARROW_TYPES[table.more.kind], False) for name in others]
    return pa.schema(fixed)
