"""The folder of a diagnosis: answers, scenario, experiment, tables and page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from innosim.analysis.parts import markdown
from innosim.kept import take_up
from innosim.results.csv_tables import Meaning, Rows, explained
from innosim.results.texts import as_json, write_all
from innosim.what_if.prompting import page
from innosim.what_if.prompting.answers import as_toml
from innosim.what_if.prompting.diagnose import Diagnosis
from innosim.what_if.prompting.portrait import Portrait

RUNS = "runs.jsonl"
FACTS = "diagnosis.json"
SCENARIO = "scenario.toml"
EXPERIMENT = "experiment.toml"
PARAMETERS = "parameters.csv"
PAGE = "diagnosis.md"
SHOWS = "The four signals with their ranges, and what each role says"
ANSWERS = "answers.toml"


def prepare(folder: Path) -> Path:
    """Make the folder, or take up one of a diagnosis; where its runs are kept.

    Raises:
        InputError: if something else stands there, or it cannot be written to.
    """
    return take_up(folder, RUNS, "diagnosis")


def write(folder: Path, found: Diagnosis, figure: str) -> None:
    """Write what was found; `figure` is the path of the figure in the folder, without its ending.

    Raises:
        InputError: if it cannot be written.
    """
    texts = {
        FACTS: as_json(found.facts),
        SCENARIO: scenario_file(found.portrait),
        EXPERIMENT: experiment_file(found.portrait),
        ANSWERS: as_toml(found.portrait.answers),
        PAGE: markdown(page.parts(found.facts), {figure: SHOWS}),
    }
    tables = {PARAMETERS: parameters_table(found.facts["parameters"])}
    write_all(folder, texts | explained(tables, _MEANINGS))


def scenario_file(portrait: Portrait) -> str:
    """The described service as a scenario file."""
    tables = portrait.service.tables
    lines = ["format = 1"]
    lines += [f"{key} = {json.dumps(v)}" for key, v in tables.items() if isinstance(v, str)]
    lines += ["", "[organisation.generate]"]
    lines += [f"{key} = {value}" for key, value in tables["organisation"]["generate"].items()]
    lines += ["", "[signals]"]
    lines += [f"{key} = {value!r}" for key, value in tables["signals"].items()]
    return "\n".join(lines) + "\n"


def experiment_file(portrait: Portrait) -> str:
    """An experiment over the ranges of the answers."""
    lines = [
        "format = 1",
        'title = "Over the ranges of the answers"',
        f'scenario = "{SCENARIO}"',
        "replicates = 5",
        'metrics = ["embedded", "proposals", "burden"]',
        "",
        "[uncertainties]",
        *(f"{one.key} = {{ low = {one.low:g}, high = {one.high:g} }}" for one in portrait.ranges),
        "",
        "[design]",
        'kind = "latin_hypercube"',
        "size = 40",
    ]
    return "\n".join(lines) + "\n"


def parameters_table(rows: Sequence[Mapping[str, Any]]) -> Rows:
    """How answers became parameters."""
    return [list(rows[0]), *(list(row.values()) for row in rows)]


_OF_KEY = "unit of the row"
_MEANINGS: dict[str, Meaning] = {
    "key": ("", "key of the setting in a scenario"),
    "value": (_OF_KEY, "what the scenario is given"),
    "low": (_OF_KEY, "lower end of the range that the answers leave open"),
    "high": (_OF_KEY, "upper end of the range that the answers leave open"),
    "unit": ("", "unit of the row"),
    "least": (_OF_KEY, "least value that is allowed"),
    "most": (_OF_KEY, "largest value that is allowed"),
    "how": ("", "how the value follows from the answers"),
}
