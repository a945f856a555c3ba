"""The folder that a comparison writes and goes on from."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from innosim.analysis.parts import markdown
from innosim.evidence.validation.record import write as write_whole
from innosim.kept import take_up
from innosim.what_if.comparison import page
from innosim.what_if.comparison.compare import Comparison
from innosim.what_if.comparison.facts import Facts
from innosim.what_if.comparison.quantities import quantities

WORLDS = "worlds.jsonl"
FACTS = "comparison.json"
PAIRS = "pairs.csv"
EFFECTS = "effects.csv"
SHOWS = "Differences with their intervals, and new practices over time"
PAGE = "comparison.md"


def prepare(folder: Path, what: str = "comparison") -> Path:
    """Make the folder, or take up one of a comparison (or `what`); where its worlds are kept.

    Raises:
        InputError: if something else stands there, or it cannot be written to.
    """
    return take_up(folder, WORLDS, what)


def as_json(facts: Facts) -> str:
    """The facts as JSON."""
    return json.dumps(facts, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write(folder: Path, found: Comparison, figure: str) -> None:
    """Write what was found; `figure` is the path of the figure in the folder, without its ending.

    Raises:
        InputError: if it cannot be written.
    """
    texts = {
        FACTS: as_json(found.facts),
        PAIRS: pairs_table(found),
        EFFECTS: effects_table(found.facts),
        PAGE: markdown(page.parts(found.facts), {figure: SHOWS}),
    }
    for name, text in texts.items():
        write_whole(folder / name, text)


def pairs_table(found: Comparison) -> str:
    """What was measured as CSV: a row for each world and arm; nothing where there is no number."""
    names = [quantity.name for quantity in quantities()]
    rows: list[list[object]] = [["world", "seed", "arm", *names]]
    for world, seed in enumerate(found.seeds):
        for arm, one in zip(found.arms, found.found, strict=True):
            values = [float(one[name][world, 0]) for name in names]
            rows.append([world, seed, arm.name, *("" if v != v else v for v in values)])
    return _csv(rows)


def effects_table(facts: Facts) -> str:
    """All effects as CSV: a row for each two arms and quantity."""
    columns = list(next(iter(facts["contrasts"][0]["effects"].values())))
    rows: list[list[object]] = [["arm", "against", "changed", "quantity", "unit", *columns]]
    units = {quantity["name"]: quantity["unit"] for quantity in facts["quantities"]}
    for contrast in facts["contrasts"]:
        first = [contrast["arm"], contrast["against"], contrast["changed"]]
        for name, effect in contrast["effects"].items():
            values = ["" if effect[column] is None else effect[column] for column in columns]
            rows.append([*first, name, units[name], *values])
    return _csv(rows)


def _csv(rows: list[list[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
