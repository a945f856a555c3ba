"""The wheel of innosim itself: built from a checkout, or packed again from what is installed."""

from __future__ import annotations

import base64
import csv
import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

import innosim
from innosim.errors import InputError

_LEFT_OUT = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
"""Of a `.dist-info`: what an installer wrote, places of this machine among it."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def checkout() -> Path | None:
    """The folder of the source that this innosim runs from; None if it is an installed one."""
    folder = Path(innosim.__file__).resolve().parents[1]
    project = folder / "pyproject.toml"
    if project.is_file() and 'name = "innosim"' in project.read_text(encoding="utf-8"):
        return folder
    return None


def pack(folder: Path) -> Path:
    """Make the wheel of the installed innosim again, from the files that its installer noted.

    Args:
        folder: where it is written.

    Raises:
        InputError: if innosim is not installed, or not all of it is there.
    """
    try:
        installed = distribution("innosim")
    except PackageNotFoundError:
        raise InputError(
            "a bundle needs innosim installed from a wheel, or its source with pyproject.toml"
        ) from None
    target = folder / f"innosim-{installed.version}-py3-none-any.whl"
    content = dict(_content(installed))
    record = f"innosim-{installed.version}.dist-info/RECORD"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name in sorted(content):
            wheel.writestr(zipfile.ZipInfo(name, _FIRST_DAY), content[name], zipfile.ZIP_DEFLATED)
        listed = zipfile.ZipInfo(record, _FIRST_DAY)
        wheel.writestr(listed, _record(content, record), zipfile.ZIP_DEFLATED)
    return target


def _content(installed: Distribution) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file that belongs into the wheel."""
    for row in csv.reader((installed.read_text("RECORD") or "").splitlines()):
        path = PurePosixPath(row[0])
        told = path.parts[0].endswith(".dist-info") and path.name in _LEFT_OUT
        if ".." in path.parts or path.suffix == ".pyc" or told:
            continue
        try:
            yield str(path), Path(str(installed.locate_file(path))).read_bytes()
        except OSError as error:
            wrong = f"innosim is not wholly installed, {path} cannot be read ({error.strerror})"
            raise InputError(f"{wrong}; install it again") from None


def _record(content: dict[str, bytes], own: str) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for name in sorted(content):
        found = base64.urlsafe_b64encode(sha256(content[name]).digest()).rstrip(b"=").decode()
        rows.writerow([name, f"sha256={found}", len(content[name])])
    rows.writerow([own, "", ""])
    return text.getvalue()
