"""The folder of a search for plans, which goes on from it, with a scenario file for each plan."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from innosim.analysis.parts import markdown
from innosim.kept import take_up
from innosim.results.csv_tables import Rows, explained
from innosim.results.texts import as_json, write_all
from innosim.scenario.layers import override_layer
from innosim.scenario.shipped import shipped
from innosim.what_if.planning import columns, page
from innosim.what_if.planning.plan import Planning
from innosim.what_if.planning.plans import Plan
from innosim.what_if.planning.words import fails

RUNS = "runs.jsonl"
FACTS = "plan.json"
TRIED = "plans.csv"
WORLDS = "worlds.csv"
SHOWS = "What plans bring against hours and burden"
PAGE = "plan.md"


def prepare(folder: Path) -> Path:
    """Make the folder, or take up one of a search for plans; where its runs are kept.

    Raises:
        InputError: if something else stands there, or it cannot be written to.
    """
    return take_up(folder, RUNS, "search for plans")


def write(folder: Path, found: Planning, figure: str, source: Source) -> None:
    """Write what was found; `figure` is the path of the figure in the folder, without its ending.

    Raises:
        InputError: if it cannot be written.
    """
    facts = found.facts
    texts = {
        FACTS: as_json(facts),
        PAGE: markdown(page.parts(facts), {figure: SHOWS}),
    }
    for number, plan in enumerate(found.chosen, 1):
        failing = fails(facts, facts["plans"][number - 1])
        texts[f"plan-{number}.toml"] = source.file(folder, number, plan, failing)
    tables = {TRIED: plans_table(facts), WORLDS: worlds_table(found)}
    write_all(folder, texts | explained(tables, columns.meanings(found)))


def plans_table(facts: Mapping[str, Any]) -> Rows:
    """All plans that were tried."""
    columns = ("number", "words", "hours", "money", "worlds", "gain", "burden", "regret")
    marks = ("best_for_hours", "best_for_burden")
    rows: list[Sequence[object]] = [(*columns, *marks)]
    for one in facts["tried"]:
        values = ["" if one[column] is None else one[column] for column in columns]
        rows.append([*values, *(int(one[mark]) for mark in marks)])
    return rows


def worlds_table(found: Planning) -> Rows:
    """The fresh worlds: what is assumed in each, and what nothing and each plan give."""
    keys = list(found.fresh[0].settings)
    rows: list[Sequence[object]] = [["world", *keys, *columns.outcomes(found)]]
    for place, world in enumerate(found.fresh):
        values = found.values[:, place].ravel().tolist()
        rows.append([place, *(world.settings[key] for key in keys), *values])
    return rows


class Source:
    """Where a scenario came from, so that a plan can build on it.

    Args:
        name: a scenario file or the name of a shipped one.
        settings: settings as "key=value" laid over it.
    """

    def __init__(self, name: str, settings: Sequence[str] = ()) -> None:
        self._name = name
        self._settings = settings

    def file(self, folder: Path, number: int, plan: Plan, failing: str) -> str:
        """The scenario file of a plan, in a folder."""
        lines = [
            f"base = {_toml(self._base(folder))}",
            f"title = {_toml(f'Plan {number}')}",
            f"fails_when = {_toml(failing)}",
            *self._own(),
        ]
        for step in plan:
            lines += ["", "[[add_interventions]]", f"kind = {_toml(step.kind)}"]
            lines += [f"start = {step.start}", f"strength = {step.strength:g}"]
        return "\n".join(lines) + "\n"

    def _base(self, folder: Path) -> str:
        file = Path(self._name)
        if not file.is_file() and self._name in shipped():
            return self._name
        try:
            return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
        except ValueError:
            return file.resolve().as_posix()

    def _own(self) -> Iterator[str]:
        """The settings as lines; of two for one key the last one holds."""
        told: dict[str, str] = {}
        for setting in self._settings:
            for key, value in _leaves(override_layer(setting).data):
                told[key] = _toml(value)
        yield from (f"{key} = {value}" for key, value in told.items() if key not in _STATED)


_STATED = ("title", "fails_when")


def _leaves(data: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        key = before + (name if name.replace("_", "").isalnum() else json.dumps(name))
        if isinstance(value, dict):
            yield from _leaves(value, f"{key}.")
        else:
            yield key, value


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(name)} = {_toml(one)}" for name, one in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str | bool):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
