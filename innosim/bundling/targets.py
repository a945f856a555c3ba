"""The systems and Pythons that a bundle can serve: their tags of wheels, and their markers."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms

from innosim.bundling.carried import install
from innosim.errors import InputError

OLDEST = (3, 11)
PYTHONS = ("3.11", "3.12")
"""Versions of Python that innosim is tested with, which a bundle is made for by default."""

_GLIBC, _MACOS = 28, (12, 0)


@dataclass(frozen=True)
class System:
    """An operating system on a kind of processor.

    Attributes:
        name: as it is asked for.
        title: what people call it, with the oldest release that the wheels are for.
        platforms: tags of its wheels, as in "win_amd64", the most particular first.
        markers: what `sys_platform`, `platform_machine` and so on are there (PEP 508).
        least: the oldest release, as `install.py` compares it: glibc or macOS; empty for any.
    """

    name: str
    title: str
    platforms: tuple[str, ...]
    markers: tuple[str, str, str, str]
    least: tuple[int, ...] = ()


def _linux(machine: str, first: int) -> tuple[str, ...]:
    plain = [f"manylinux_2_{minor}_{machine}" for minor in range(_GLIBC, first - 1, -1)]
    older = ("2014", "2010", "1") if machine == "x86_64" else ("2014",)
    return (*plain, *(f"manylinux{name}_{machine}" for name in older), f"linux_{machine}")


_WINDOWS, _LINUX = ("nt", "win32", "Windows"), ("posix", "linux", "Linux")
_DARWIN = ("posix", "darwin", "Darwin")

SYSTEMS = {
    system.name: system
    for system in (
        System(
            "windows-x86_64",
            "Windows 10 and 11 on Intel and AMD",
            ("win_amd64",),
            (*_WINDOWS, "AMD64"),
        ),
        System("windows-arm64", "Windows 11 on ARM", ("win_arm64",), (*_WINDOWS, "ARM64")),
        System(
            "macos-arm64",
            "macOS 12 and later on Apple silicon",
            tuple(mac_platforms(_MACOS, "arm64")),
            (*_DARWIN, "arm64"),
            _MACOS,
        ),
        System(
            "macos-x86_64",
            "macOS 12 and later on Intel",
            tuple(mac_platforms(_MACOS, "x86_64")),
            (*_DARWIN, "x86_64"),
            _MACOS,
        ),
        System(
            "linux-x86_64",
            "Linux with glibc 2.28 or later (2018) on Intel and AMD",
            _linux("x86_64", 5),
            (*_LINUX, "x86_64"),
            (2, _GLIBC),
        ),
        System(
            "linux-arm64",
            "Linux with glibc 2.28 or later (2018) on ARM",
            _linux("aarch64", 17),
            (*_LINUX, "aarch64"),
            (2, _GLIBC),
        ),
    )
}
"""By name, in the order in which they are named."""


@dataclass(frozen=True)
class Target:
    """A system with a minor version of CPython: what a list of wheels is for."""

    system: System
    python: str

    @property
    def name(self) -> str:
        """As in "windows-x86_64-python3.12"; also the name of its list."""
        return f"{self.system.name}-python{self.python}"

    def __str__(self) -> str:
        return f"{self.system.name}, Python {self.python}"

    @cached_property
    def tags(self) -> frozenset[Tag]:
        """All tags of wheels that fit."""
        version = tuple(map(int, self.python.split(".")))
        interpreter = f"cp{version[0]}{version[1]}"
        platforms = self.system.platforms
        exact = cpython_tags(version, abis=[interpreter], platforms=platforms)
        return frozenset((*exact, *compatible_tags(version, interpreter, platforms)))

    @cached_property
    def environment(self) -> dict[str, str]:
        """What the markers of a requirement are compared with there."""
        os_name, sys_platform, system, machine = self.system.markers
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "os_name": os_name,
            "platform_machine": machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": system,
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": sys_platform,
        }


def targets(systems: Sequence[str] = (), pythons: Sequence[str] = ()) -> list[Target]:
    """What a bundle is made for.

    Args:
        systems: names of systems; none for all.
        pythons: minor versions, as in "3.12"; none for those in `PYTHONS`.

    Raises:
        InputError: for a name or a version that there is not.
    """
    own = [_system(name) for name in dict.fromkeys(systems)] or list(SYSTEMS.values())
    versions = [_version(text) for text in dict.fromkeys(pythons)] or list(PYTHONS)
    return [Target(system, version) for system in own for version in versions]


def here() -> Target:
    """This machine with this Python.

    Raises:
        InputError: if no bundle can be made for it.
    """
    name = install.system()
    if name not in SYSTEMS:
        raise InputError(f"no bundle can be made for {name}; there are {', '.join(SYSTEMS)}")
    return Target(SYSTEMS[name], f"{sys.version_info.major}.{sys.version_info.minor}")


def _system(name: str) -> System:
    if name in SYSTEMS:
        return SYSTEMS[name]
    near = get_close_matches(name, SYSTEMS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(SYSTEMS)}"
    raise InputError(f"there is no system {name!r}; {hint}")


def _version(text: str) -> str:
    if not re.fullmatch(r"3\.\d{1,2}", text):
        raise InputError(f"{text!r} is no version of Python; write it as in 3.12")
    if tuple(map(int, text.split("."))) < OLDEST:
        raise InputError(f"innosim needs Python 3.11 or later, so there is no bundle for {text}")
    return text


def names_of(found: Sequence[Target]) -> Iterator[str]:
    """Each system once, with its versions of Python, as in "linux-arm64 (3.11, 3.12)"."""
    for system in dict.fromkeys(target.system for target in found):
        versions = ", ".join(target.python for target in found if target.system == system)
        yield f"{system.name} ({versions})"
