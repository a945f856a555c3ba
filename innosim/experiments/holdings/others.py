"""What innosim has made that holds no runs to look after: comparisons, plans and others."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

KINDS = {
    "comparison.json": "comparison",
    "plan.json": "search for plans",
    "brief.json": "note",
    "diagnosis.json": "diagnosis",
    "calibration.json": "calibration",
    "claims.json": "validation",
    "saved.json": "rescue of an idea",
    "sensitivity.json": "sensitivity",
    "discovery.json": "discovery",
    "archive.json": "unpacked archive",
}
"""What a folder is, by the file that says so."""

KEPT = ("worlds.jsonl", "runs.jsonl", "points.jsonl")
"""Where work that is not finished is kept."""

ARCHIVE, UNFINISHED = "archive", "unfinished"
_MARK = "archive.json"


@dataclass(frozen=True)
class Other:
    """A folder, or the file of an archive: its kind, title, and the version that made it."""

    path: Path
    kind: str
    title: str = ""
    version: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """The same as plain data."""
        return {**asdict(self), "path": str(self.path)}


def others(folder: Path) -> Iterator[Other]:
    """All below a folder, itself included, by path."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found = _other(Path(place), names)
        if found is not None:
            yield found
        for name in sorted(names):
            archived = _archive(Path(place) / name) if name.endswith(".zip") else None
            if archived is not None:
                yield archived


def is_search(path: Path) -> bool:
    """Whether `plan.json` of a folder is what a search for plans has found."""
    facts = _facts(path / "plan.json")
    return "kind" not in facts and "innosim" in facts


def _other(path: Path, names: list[str]) -> Other | None:
    for name, kind in KINDS.items():
        if name in names and (name != "plan.json" or is_search(path)):
            return _told(path, kind, _facts(path / name))
    if any(name in names for name in KEPT):
        return Other(path, UNFINISHED, "the command that began it goes on")
    return None


def _archive(path: Path) -> Other | None:
    try:
        with ZipFile(path) as file:
            facts = json.loads(file.read(_MARK)) if _MARK in file.namelist() else None
    except (OSError, BadZipFile, ValueError):
        return None
    return None if not isinstance(facts, dict) else _told(path, ARCHIVE, facts)


def _told(path: Path, kind: str, facts: Mapping[str, Any]) -> Other:
    arms = facts.get("arms")
    names = [str(arm["name"]) for arm in arms if "name" in arm] if isinstance(arms, list) else []
    title = facts.get("title") or facts.get("experiment") or facts.get("question")
    version = facts.get("innosim") or facts.get("version") or ""
    return Other(path, kind, title if isinstance(title, str) else ", ".join(names), str(version))


def _facts(path: Path) -> Mapping[str, Any]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}
