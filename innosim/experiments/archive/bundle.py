"""Zip files that are the same bytes for the same content, and the reading of those of others."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from innosim.errors import InputError

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time stamp of everything in a bundle: the first that the format knows."""
MODE = (stat.S_IFREG | 0o644) << 16
UNIX = 3
BLOCK = 1 << 20

MOST_READ = 1_000_000_000
"""Bytes of one file of a bundle that are read at most."""
MOST = 1_000_000_000_000
"""Bytes of all files of a bundle, unpacked, at most."""
LOOKED_AT, DENSEST = 10_000_000, 300
"""Files of more bytes than this that are packed more tightly than this are taken for a bomb."""

Content = Mapping[str, bytes | Path]


def write(path: Path, content: Content) -> None:
    """Write a bundle, which appears whole or not at all.

    Args:
        path: the file.
        content: by name, as bytes or as a file to copy.

    Raises:
        InputError: if it cannot be written.
    """
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            with zipfile.ZipFile(file, "w") as bundle:
                for name in sorted(content):
                    _add(bundle, name, content[name])
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror or error})", path) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _add(bundle: zipfile.ZipFile, name: str, content: bytes | Path) -> None:
    info = zipfile.ZipInfo(name, FIRST_DAY)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, UNIX, MODE
    info.file_size = len(content) if isinstance(content, bytes) else content.stat().st_size
    with bundle.open(info, "w") as target:
        if isinstance(content, bytes):
            target.write(content)
            return
        with content.open("rb") as source:
            while block := source.read(BLOCK):
                target.write(block)


class Bundle:
    """A bundle that has been opened and found to be safe."""

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self.path, self._file = path, file
        self.names = frozenset(file.namelist())

    def read(self, name: str) -> bytes:
        """The content of a file in it.

        Raises:
            InputError: if there is none, it is damaged, or too large.
        """
        if name not in self.names:
            raise InputError(f"{name} is missing in it", self.path)
        try:
            with self._file.open(name) as file:
                content = file.read(MOST_READ + 1)
        except _DAMAGE as error:
            raise InputError(f"{name} in it is damaged ({error})", self.path) from None
        if len(content) > MOST_READ:
            raise InputError(f"{name} in it is larger than {MOST_READ:,} bytes", self.path)
        return content


_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What `zipfile` raises for a damaged, encrypted or unknown file."""


@contextmanager
def opened(path: Path) -> Iterator[Bundle]:
    """A bundle, to be read.

    Raises:
        InputError: if it is none, is damaged, or could do harm: names that lead out of the folder,
            links, files that are far larger than they look.
    """
    with _file(path) as file:
        yield Bundle(path, file)


def _file(path: Path) -> zipfile.ZipFile:
    """The file, opened; what goes wrong later, while it is used, is not called damage of it."""
    try:
        file = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise InputError("there is no such file", path) from None
    except _DAMAGE as error:
        raise InputError(f"is no zip file, or a damaged one ({error})", path) from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", path) from None
    try:
        _refuse_harm(path, file.infolist())
    except InputError:
        file.close()
        raise
    return file


def _refuse_harm(path: Path, found: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in found]
    for info in found:
        why = _harm(info)
        if why:
            raise InputError(f"is not safe and was not unpacked: {info.filename!r} {why}", path)
    if len(set(names)) < len(names):
        raise InputError("is not safe and was not unpacked: it has two files of one name", path)
    if sum(info.compress_size for info in found) > path.stat().st_size:
        raise InputError("is not safe and was not unpacked: its files overlap", path)
    if sum(info.file_size for info in found) > MOST:
        raise InputError(f"is not unpacked: it holds more than {MOST:,} bytes", path)


def _harm(info: zipfile.ZipInfo) -> str:
    name, kind = info.filename, stat.S_IFMT(info.external_attr >> 16)
    parts = name.rstrip("/").split("/")
    if not name or "\\" in name or ":" in name or "\0" in name:
        return "is no name for a file everywhere"
    if name.startswith("/") or any(part in ("", ".", "..") for part in parts):
        return "leads out of the folder"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link, or no plain file"
    if info.flag_bits & 1:
        return "is encrypted"
    if info.file_size > LOOKED_AT and info.file_size > DENSEST * info.compress_size:
        return f"would grow from {info.compress_size:,} to {info.file_size:,} bytes"
    return ""
