"""`innosim schema`: the JSON Schema of scenario files, and of experiment files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from innosim.errors import InputError
from innosim.scenario.migrate import CURRENT
from innosim.scenario.schema import scenario_model


@click.command(short_help="Write the JSON Schema of scenario files, for editors.")
@click.option("--experiment", is_flag=True, help="The schema of experiment files instead.")
@click.option("--out", metavar="FILE", help="Write to this file instead of the terminal.")
def command(experiment: bool, out: str | None) -> None:
    """Write the JSON Schema of scenario files, or of experiment files.

    An editor that knows it completes keys, shows what they mean and marks mistakes.
    """
    text = json.dumps(_of_experiments() if experiment else schema(), indent=2, ensure_ascii=False)
    if out is None:
        click.echo(text)
        return
    try:
        Path(out).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", out) from None
    click.echo(f"written: {out}")


def schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file, with what only files have: `base` and additions."""
    result = scenario_model().model_json_schema()
    _allow_dates(result)
    properties = result["properties"]
    properties["format"] |= {"const": CURRENT}
    properties["base"] = {
        "type": "string",
        "description": "scenario to start from: the name of a shipped one, or a path",
    }
    properties["add_interventions"] = properties["interventions"] | {
        "description": "interventions in addition to those of the base"
    }
    whole = sorted({*result.pop("required"), "format"})
    result["anyOf"] = [{"required": ["base"]}, {"required": whole}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **result,
        "title": "innosim scenario",
    }


def _of_experiments() -> dict[str, Any]:
    from innosim.experiments.design.completion import schema as of_experiments

    return of_experiments()


def _allow_dates(node: Any, within: bool = False) -> None:
    """A week may also be stated as a date, which JSON Schema knows as a text."""
    if isinstance(node, list):
        for item in node:
            _allow_dates(item, within)
    elif isinstance(node, dict):
        within = within or node.get("unit") == "week"
        for item in list(node.values()):
            _allow_dates(item, within)
        if within and node.get("type") == "integer":
            bounds = {name: node.pop(name) for name in ("minimum", "maximum") if name in node}
            day = {"type": "string", "format": "date"}
            node["anyOf"] = [{"type": node.pop("type"), **bounds}, day]
