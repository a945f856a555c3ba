"""Outcomes that are kept as they come, so that long work goes on where it was stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import isfinite, nan
from pathlib import Path

from innosim.errors import InputError
from innosim.results import lock

Values = dict[str, list[float]]
"""Lists of numbers by name, such as the values of metrics in each replicate."""


class Kept:
    """Numbers by key in a file of one JSON object a line; what was added is on disk at once.

    A line that a stopped process left unfinished is dropped, so its work is done again. Made by
    `kept`, which sees to it that only one process adds to a file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = dict(_whole_lines(path))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __getitem__(self, key: str) -> Values:
        return self._values[key]

    def __len__(self) -> int:
        return len(self._values)

    def add(self, key: str, values: Mapping[str, Sequence[float]]) -> None:
        """Keep the numbers of a key; what is not finite comes back as not-a-number."""
        plain = {name: [v if isfinite(v) else None for v in row] for name, row in values.items()}
        line = json.dumps({"key": key, "values": plain}, separators=(",", ":")) + "\n"
        with self._path.open("ab") as file:
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        self._values[key] = _numbers(plain)


@contextmanager
def kept(path: Path) -> Iterator[Kept]:
    """The outcomes in a file, which is made if need be, for this process alone.

    Raises:
        InputError: if another process adds to the file, or it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = lock.take(path.with_name(path.name + ".lock"))
        if held is None:
            raise InputError("another process is at work on these outcomes", file=path)
        try:
            yield Kept(path)
        finally:
            lock.give_back(held)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"outcomes cannot be kept here ({why})", file=path) from error


def take_up(folder: Path, name: str, what: str) -> Path:
    """Make the folder of some work, or take up one that such work was begun in.

    Args:
        folder: the folder.
        name: of the file in it that keeps the outcomes.
        what: what is worked on, as in "calibration".

    Returns:
        Where the outcomes are kept.

    Raises:
        InputError: if something else stands there, or it cannot be written to.
    """
    try:
        found = {path.name for path in folder.iterdir()} if folder.exists() else set()
        if found - {name + ".lock"} and name not in found:
            wrong = f"this folder is not empty and holds no {what}; name another one"
            raise InputError(wrong, folder)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", folder) from None
    return folder / name


def _whole_lines(path: Path) -> Iterator[tuple[str, Values]]:
    """The entries of a file, which is cut after the last whole line."""
    if not path.exists():
        return
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        with path.open("r+b") as file:
            file.truncate(len(whole))
    for line in whole.splitlines():
        try:
            entry = json.loads(line)
            yield str(entry["key"]), _numbers(entry["values"])
        except (ValueError, TypeError, KeyError, AttributeError):
            continue


def _numbers(plain: Mapping[str, Sequence[float | None]]) -> Values:
    return {name: [nan if v is None else float(v) for v in row] for name, row in plain.items()}
