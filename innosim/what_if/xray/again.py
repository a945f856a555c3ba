"""The scenario of a results folder, to run it again."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from innosim.errors import InputError
from innosim.results.reader import Results
from innosim.scenario import shipped
from innosim.scenario.attachments import Stated, placed
from innosim.scenario.restored import UnknownSettingError, restored
from innosim.scenario.schema import Scenario


def scenario_of(results: Results) -> Scenario:
    """The scenario that results come from; files of an organisation are found by their content.

    They are looked for in the folder of the results and those above it, in the current folder
    and with the shipped scenarios.

    Raises:
        InputError: if a file is not found, or another version of innosim wrote the scenario.
    """
    folder = results.folder
    try:
        return restored(placed(results.manifest.scenario, lambda file: _find(file, folder)))
    except UnknownSettingError as error:
        raise InputError(
            "its scenario cannot be run by this version of innosim "
            f"(at {error.key or 'its start'}); run the scenario again with `innosim run`",
            file=folder,
        ) from None


def _find(wanted: Stated, folder: Path) -> str:
    for place in _folders(folder):
        path = place / wanted.file
        if path.is_file() and sha256(path.read_bytes()).hexdigest() == wanted.sha256:
            return str(path)
    raise InputError(
        f"the file {wanted.file} of its organisation is not found with the content it had; "
        "call this in the folder of that file",
        file=folder,
    )


def _folders(folder: Path) -> Iterator[Path]:
    own = folder.resolve()
    yield from (own, *own.parents)
    yield Path.cwd()
    yield shipped.folder()
