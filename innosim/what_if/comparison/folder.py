"""The folder that a comparison writes and goes on from."""

from __future__ import annotations

from pathlib import Path

from innosim.analysis.parts import markdown
from innosim.kept import take_up
from innosim.results.csv_tables import Meaning, Rows, explained
from innosim.results.texts import as_json, write_all
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


def write(folder: Path, found: Comparison, figure: str) -> None:
    """Write what was found; `figure` is the path of the figure in the folder, without its ending.

    Raises:
        InputError: if it cannot be written.
    """
    texts = {
        FACTS: as_json(found.facts),
        PAGE: markdown(page.parts(found.facts), {figure: SHOWS}),
    }
    tables = {PAIRS: pairs_table(found), EFFECTS: effects_table(found.facts)}
    write_all(folder, texts | explained(tables, _meanings()))


def pairs_table(found: Comparison) -> Rows:
    """What was measured: a row for each world and arm; nothing where there is no number."""
    names = [quantity.name for quantity in quantities()]
    rows: list[list[object]] = [["world", "seed", "arm", *names]]
    for world, seed in enumerate(found.seeds):
        for arm, one in zip(found.arms, found.found, strict=True):
            values = [float(one[name][world, 0]) for name in names]
            rows.append([world, seed, arm.name, *("" if v != v else v for v in values)])
    return rows


def effects_table(facts: Facts) -> Rows:
    """All effects: a row for each two arms and quantity."""
    columns = list(next(iter(facts["contrasts"][0]["effects"].values())))
    rows: list[list[object]] = [["arm", "against", "changed", "quantity", "unit", *columns]]
    units = {quantity["name"]: quantity["unit"] for quantity in facts["quantities"]}
    for contrast in facts["contrasts"]:
        first = [contrast["arm"], contrast["against"], contrast["changed"]]
        for name, effect in contrast["effects"].items():
            values = ["" if effect[column] is None else effect[column] for column in columns]
            rows.append([*first, name, units[name], *values])
    return rows


def _meanings() -> dict[str, Meaning]:
    return _MEANINGS | {one.name: (one.unit, one.meaning) for one in quantities()}


_OF_QUANTITY = "unit of the quantity"
_MEANINGS: dict[str, Meaning] = {
    "world": ("", "number of the world, from 0; all arms are simulated in each of them"),
    "seed": ("", "seed of the world"),
    "arm": ("", "name of the scenario"),
    "against": ("", "the scenario that it is compared with"),
    "changed": ("", "what differs between the two: levers, assumptions or both"),
    "quantity": ("", "what was measured"),
    "unit": ("", "unit of the quantity"),
    "verdict": ("", "what the interval says of the difference"),
    "pairs": ("worlds", "in which the quantity is defined in both arms"),
    "difference": (_OF_QUANTITY, "mean over the worlds of what the arm has more"),
    "low": (_OF_QUANTITY, "lower end of the interval of the difference"),
    "high": (_OF_QUANTITY, "upper end of the interval of the difference"),
    "half_width": (_OF_QUANTITY, "half the width of the interval"),
    "of_arm": (_OF_QUANTITY, "mean of the arm itself in these worlds"),
    "of_reference": (_OF_QUANTITY, "mean of the one that it is compared with"),
    "helps": ("share", "of the worlds in which the arm is better, or higher where none is wanted"),
    "harms": ("share", "of the worlds in which the arm is worse, or lower where none is wanted"),
    "worst": (_OF_QUANTITY, "difference in the world in which it is worst"),
    "worst_seed": ("", "seed of that world"),
    "unpaired_runs": ("runs", "that each arm would need for as narrow an interval without pairs"),
}
