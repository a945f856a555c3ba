"""The points that were run, one a line as they come, so that nothing is run twice."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from innosim.calibration.points import Values
from innosim.errors import InputError


class Store:
    """A file of values by key; a last line that was torn off by a crash is dropped.

    Args:
        file: where it is, or will be.

    Raises:
        InputError: if the file cannot be read or a line before the last one is damaged.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values: dict[str, Values] = {}
        if file.exists():
            self._read()

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __getitem__(self, key: str) -> Values:
        return self._values[key]

    def add(self, key: str, values: Values) -> None:
        """Keep the values of a point, on disk at once."""
        self._values[key] = values
        plain = {name: [_or_none(v) for v in column] for name, column in values.items()}
        line = json.dumps({"key": key, "values": plain}, sort_keys=True) + "\n"
        try:
            with self._file.open("a", encoding="utf-8", newline="\n") as stream:
                stream.write(line)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", self._file) from None

    def _read(self) -> None:
        try:
            content = self._file.read_bytes()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", self._file) from None
        lines = content.split(b"\n")
        for number, line in enumerate(lines[:-1], 1):
            self._take(line, number)
        if lines[-1]:
            self._file.write_bytes(content[: len(content) - len(lines[-1])])

    def _take(self, line: bytes, number: int) -> None:
        try:
            found: Any = json.loads(line)
            values = {name: [_or_nan(v) for v in col] for name, col in found["values"].items()}
            self._values[str(found["key"])] = values
        except (ValueError, TypeError, KeyError, AttributeError):
            wrong = "this line is damaged; delete it and its point is run again"
            raise InputError(wrong, self._file, number) from None


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else float(value)
