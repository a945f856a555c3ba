"""The scenario of a results folder, to run it again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from innosim.errors import InputError
from innosim.results.reader import Results
from innosim.scenario import shipped
from innosim.scenario.schema import Scenario, scenario_model


def scenario_of(results: Results) -> Scenario:
    """The scenario that results come from; files of an organisation are found by their content.

    They are looked for in the folder of the results and those above it, in the current folder
    and with the shipped scenarios.

    Raises:
        InputError: if a file is not found, or another version of innosim wrote the scenario.
    """
    data = json.loads(json.dumps(results.manifest.scenario))
    organisation = data.get("organisation")
    if organisation:
        data["organisation"] = _with_files(organisation, results.folder)
    try:
        return scenario_model().model_validate_json(json.dumps(data))
    except ValidationError as error:
        at = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(
            f"its scenario cannot be run by this version of innosim (at {at or 'its start'}); "
            "run the scenario again with `innosim run`",
            file=results.folder,
        ) from None


def _with_files(value: Any, folder: Path) -> Any:
    """The same settings, with the path of each file in place of its name and hash."""
    if isinstance(value, dict) and value.keys() == {"file", "sha256"}:
        return _find(value["file"], value["sha256"], folder)
    if isinstance(value, dict):
        return {name: _with_files(item, folder) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_files(item, folder) for item in value]
    return value


def _find(name: str, digest: str | None, folder: Path) -> str:
    for place in _folders(folder):
        path = place / name
        if path.is_file() and sha256(path.read_bytes()).hexdigest() == digest:
            return str(path)
    raise InputError(
        f"the file {name} of its organisation is not found with the content it had; "
        "call this in the folder of that file",
        file=folder,
    )


def _folders(folder: Path) -> Iterator[Path]:
    own = folder.resolve()
    yield from (own, *own.parents)
    yield Path.cwd()
    yield shipped.folder()
