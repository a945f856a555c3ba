"""Finished arms in a folder, one file each, so that a run that was stopped goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError

FloatArray = NDArray[np.float64]
Found = dict[str, FloatArray]


class Store:
    """The folder of finished arms; a file that is torn counts as not there.

    Raises:
        InputError: if the folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._arms = folder / "arms"
        try:
            self._arms.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"cannot be made: {error.strerror}", folder) from None

    def get(self, key: str, readings: Iterable[str]) -> Found | None:
        """All readings of an arm, or None if any of them is missing."""
        found = self._read(self._arms / f"{key}.json")
        if any(name not in found for name in readings):
            return None
        return {name: np.array(values, np.float64) for name, values in found.items()}

    def put(self, key: str, found: Mapping[str, FloatArray]) -> None:
        """Keep the readings of an arm, beside those that are there already."""
        path = self._arms / f"{key}.json"
        values = {name: [float(x) for x in numbers] for name, numbers in found.items()}
        write(path, json.dumps(self._read(path) | values))

    def _read(self, path: Path) -> dict[str, list[float]]:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def write(path: Path, text: str) -> None:
    """Write a file so that it is there as a whole or not at all.

    Raises:
        InputError: if it cannot be written.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path) from None
