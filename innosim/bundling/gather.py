"""Wheels, gathered by pip: for each system those that it needs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from innosim.bundling import own, pip_for
from innosim.bundling.targets import Target
from innosim.bundling.wheels import Wheel, read
from innosim.errors import InputError

SOURCE_ONLY = ("solara-assets",)
"""Packages whose index has no wheel of the version that is needed; theirs is built, and is pure."""

_UNREACHABLE = (
    "Retrying (",
    "ConnectionError",
    "NewConnectionError",
    "Connection aborted",
    "Max retries exceeded",
    "ProxyError",
    "SSLError",
    "ReadTimeout",
    "Read timed out",
    "name resolution",
    "IncompleteRead",
    "connection broken",
)
_NO_NETWORK = (
    "pip reaches no package index: a bundle is made where there is a network, and is then carried "
    "to where there is none; the same command goes on where it stopped"
)


class NoWheelError(Exception):
    """A package has no wheel for a system; says which, in words."""


@dataclass(frozen=True)
class Pip:
    """The newest pip, which goes into the bundle, too; older ones search for ever.

    Attributes:
        folder: where it is unpacked; out of its wheel Python compiles it anew each time.
    """

    folder: Path

    def download(
        self, wanted: Sequence[Requirement], target: Target, folder: Path, links: Path
    ) -> list[Wheel]:
        """Gather wheels for some requirements, and for all that these need on a system.

        Args:
            wanted: what is to be installed there.
            target: the system.
            folder: where the wheels are put; an empty one.
            links: a folder of wheels that were built here.

        Raises:
            NoWheelError: if a package has none that fits.
            InputError: if there is no network, or the disk is full.
        """
        script = str(Path(pip_for.__file__))
        command = [script, str(self.folder), json.dumps(target.environment), "download"]
        command += ["--quiet", "--only-binary=:all:", "--implementation", "cp"]
        command += ["--python-version", target.python, "--dest", str(folder)]
        command += ["--find-links", str(links)]
        for platform in target.system.platforms:
            command += ["--platform", platform]
        output = _run([*command, *(plain(requirement) for requirement in wanted)])
        if output is not None:
            raise _why(output)
        return [read(path) for path in sorted(folder.glob("*.whl"))]


def newest_pip(folder: Path, unpacked: Path) -> Pip:
    """Fetch the newest pip.

    Args:
        folder: where wheels are kept.
        unpacked: where it is unpacked; what is there is replaced.

    Raises:
        InputError: if there is no network, or this Python has no pip.
    """
    command = ["-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:"]
    output = _run([*command, "--dest", str(folder), "pip"])
    if output is not None:
        if "No module named pip" in output:
            raise InputError("this Python has no pip; add it with: python -m ensurepip")
        problem = _why(output)
        raise problem if isinstance(problem, InputError) else InputError(_NO_NETWORK)
    shutil.rmtree(unpacked, ignore_errors=True)
    with zipfile.ZipFile(
        max(folder.glob("pip-*.whl"), key=lambda path: read(path).version)
    ) as file:
        file.extractall(unpacked)
    return Pip(unpacked)


def built(wanted: Sequence[Requirement], folder: Path) -> None:
    """Build the wheels that no index has.

    Args:
        wanted: what innosim requires.
        folder: where they are put.

    Raises:
        InputError: if that fails, or a wheel fits one system only.
    """
    for requirement in wanted:
        if canonicalize_name(requirement.name) in SOURCE_ONLY:
            _build(plain(requirement), folder)


def own_wheel(folder: Path) -> Path:
    """Make the wheel of this innosim, in a folder that has no other one.

    Raises:
        InputError: if that fails.
    """
    source = own.checkout()
    if source is None:
        return own.pack(folder)
    _build(str(source), folder)
    return next(folder.glob("innosim-*.whl"))


def plain(requirement: Requirement) -> str:
    """A requirement without its marker, as pip takes it."""
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    return f"{requirement.name}{extras}{requirement.specifier}"


def _build(what: str, folder: Path) -> None:
    known = set(folder.glob("*.whl"))
    output = _run(["-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(folder), what])
    if output is not None:
        problem = _why(output)
        raise problem if isinstance(problem, InputError) else InputError(str(problem))
    for path in set(folder.glob("*.whl")) - known:
        if not read(path).pure:
            path.unlink()
            raise InputError(f"{path.name} was built for this system only, so it cannot be carried")


def _run(arguments: Sequence[str]) -> str | None:
    """Run Python; what it said if it failed, else None."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | quiet,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.stdout if done.returncode else None


def _why(output: str) -> InputError | NoWheelError:
    """What went wrong, in one line that names no address."""
    if "No space left" in output or "not enough space" in output:
        return InputError("the disk is full; make room, and the same command goes on")
    if any(sign in output for sign in _UNREACHABLE):
        return InputError(_NO_NETWORK)
    lacking = re.search(r"No matching distribution found for (\S+)", output)
    if lacking:
        return NoWheelError(f"there is no wheel of {lacking[1]}")
    lines = [line for line in output.splitlines() if line.startswith("ERROR: ")] or [output]
    told = re.sub(r"\S*://\S+", "(an address)", lines[-1].removeprefix("ERROR: "))
    return InputError(f"pip failed: {' '.join(told.split())[:300]}")
