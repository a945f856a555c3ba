"""Finds out how a text file is encoded and what separates its cells."""

from __future__ import annotations

import codecs
import csv
import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from innosim.errors import InputError

CHUNK = 1 << 20
DELIMITERS = ",;\t|"
LINE_START = 20_000
CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1a")
KNOWN_FORMATS = {
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"%PDF": "a PDF",
}


@dataclass(frozen=True)
class Encoding:
    """A codec, and what is out of the ordinary about it ("" for plain UTF-8)."""

    codec: str
    remark: str


def find_encoding(file: Path) -> Encoding:
    """The encoding of a text file: UTF-8, UTF-16 or Windows-1252.

    Raises:
        InputError: if the file cannot be read, is empty, or is no text.
    """
    start = _first_bytes(file)
    for magic, name in KNOWN_FORMATS.items():
        if start.startswith(magic):
            raise InputError(f"this is {name}; save it as CSV first", file)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(file, Encoding("utf-16", "read as UTF-16"))
    if (wide := _wide_codec(start)) is not None:
        return _checked(file, Encoding(wide, "read as UTF-16 without byte-order mark"))
    if b"\0" in start or sum(start.count(c) for c in CONTROLS) > len(start) / 100:
        raise InputError("this is no text file; a CSV file is wanted", file)
    if start.startswith(codecs.BOM_UTF8):
        return _checked(file, Encoding("utf-8-sig", "byte-order mark skipped"))
    if _decodes(file, "utf-8"):
        return Encoding("utf-8", "")
    return _checked(file, Encoding("cp1252", "not UTF-8; read as Windows-1252"))


def _first_bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            start = stream.read(CHUNK)
    except (FileNotFoundError, NotADirectoryError):
        raise InputError("no such file" + _nearest(file), file) from None
    except IsADirectoryError:
        raise InputError("this is a folder; name the files in it", file) from None
    except PermissionError:
        wrong = "this is a folder; name the files in it" if file.is_dir() else "may not be read"
        raise InputError(wrong, file) from None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}", file) from None
    if not start.lstrip(codecs.BOM_UTF8).strip():
        raise InputError("the file is empty", file)
    return start


def _nearest(file: Path) -> str:
    try:
        names = [other.name for other in file.parent.iterdir()]
    except OSError:
        return ""
    close = difflib.get_close_matches(file.name, names, 1, 0.7)
    return f"; did you mean {close[0]}?" if close else ""


def _wide_codec(start: bytes) -> str | None:
    sample = start[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) / 5 and even < odd / 10:
        return "utf-16-le"
    if even > len(sample) / 5 and odd < even / 10:
        return "utf-16-be"
    return None


def _decodes(file: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _checked(file: Path, encoding: Encoding) -> Encoding:
    if not _decodes(file, encoding.codec):
        raise InputError("neither UTF-8, UTF-16 nor Windows-1252 text; save it as UTF-8", file)
    return encoding


def find_delimiter(lines: Sequence[str]) -> str:
    """The character that cuts some line into most cells; the comma where several do."""
    for line in lines[:1]:
        if line.startswith("sep=") and line[4:5] in DELIMITERS:
            return line[4:5]
    return max(DELIMITERS, key=lambda delimiter: _most_cells(lines, delimiter))


def _most_cells(lines: Sequence[str], delimiter: str) -> int:
    starts = (line[:LINE_START] for line in lines)
    return max((len(next(csv.reader([s], delimiter=delimiter), [])) for s in starts), default=0)
