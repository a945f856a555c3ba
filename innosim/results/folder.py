"""A folder that appears whole or not at all.

It is filled under a hidden name beside its place and renamed at the end. A lock file beside it
is held as long as the writing process lives, so that the remains of a killed run are recognised.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from secrets import token_hex
from typing import IO

from innosim.errors import InputError
from innosim.results import lock
from innosim.results.manifest import KIND, MANIFEST

_WRITING = "writing"
_REPLACED = "replaced"


class NewFolder:
    """A folder under construction; `path` is where its files go until `put_in_place`.

    Args:
        place: where the folder will stand.
        overwrite: whether a results folder that stands there may be replaced.

    Raises:
        InputError: if something stands there that may not be replaced, or the place cannot be
            written to.
    """

    def __init__(self, place: Path, overwrite: bool) -> None:
        self.place = place.absolute()
        self._overwrite = overwrite
        _refuse(self.place, overwrite)
        token = token_hex(4)
        self.path = _beside(self.place, f"{_WRITING}-{token}")
        self._old = _beside(self.place, f"{_REPLACED}-{token}")
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            tidy(self.place)
            self._lock = _locked(_beside(self.place, f"{_WRITING}-{token}.lock"))
            self.path.mkdir()
        except OSError as error:
            raise cannot_write(self.place, error) from error

    def put_in_place(self) -> None:
        """Let the folder stand in its place; what stood there and may be replaced is removed."""
        _refuse(self.place, self._overwrite)
        if self.place.exists():
            self.place.rename(self._old)
        self.path.rename(self.place)
        shutil.rmtree(self._old, ignore_errors=True)
        lock.give_back(self._lock)

    def drop(self) -> None:
        """Remove the folder under construction."""
        shutil.rmtree(self.path, ignore_errors=True)
        lock.give_back(self._lock)


def tidy(place: Path) -> None:
    """Remove what killed runs left beside `place`; put back what they had moved aside."""
    for lock_file in sorted(place.parent.glob(f".{_glob(place.name)}.{_WRITING}-*.lock")):
        held = lock.take(lock_file)
        if held is None:
            continue
        remains = lock_file.with_suffix("")
        moved = _beside(place, remains.name.replace(f".{place.name}.{_WRITING}", _REPLACED))
        if moved.exists() and not place.exists():
            moved.rename(place)
        shutil.rmtree(moved, ignore_errors=True)
        shutil.rmtree(remains, ignore_errors=True)
        lock.give_back(held)


def cannot_write(place: Path, error: OSError) -> InputError:
    """What to tell the user when the disk is full, read-only or gone."""
    why = os.strerror(error.errno) if error.errno else str(error)
    return InputError(f"results cannot be written here ({why}); nothing was kept", file=place)


def is_results(place: Path) -> bool:
    """Whether a complete results folder of any format stands there."""
    try:
        facts = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(facts, dict) and facts.get("kind") == KIND


def _refuse(place: Path, overwrite: bool) -> None:
    if not place.exists():
        return
    if not place.is_dir():
        raise InputError("this is a file; results need a folder of their own", file=place)
    if is_results(place):
        if not overwrite:
            raise InputError(
                "there are results here already; name another folder, or ask to overwrite them",
                file=place,
            )
    elif any(place.iterdir()):
        raise InputError("this folder is not empty and holds no results of innosim", file=place)


def _beside(place: Path, ending: str) -> Path:
    return place.parent / f".{place.name}.{ending}"


def _locked(path: Path) -> IO[bytes]:
    held = lock.take(path)
    assert held is not None
    return held


def _glob(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
