"""Make a bundle: a folder that appears whole or not at all, and goes on where it was stopped."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from packaging.requirements import Requirement

from innosim.bundling import papers
from innosim.bundling.gather import NoWheelError, Pip, built, newest_pip, own_wheel, plain
from innosim.bundling.targets import Target
from innosim.bundling.wheels import Wheel, applies, closure, digest, read
from innosim.errors import InputError
from innosim.results import lock

UNFINISHED = ".unfinished"
"""What the name of the folder ends with until all of it is there."""

WHEELS, GATHERED = "wheels", "gathered"
_ROOTS = (Requirement("innosim"), Requirement("pip"))


@dataclass
class Bundle:
    """What a bundle has.

    Attributes:
        folder: where it is.
        wheels: all of them, by file.
        files: names of the wheels of each target that is served.
        left_out: targets that are not served, and why.
    """

    folder: Path
    wheels: dict[str, Wheel] = field(default_factory=dict)
    files: dict[Target, list[str]] = field(default_factory=dict)
    left_out: dict[Target, str] = field(default_factory=dict)

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Bytes of each wheel."""
        return {name: (self.folder / WHEELS / name).stat().st_size for name in sorted(self.wheels)}

    def __str__(self) -> str:
        size = sum(self.sizes.values()) / 1e6
        return f"{self.folder}: {len(self.wheels)} wheels, {size:,.0f} MB"


def make(
    out: Path,
    wanted: Sequence[Target],
    say: Callable[[str], None] = lambda line: None,
    passed: Callable[[], None] = lambda: None,
) -> Bundle:
    """Make a bundle, or go on with one that was begun.

    Args:
        out: the folder; its name has `UNFINISHED` at its end until all of it is there.
        wanted: systems and Pythons.
        say: told what is done next.
        passed: told after each step: the first one, then each target.

    Raises:
        InputError: if there is no network, no place, something in the way, or no target that
            can be served.
    """
    _refuse_taken(out)
    begun = out.with_name(out.name + UNFINISHED)
    with _owned(begun):
        bundle = _fill(begun, wanted, say, passed)
        papers.write(bundle, _hashes(bundle))
    with _disk(out):
        shutil.rmtree(begun / GATHERED)
        if out.exists():
            out.rmdir()
        os.replace(begun, out)
    return Bundle(out, bundle.wheels, bundle.files, bundle.left_out)


def _refuse_taken(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise InputError("is a file; name a folder with --out", out)
    if (out / papers.MANIFEST).is_file():
        raise InputError("there is a bundle already; remove it, or name another folder", out)
    if any(out.iterdir()):
        raise InputError("this folder is not empty; name another one with --out", out)


@contextmanager
def _owned(begun: Path) -> Iterator[None]:
    """Hold the unfinished folder for this process alone."""
    with _disk(begun):
        (begun / WHEELS).mkdir(parents=True, exist_ok=True)
        (begun / GATHERED).mkdir(exist_ok=True)
        held = lock.take(begun / "lock")
        if held is None:
            raise InputError("another process is at work on this bundle", begun)
        try:
            yield
        finally:
            lock.give_back(held)


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    """Say what the disk refuses in one line."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            wrong = "the disk is full; make room, and the same command goes on"
            raise InputError(wrong, folder) from None
        why = error.strerror or str(error)
        raise InputError(f"cannot be written ({why})", folder) from None


def _fill(
    begun: Path,
    wanted: Sequence[Target],
    say: Callable[[str], None],
    passed: Callable[[], None],
) -> Bundle:
    place, bundle = begun / WHEELS, Bundle(begun)
    for path in place.glob("innosim-*.whl"):
        path.unlink()
    say("pip, and innosim itself")
    pip = newest_pip(place, begun / GATHERED / "pip")
    mine = read(own_wheel(place))
    built(mine.needs, place)
    passed()
    for number, target in enumerate(wanted, start=1):
        known = _kept(begun, target, mine)
        doing = "is there already" if known else "gathering wheels"
        say(f"[{number}/{len(wanted)}] {target}: {doing}")
        try:
            bundle.files[target] = known or _gathered(begun, target, mine, pip)
        except NoWheelError as error:
            bundle.left_out[target] = str(error)
            say(f"left out: {target}: {error}")
        passed()
    if not bundle.files:
        why = next(iter(bundle.left_out.values()))
        raise InputError(f"nothing was bundled: {why}")
    served = {name for files in bundle.files.values() for name in files}
    for path in place.iterdir():
        if path.name not in served:
            path.unlink()
    bundle.wheels = {name: read(place / name) for name in sorted(served)}
    return bundle


def _gathered(begun: Path, target: Target, mine: Wheel, pip: Pip) -> list[str]:
    """Gather what a target needs; the names of its wheels."""
    place, new = begun / WHEELS, begun / "new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    found = pip.download(_asked(mine, target), target, new, place)
    needed = closure(_ROOTS, [*found, mine], target)
    if needed.missing:
        raise NoWheelError(f"pip did not gather {', '.join(needed.missing)}")
    for wheel in needed.wheels:
        if wheel is not mine and not (place / wheel.file).exists():
            os.replace(new / wheel.file, place / wheel.file)
    shutil.rmtree(new)
    files = [wheel.file for wheel in needed.wheels]
    note = begun / GATHERED / f"{target.name}.json"
    unsure = note.with_suffix(".tmp")
    unsure.write_text(json.dumps({"for": _state(mine, target), "files": files}), encoding="utf-8")
    os.replace(unsure, note)
    return files


def _kept(begun: Path, target: Target, mine: Wheel) -> list[str]:
    """The wheels of a target that an earlier start has gathered for the same requirements."""
    note = begun / GATHERED / f"{target.name}.json"
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    files = [str(name) for name in told["files"]]
    whole = all((begun / WHEELS / name).is_file() for name in files)
    return files if whole and told["for"] == _state(mine, target) else []


def _asked(mine: Wheel, target: Target) -> list[Requirement]:
    """What pip is asked for: pip itself, and what innosim requires on a system."""
    return [Requirement("pip"), *(one for one in mine.needs if applies(one, target))]


def _state(mine: Wheel, target: Target) -> list[str]:
    return [mine.file, *target.system.platforms, *sorted(map(plain, _asked(mine, target)))]


def _hashes(bundle: Bundle) -> dict[str, str]:
    return {name: digest(bundle.folder / WHEELS / name) for name in bundle.wheels}
