"""The folder that a calibration writes and goes on from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w

from innosim.errors import InputError
from innosim.evidence.calibration.page import page
from innosim.kept import take_up
from innosim.results.csv_tables import Meaning, Rows, explained
from innosim.results.texts import write_all
from innosim.scenario.shipped import shipped

POINTS = "points.jsonl"
FACTS = "calibration.json"
SET = "set.csv"
SCENARIO = "calibrated.toml"
PAGE = "calibration.md"

Facts = Mapping[str, Any]


def prepare(folder: Path) -> Path:
    """Make the folder, or take up one of a calibration; where its points are kept.

    Raises:
        InputError: if something else stands there, or it cannot be written to.
    """
    return take_up(folder, POINTS, "calibration")


def write(folder: Path, facts: Facts, settings: Mapping[str, float] | None, base: str) -> None:
    """Write what was found; `settings` are those of the chosen point, None if there is none."""
    texts = {
        FACTS: json.dumps(facts, indent=1, sort_keys=True, allow_nan=False) + "\n",
        PAGE: page(facts),
        **explained({SET: set_table(facts)}, _meanings(facts)),
    }
    if settings is not None:
        texts[SCENARIO] = scenario_text(facts, settings, base)
    if settings is None:
        _remove(folder / SCENARIO)
    write_all(folder, texts)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"cannot be removed: {error.strerror}", path) from None


def set_table(facts: Facts) -> Rows:
    """The set: number, levels, and each output with its interval."""
    keys = [level["key"] for level in facts["levels"]]
    names = [output["name"] for output in facts["outputs"]]
    ends = [f"{name}{end}" for name in names for end in _ENDS]
    rows: list[list[object]] = [["point", "wave", "chosen", "surely", *keys, *ends]]
    for point in facts["points"]:
        if point["fits"]:
            chosen = point["number"] == facts["chosen"]
            values = [v for name in names for v in point["outputs"][name]]
            levels = [point["levels"][key] for key in keys]
            first = [point["number"], point["wave"], int(chosen), int(point["surely"])]
            rows.append([*first, *levels, *("" if v is None else v for v in values)])
    return rows


def _meanings(facts: Facts) -> dict[str, Meaning]:
    """Unit and meaning of each column of the set."""
    found = {level["key"]: (level["unit"], level["meaning"]) for level in facts["levels"]}
    for output in facts["outputs"]:
        for end, meaning in _ENDS.items():
            found[output["name"] + end] = output["unit"], f"{output['label']}: {meaning}"
    return _MEANINGS | found


_ENDS = {
    "": "mean over the replicates",
    "_low": "lower end of its 95 % t-interval",
    "_high": "upper end of its 95 % t-interval",
}
_MEANINGS: dict[str, Meaning] = {
    "point": ("", "number of the point; 0 is the scenario as it is"),
    "wave": ("", "wave that the point belongs to; 0 for the scenario as it is"),
    "chosen": ("", "1 for the point that the calibrated scenario is made of"),
    "surely": ("", "1 if all fitted outputs lie in their bands with the whole of their intervals"),
}


def scenario_text(facts: Facts, settings: Mapping[str, float], base: str) -> str:
    """The chosen point as a scenario file that starts from the one that was calibrated."""
    where = (
        "" if facts["people"] == facts["full"] else f", in a service of {facts['people']} people"
    )
    data: dict[str, Any] = {
        "base": base,
        "title": f"{facts['title']}, calibrated",
        "source": f"Levels calibrated with innosim {facts['version']}{where}: point "
        f"{facts['chosen']}, one of {len(facts['members'])} that fit; see {PAGE}.",
    }
    for key, value in settings.items():
        section, name = key.split(".")
        data.setdefault(section, {})[name] = value
    return tomli_w.dumps(data)


def base_for(scenario: str, folder: Path) -> str:
    """How a scenario file in the folder names the scenario that it starts from."""
    if not Path(scenario).is_file() and scenario in shipped():
        return scenario
    file = Path(scenario).resolve()
    try:
        return Path(os.path.relpath(file, folder.resolve())).as_posix()
    except ValueError:
        return file.as_posix()
