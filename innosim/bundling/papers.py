"""What stands beside the wheels: manifest, lists for pip, licences, instructions."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from innosim.bundling.carried import install
from innosim.bundling.targets import Target, names_of

if TYPE_CHECKING:
    from innosim.bundling.bundle import Bundle

MANIFEST, README, LICENCES, LISTS = "manifest.json", "README.txt", "LICENCES.txt", "lists"
FORMAT = 1


def write(bundle: Bundle, hashes: Mapping[str, str]) -> None:
    """Write all papers of a bundle, the manifest last: without it a folder is not finished.

    Args:
        bundle: what it has.
        hashes: SHA-256 of each wheel.
    """
    folder = bundle.folder
    shutil.rmtree(folder / LISTS, ignore_errors=True)
    (folder / LISTS).mkdir()
    for target in bundle.files:
        _text(folder / _list(target), _pins(bundle, target, hashes))
    _text(folder / README, readme(bundle))
    _text(folder / LICENCES, licences(bundle))
    script = Path(install.__file__)
    _text(folder / script.name, script.read_text(encoding="utf-8"))
    plain = json.dumps(manifest(bundle, hashes), indent=1, ensure_ascii=False)
    _text(folder / MANIFEST, plain + "\n")


def manifest(bundle: Bundle, hashes: Mapping[str, str]) -> dict[str, Any]:
    """What is in a bundle and for whom, as plain data; `install.py` reads it."""
    return {
        "kind": "innosim bundle",
        "format": FORMAT,
        "innosim": version(bundle),
        "targets": [_target(bundle, target) for target in bundle.files],
        "left_out": [
            {"system": target.system.name, "python": target.python, "why": why}
            for target, why in bundle.left_out.items()
        ],
        "files": [
            {
                "package": wheel.name,
                "version": str(wheel.version),
                "file": name,
                "size": bundle.sizes[name],
                "sha256": hashes[name],
                "licence": wheel.licence,
            }
            for name, wheel in bundle.wheels.items()
        ],
    }


def version(bundle: Bundle) -> str:
    """The version of innosim in it."""
    return next(str(w.version) for w in bundle.wheels.values() if w.name == "innosim")


def licences(bundle: Bundle) -> str:
    """Each package with its version and the licence that it declares, a line each."""
    rows = sorted({(w.name, str(w.version), w.licence) for w in bundle.wheels.values()})
    wide = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [f"{name:{wide[0]}}  {number:{wide[1]}}  {told}" for name, number, told in rows]
    head = (
        "Licences as the packages declare them. Each wheel holds the texts: it is a zip file, they "
        "are\nin its folder NAME.dist-info.\n\n"
    )
    return head + "\n".join(lines) + "\n"


def readme(bundle: Bundle) -> str:
    """How to install from the folder, and what to do where that does not go."""
    served = list(bundle.files)
    systems = dict.fromkeys(target.system for target in served)
    titles = "\n".join(f"  {system.name:15} {system.title}" for system in systems)
    lacking = "".join(f"  {target}: {why}\n" for target, why in bundle.left_out.items())
    pythons = dict.fromkeys(target.python for target in served)
    return _README.format(
        pythons=" or ".join(pythons),
        python=served[-1].python,
        version=version(bundle),
        size=f"{sum(bundle.sizes.values()) / 1e6:,.0f}",
        served="\n".join(f"  {line}" for line in names_of(served)),
        titles=titles,
        lacking=f"\nLeft out:\n{lacking}" if lacking else "",
        example=_list(served[0]).as_posix(),
    )


_README = """innosim {version}, with all that it needs: installs without a network

1. Python has to be there: {pythons}, see the list below. This folder does not hold it. Take
   its installer along, too, if a machine may lack it.

2. Copy this whole folder to the machine ({size} MB), or leave it on the stick.
   Open a terminal in it:

     Windows         py install.py
     macOS, Linux    python3 install.py

   With several Pythons name one: py -{python} install.py, python{python} install.py.
   innosim goes into the folder innosim in your home folder; another place is named with
   install.py FOLDER. Nothing else on the machine is changed, and no administrator is needed.
   It takes some minutes, and about 1.1 GB there.

3. At the end `innosim doctor` looks whether all works there without a network. Then:

     Windows         %USERPROFILE%\\innosim\\Scripts\\innosim dashboard
     macOS, Linux    ~/innosim/bin/innosim dashboard

This folder serves:
{served}

{titles}
{lacking}
By hand, in an environment of your own, with a pip that is not too old (23 or later):

  python -m pip install --no-index --find-links wheels --require-hashes -r {example}

with the list of your system. `python -m pip install --no-index --find-links wheels innosim`
does without the list.

When something goes wrong:
  "missing or cut off"       the copy is not whole: copy the folder once more
  "do not match the hashes"  a file is damaged: copy the folder once more
  "No module named venv"     Debian and Ubuntu: the package python3-venv is needed
  "leads too deep"           Windows: name a folder near the root, as in install.py C:\\innosim
  "holds something else"     name another folder: install.py FOLDER
  another Python             see the list above; a second Python may stand beside the first
  Windows on ARM             install a Python for x86-64: Windows runs it

manifest.json names each file with its package, version, size and SHA-256; LICENCES.txt the licence
of each package. innosim is for learning and discussion, not a forecast.
"""


def _target(bundle: Bundle, target: Target) -> dict[str, Any]:
    return {
        "system": target.system.name,
        "python": target.python,
        "least": list(target.system.least),
        "list": _list(target).as_posix(),
        "longest_path": max(bundle.wheels[name].longest for name in bundle.files[target]),
        "files": bundle.files[target],
    }


def _list(target: Target) -> Path:
    return Path(LISTS, f"{target.name}.txt")


def _pins(bundle: Bundle, target: Target, hashes: Mapping[str, str]) -> str:
    found = [bundle.wheels[name] for name in bundle.files[target]]
    lines = [f"{w.name}=={w.version} --hash=sha256:{hashes[w.file]}" for w in found]
    return "\n".join(lines) + "\n"


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
