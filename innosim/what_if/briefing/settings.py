"""The settings block of a note: all that it is made from, so that it can be made again.

The block is JSON. Scenarios stand in it with all their settings. Files that a scenario reads stand
in it with their content, compressed and in base 64, under the SHA-256 of the content; they are
carried from note to note as they are, never compressed again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import ValidationError

from innosim import __version__
from innosim.errors import InputError
from innosim.evidence.validation.plan import code_digest
from innosim.scenario.attachments import Stated, files_of, placed, stated
from innosim.scenario.content import resolved
from innosim.scenario.schema import scenario_model
from innosim.what_if.comparison.arms import ASSUMED, PLAN, REFERENCE, Arm

MOST = 5_000_000
"""Characters that the files of a note may take, compressed."""

BEGIN, END = "-----BEGIN INNOSIM SETTINGS-----", "-----END INNOSIM SETTINGS-----"

_BLOCK = re.compile(f"{BEGIN}\n(?P<text>.*?)\n{END}", re.DOTALL)
_MARKUP = re.compile(f"[<>&]|-(?={END[1:]})")
"""What a page or the block itself would take for markup; JSON has another way to write it."""

_KINDS = (REFERENCE, ASSUMED, PLAN)
_LARGEST_FILE = 500_000_000
"""Bytes that a file in a note may have when it is unpacked."""


@dataclass(frozen=True)
class Settings:
    """All that a note is made from.

    Attributes:
        question: what is asked.
        pairs: number of worlds.
        arms: name, kind and all settings of each scenario, the reference first.
        files: content of the files that these name, by its SHA-256; zlib and base 64.
    """

    question: str
    pairs: int
    arms: Sequence[Mapping[str, Any]]
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def seed(self) -> int:
        """Seed of the first world."""
        return int(self.arms[0]["scenario"]["seed"])

    def holds(self) -> list[str]:
        """The names of the files whose content the block holds."""
        found = (stated(arm["scenario"]["organisation"]) for arm in self.arms)
        return sorted({one.file for files in found for one in files})

    def text(self) -> str:
        """The block, with a hash of all that stands in it."""
        block = {"innosim": __version__, "code": code(), **self._content()}
        plain = json.dumps({**block, "sha256": _hash(block)}, indent=1, ensure_ascii=False)
        return _MARKUP.sub(lambda sign: f"\\u{ord(sign.group()):04x}", plain)

    @contextmanager
    def restored(self) -> Iterator[list[Arm]]:
        """The arms, whose files are there as long as this context is.

        Raises:
            InputError: if the block holds no scenarios that this version knows.
        """
        with TemporaryDirectory(prefix="innosim-") as folder:
            yield [self._arm(arm, Path(folder)) for arm in self.arms]

    def _content(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "pairs": self.pairs,
            "arms": list(self.arms),
            "files": dict(self.files),
        }

    def _arm(self, arm: Mapping[str, Any], folder: Path) -> Arm:
        data = placed(arm["scenario"], lambda file: self._written(file, folder))
        try:
            scenario = scenario_model().model_validate_json(json.dumps(data))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(map(str, first["loc"]))
            raise _damaged(f"scenario {arm['name']!r}, {key}: {first['msg']}") from None
        return Arm(str(arm["name"]), str(arm["kind"]), scenario)

    def _written(self, stated: Stated, folder: Path) -> str:
        """The path of a file that is written to a folder of its own."""
        path = folder / stated.sha256 / Path(stated.file).name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(_unpacked(self.files, stated.sha256))
        return str(path)


def settings_of(
    arms: Sequence[Arm], question: str, pairs: int, with_files: bool = False
) -> Settings:
    """The settings of a note on some arms.

    Args:
        arms: what is compared.
        question: what is asked.
        pairs: number of worlds.
        with_files: whether the note may hold the files that the arms read, with all names in them.

    Raises:
        InputError: if they read files that it may not hold, or that are too large for it.
    """
    files: dict[str, str] = {}
    for arm in arms:
        for path in files_of(arm.scenario):
            if not with_files:
                raise InputError(
                    "a scenario reads this file, and a note would have to hold all of it, names "
                    "of people included; allow that with --with-files (with_files=True in Python)",
                    file=path,
                )
            content = path.read_bytes()
            packed = base64.b64encode(zlib.compress(content, 9)).decode()
            files[hashlib.sha256(content).hexdigest()] = packed
            if sum(map(len, files.values())) > MOST:
                raise InputError(
                    f"this file is too large for a note, which must hold it: more than {MOST:,} "
                    "characters compressed; drop its columns and rows that are not needed, or "
                    "describe the service by numbers ([organisation.generate])",
                    file=path,
                )
    scenarios = [
        {"name": arm.name, "kind": arm.kind, "scenario": resolved(arm.scenario)} for arm in arms
    ]
    return Settings(question, pairs, scenarios, files)


def read(note: Path | str) -> Settings:
    """The settings of a note, HTML or Markdown.

    Raises:
        InputError: if there is no such file, it is no note, its block was damaged or changed, or it
            was written by another version.
    """
    path = Path(note)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError("there is no such file", file=path) from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=path) from None
    except UnicodeDecodeError:
        raise InputError("is no note of innosim: it is not text", file=path) from None
    try:
        return _parsed(text)
    except InputError as error:
        raise InputError(error.message, file=path) from None


def code() -> str:
    """Hash of the code of innosim, and of NumPy's version."""
    return code_digest((".",))


def _parsed(text: str) -> Settings:
    found = _BLOCK.search(text.replace("\r\n", "\n"))
    if found is None:
        raise InputError(
            "has no settings block: it is no note of `innosim brief`, or the block was cut off; "
            "take the file as it was written"
        )
    try:
        block = json.loads(found["text"])
        stated, version, made_by = block.pop("sha256"), block["innosim"], block["code"]
        content = Settings(block["question"], block["pairs"], block["arms"], block["files"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _damaged("it cannot be read") from None
    if stated != _hash(block):
        raise _damaged("it is not as it was written")
    _check_version(str(version), str(made_by))
    _check(content)
    with content.restored():
        return content


def _check_version(version: str, made_by: str) -> None:
    if version != __version__:
        raise InputError(
            f"was written by innosim {version}, and this is {__version__}: the numbers would "
            f"differ; install innosim {version} to write it again"
        )
    if made_by != code():
        raise InputError(
            f"was written by other code of innosim {version}, or with another NumPy (hash "
            f"{made_by[:12]}, not {code()[:12]}): the numbers may differ; use the same ones"
        )


def _check(content: Settings) -> None:
    """Refuse what is of the wrong kind, whatever hash it has."""
    arms = content.arms
    whole = (
        isinstance(content.question, str)
        and isinstance(content.pairs, int)
        and content.pairs >= 1
        and isinstance(content.files, dict)
        and isinstance(arms, list)
        and len(arms) > 1
        and all(isinstance(arm, dict) and arm.get("kind") in _KINDS for arm in arms)
        and all(isinstance(arm.get("name"), str) for arm in arms)
        and all(isinstance(arm.get("scenario"), dict) for arm in arms)
        and "seed" in arms[0]["scenario"]
    )
    if not whole:
        raise _damaged("it does not hold what a note is made from")


def _damaged(what: str) -> InputError:
    return InputError(
        f"its settings block is damaged ({what}); take the file as it was written, or write a new "
        "note from the scenarios"
    )


def _unpacked(files: Mapping[str, str], digest: str) -> bytes:
    try:
        packed = base64.b64decode(files[digest], validate=True)
        content = zlib.decompressobj().decompress(packed, _LARGEST_FILE)
    except (KeyError, TypeError, ValueError, binascii.Error, zlib.error):
        raise _damaged(f"file {digest[:12]}") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise _damaged(f"file {digest[:12]}")
    return content


def _hash(block: Mapping[str, Any]) -> str:
    canonical = json.dumps(block, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
