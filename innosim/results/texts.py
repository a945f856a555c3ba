"""Files of text that are there as a whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from innosim.errors import InputError


def as_json(facts: Mapping[str, Any]) -> str:
    """Plain values as JSON; a number that is not finite is a mistake."""
    return json.dumps(facts, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write(path: Path, text: str) -> None:
    """Write a file so that it is there as a whole or not at all.

    Raises:
        InputError: if it cannot be written.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path) from None


def write_all(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files by name, one after the other."""
    for name, text in texts.items():
        write(folder / name, text)
