"""What wheels say of themselves, and which of them a system needs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag
from packaging.utils import (
    InvalidWheelFilename,
    NormalizedName,
    canonicalize_name,
    parse_wheel_filename,
)
from packaging.version import Version

from innosim.bundling.targets import Target
from innosim.errors import InputError

_BLOCK = 1 << 20
_LONGEST = 60
"""Letters of a licence that are listed; some packages put the whole text there."""


@dataclass(frozen=True)
class Wheel:
    """One file that pip can install.

    Attributes:
        file: its name.
        name: of the package, as pip compares it.
        version: of the package.
        tags: of the systems that it fits.
        needs: what it requires, with markers.
        pythons: versions of Python that it allows.
        licence: as it declares it, in a few words.
        longest: letters of the longest path in it, as it is installed below an environment.
    """

    file: str
    name: NormalizedName
    version: Version
    tags: frozenset[Tag]
    needs: tuple[Requirement, ...]
    pythons: SpecifierSet
    licence: str
    longest: int

    @property
    def pure(self) -> bool:
        """Whether it fits every system."""
        return any(tag.abi == "none" and tag.platform == "any" for tag in self.tags)

    def fits(self, target: Target) -> bool:
        """Whether pip would install it there."""
        return bool(self.tags & target.tags) and f"{target.python}.0" in self.pythons


@dataclass(frozen=True)
class Closure:
    """Wheels that a system needs, and what is missing.

    Attributes:
        wheels: by package, in order of their names.
        missing: in words, as in "scipy>=1.11 (for innosim)".
    """

    wheels: tuple[Wheel, ...]
    missing: tuple[str, ...]


def read(path: Path) -> Wheel:
    """What a wheel says of itself.

    Raises:
        InputError: if it is none, or damaged.
    """
    try:
        name, version, _, tags = parse_wheel_filename(path.name)
        with zipfile.ZipFile(path) as wheel:
            said, inside = _metadata(wheel), wheel.namelist()
        return Wheel(
            path.name,
            name,
            version,
            tags,
            tuple(Requirement(line) for line in said.get_all("Requires-Dist", [])),
            SpecifierSet(said.get("Requires-Python", "")),
            _licence(said),
            max(len(_installed(inner)) for inner in inside),
        )
    except (InvalidWheelFilename, InvalidRequirement, zipfile.BadZipFile, StopIteration) as error:
        raise InputError(f"is no wheel, or a damaged one ({error})", path) from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", path) from None


def closure(wanted: Iterable[Requirement], wheels: Sequence[Wheel], target: Target) -> Closure:
    """All that some requirements need on a system, found by their markers there.

    Args:
        wanted: what is to be installed.
        wheels: what there is, one version of each package that fits the system.
        target: the system.
    """
    there = {wheel.name: wheel for wheel in wheels if wheel.fits(target)}
    waiting = [(requirement, "innosim", "") for requirement in wanted]
    done: set[tuple[str, str]] = set()
    missing: set[str] = set()
    found: dict[str, Wheel] = {}
    while waiting:
        requirement, whose, extra = waiting.pop()
        if not applies(requirement, target, extra):
            continue
        name = canonicalize_name(requirement.name)
        wheel = there.get(name)
        if wheel is None or not requirement.specifier.contains(wheel.version, prereleases=True):
            missing.add(f"{requirement.name}{requirement.specifier} (for {whose})")
            continue
        found[name] = wheel
        for asked in {"", *requirement.extras} - {e for n, e in done if n == name}:
            done.add((name, asked))
            waiting += [(each, name, asked) for each in wheel.needs]
    return Closure(tuple(found[name] for name in sorted(found)), tuple(sorted(missing)))


def applies(requirement: Requirement, target: Target, extra: str = "") -> bool:
    """Whether a requirement holds on a system, for an extra of the package that has it."""
    environment = {**target.environment, "extra": extra}
    return requirement.marker is None or requirement.marker.evaluate(environment)


def digest(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def _metadata(wheel: zipfile.ZipFile) -> Message:
    name = next(
        name
        for name in wheel.namelist()
        if name.endswith(".dist-info/METADATA") and name.count("/") == 1
    )
    return BytesParser().parsebytes(wheel.read(name), headersonly=True)


def _installed(inner: str) -> str:
    """Where a file of a wheel goes on Windows, below the environment."""
    folder, _, rest = inner.partition("/")
    return rest.partition("/")[2] if folder.endswith(".data") else f"Lib/site-packages/{inner}"


def _licence(said: Message) -> str:
    """The licence: by its short name, else its classifiers, else what the field says."""
    prefix = "License :: OSI Approved :: "
    classified = [
        line.removeprefix(prefix)
        for line in said.get_all("Classifier", [])
        if line.startswith(prefix)
    ]
    lines = str(said.get("License", "")).strip().splitlines()
    stated = lines[0].strip() if lines and len(lines[0]) <= _LONGEST else ""
    expression = str(said.get("License-Expression", "")).strip()
    return expression or ", ".join(classified) or stated or "see the texts in its wheel"
