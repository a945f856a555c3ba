"""The scenarios and experiments that come with the package, found by name from any folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

import innosim
from innosim.errors import InputError

SCENARIOS, EXPERIMENTS = "scenarios", "experiments"
_TEXT = re.compile(r'"([^"\n]*)"')


def folder(kind: str = SCENARIOS) -> Path:
    """Where the shipped files are: in the package when installed, beside it in a checkout."""
    package = Path(innosim.__file__).parent
    installed = package / f"shipped_{kind}"
    return installed if installed.is_dir() else package.parent / kind


def shipped(kind: str = SCENARIOS) -> dict[str, Path]:
    """All shipped scenarios, or experiments, by name."""
    return {path.stem: path for path in sorted(folder(kind).glob("*.toml"))}


def find(name: str | Path, beside: Path | None = None, kind: str = SCENARIOS) -> Path:
    """The file that a path or the name of a shipped scenario or experiment stands for.

    Args:
        name: a path, relative to `beside` or else to the current folder, or a name.
        beside: the folder that paths are relative to.
        kind: `SCENARIOS` or `EXPERIMENTS`.

    Raises:
        InputError: if there is neither such a file nor such a scenario or experiment.
    """
    path = Path(name) if beside is None else beside / name
    if path.is_file():
        return path
    known = shipped(kind)
    if str(name) in known:
        return known[str(name)]
    if path.suffix == ".toml" or len(Path(name).parts) > 1:
        raise InputError(f"there is no file {path}{_hint(path.name, _neighbours(path))}")
    raise InputError(
        f"there is no {kind.removesuffix('s')} {str(name)!r}{_hint(str(name), known)}; "
        f"shipped {kind}: {', '.join(known) or 'none'}"
    )


def copy(name: str, target: Path) -> None:
    """Copy a shipped scenario to a new file; its base and its data files are still found.

    Raises:
        InputError: if there is no such scenario, or if the file exists or cannot be written.
    """
    known = shipped()
    if name not in known:
        raise InputError(f"there is no scenario {name!r}{_hint(name, known)}")
    if target.exists():
        raise InputError("there is a file of this name already", target)
    text = known[name].read_text(encoding="utf-8")
    for quoted in set(_TEXT.findall(text)):
        file = folder() / quoted
        if quoted and file.is_file() and file.suffix != ".toml":
            text = text.replace(f'"{quoted}"', f'"{file.resolve().as_posix()}"')
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", target) from None


def _neighbours(path: Path) -> list[str]:
    return [other.name for other in path.parent.glob("*.toml") if other.is_file()]


def _hint(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
