"""The scenarios that come with the package, found by name from any folder."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

import innosim
from innosim.errors import InputError


def folder() -> Path:
    """Where the shipped scenarios are: in the package when installed, beside it in a checkout."""
    package = Path(innosim.__file__).parent
    installed = package / "shipped_scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def shipped() -> dict[str, Path]:
    """All shipped scenarios by name."""
    return {path.stem: path for path in sorted(folder().glob("*.toml"))}


def find(name: str | Path, beside: Path | None = None) -> Path:
    """The file that a path or the name of a shipped scenario stands for.

    Args:
        name: a path, relative to `beside` or else to the current folder, or a name.
        beside: the folder that paths are relative to.

    Raises:
        InputError: if there is neither such a file nor such a scenario.
    """
    path = Path(name) if beside is None else beside / name
    if path.is_file():
        return path
    known = shipped()
    if str(name) in known:
        return known[str(name)]
    if path.suffix == ".toml" or len(Path(name).parts) > 1:
        raise InputError(f"there is no file {path}{_hint(path.name, _neighbours(path))}")
    raise InputError(
        f"there is no scenario {str(name)!r}{_hint(str(name), known)}; "
        f"shipped scenarios: {', '.join(known) or 'none'}"
    )


def _neighbours(path: Path) -> list[str]:
    return [other.name for other in path.parent.glob("*.toml")] if path.parent.is_dir() else []


def _hint(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
