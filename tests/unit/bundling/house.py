"""Wheels that are made up, in a folder that pip takes for all the packages there are."""

from __future__ import annotations

import ensurepip
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

DOCTOR = "import sys\nprint('made-up', *sys.argv[1:])\n"


def wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    tag: str = "py3-none-any",
    needs: Sequence[str] = (),
    said: Sequence[str] = (),
    files: Mapping[str, str] | None = None,
) -> Path:
    """Write a wheel, with a package of its name unless files are given."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name.replace('-', '_')}-{version}-{tag}.whl"
    told = path.name.rsplit(f"-{tag}", 1)[0] + ".dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *said]
    content = {
        f"{name.replace('-', '_')}/__init__.py": "",
        **(files or {}),
        f"{told}/METADATA": "\n".join([*lines, *(f"Requires-Dist: {need}" for need in needs)]),
        f"{told}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    content[f"{told}/RECORD"] = "".join(f"{name},,\n" for name in [*content, f"{told}/RECORD"])
    with zipfile.ZipFile(path, "w") as file:
        for inner, text in content.items():
            file.writestr(inner, text)
    return path


def pip_wheel() -> Path:
    """The wheel of pip that comes with Python."""
    found = sorted((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))
    if not found:
        pytest.skip("this Python was packaged without its wheel of pip (Debian: python3-pip-whl)")
    return found[-1]


NEEDS = (
    'colours>=1; sys_platform == "win32"',
    'unixy; sys_platform != "win32"',
    "fast[more]>=1",
    'older; python_version < "3.12"',
    'extra-thing; extra == "analysis"',
)


def own(folder: Path) -> Path:
    """A made-up innosim."""
    return wheel(folder, "innosim", "0.1.0", needs=NEEDS, files={"innosim/__main__.py": DOCTOR})


def house(folder: Path) -> Path:
    """All the packages there are."""
    more = {"needs": ['more; extra == "more"'], "said": ["Provides-Extra: more"]}
    for tag in ("win_amd64", "manylinux_2_17_x86_64", "manylinux_2_28_aarch64"):
        for python in ("cp311", "cp312"):
            wheel(folder, "fast", tag=f"{python}-{python}-{tag}", **more)
    wheel(folder, "fast", tag="cp311-abi3-macosx_11_0_arm64", **more)
    wheel(folder, "colours", "1.2", said=["License-Expression: MIT"])
    wheel(folder, "unixy", said=["License: " + "long text " * 20])
    wheel(folder, "more", needs=["fast"], said=["License: BSD"])
    wheel(folder, "older", said=["Classifier: License :: OSI Approved :: Apache Software License"])
    shutil.copy(pip_wheel(), folder)
    return folder
