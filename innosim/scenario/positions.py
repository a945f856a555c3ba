"""Where each key of a TOML text stands, so that a mistake can be reported with its line.

The text has been read by tomllib before, so the scanner relies on its being valid TOML.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

Key = tuple[str | int, ...]
"""The way to a value: names of keys, and indices of list elements."""


@dataclass(frozen=True)
class Place:
    """Where a value was written, and under which key; no line for an override."""

    file: Path | str
    line: int | None
    written: Key


_BLANK = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BASIC = r'"(?:\\.|[^"\\])*"'
_LITERAL = r"'[^']*'"
_PART = re.compile(rf"[A-Za-z0-9_-]+|{_BASIC}|{_LITERAL}")
_SCALAR = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?!")'
    r"|'''.*?'''(?!')"
    rf"|{_BASIC}|{_LITERAL}|[^,\]}}\n#]+",
    re.DOTALL,
)


def positions(text: str) -> dict[Key, int]:
    """The line, counted from 1, of each table, key and list element of a valid TOML text.

    A table stands where its header does or, without one, where it is first mentioned.
    """
    return _Scanner(text.replace("\r\n", "\n")).scan()


def dotted(key: Key) -> str:
    """A key as it is shown to users and written after `--set`."""
    return ".".join(_quoted(part) for part in key)


def _quoted(part: str | int) -> str:
    text = str(part)
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else f'"{text}"'


class _Scanner:
    def __init__(self, text: str):
        self._text = text
        self._at = 0
        self._newlines = [i for i, sign in enumerate(text) if sign == "\n"]
        self._lines: dict[Key, int] = {}
        self._lengths: dict[Key, int] = {}

    def scan(self) -> dict[Key, int]:
        table: Key = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._sees("[["):
                table = self._element()
            elif self._sees("["):
                table = self._table()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self._lines

    def _sees(self, sign: str) -> bool:
        return self._text.startswith(sign, self._at)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        assert match is not None, f"not TOML at character {self._at}"
        self._at = match.end()
        return match.group()

    def _take(self, sign: str) -> None:
        assert self._sees(sign), f"no {sign} at character {self._at}"
        self._at += len(sign)

    def _note(self, key: Key, *, again: bool = False) -> None:
        line = bisect_right(self._newlines, self._at - 1) + 1
        if again:
            self._lines[key] = line
        else:
            self._lines.setdefault(key, line)

    def _parts(self) -> list[str]:
        parts = []
        while True:
            self._skip(_SPACE)
            part = self._skip(_PART)
            parts.append(tomllib.loads(f"x={part}")["x"] if part[0] in "\"'" else part)
            self._skip(_SPACE)
            if not self._sees("."):
                return parts
            self._take(".")

    def _descend(self, parts: list[str]) -> Key:
        """The key of a table named in a header: an array of tables stands for its last element."""
        key: Key = ()
        for part in parts:
            key = (*key, part)
            self._note(key)
            if key in self._lengths:
                key = (*key, self._lengths[key] - 1)
        return key

    def _table(self) -> Key:
        self._take("[")
        *above, last = self._parts()
        key = (*self._descend(above), last)
        self._note(key, again=True)
        self._take("]")
        return key

    def _element(self) -> Key:
        self._take("[[")
        *above, last = self._parts()
        array = (*self._descend(above), last)
        self._note(array)
        index = self._lengths.get(array, 0)
        self._lengths[array] = index + 1
        key = (*array, index)
        self._note(key)
        self._take("]]")
        return key

    def _pair(self, table: Key) -> None:
        self._skip(_SPACE)
        start = self._at
        parts = self._parts()
        end, self._at = self._at, start
        for i in range(1, len(parts) + 1):
            self._note((*table, *parts[:i]))
        self._at = end
        self._take("=")
        self._skip(_SPACE)
        self._value((*table, *parts))

    def _value(self, key: Key) -> None:
        if self._sees("["):
            self._list(key)
        elif self._sees("{"):
            self._inline_table(key)
        else:
            self._skip(_SCALAR)

    def _list(self, key: Key) -> None:
        self._take("[")
        self._skip(_BLANK)
        index = 0
        while not self._sees("]"):
            self._note((*key, index))
            self._value((*key, index))
            index += 1
            self._skip_comma()
        self._take("]")

    def _inline_table(self, key: Key) -> None:
        self._take("{")
        self._skip(_BLANK)
        while not self._sees("}"):
            self._pair(key)
            self._skip_comma()
        self._take("}")

    def _skip_comma(self) -> None:
        self._skip(_BLANK)
        if self._sees(","):
            self._take(",")
            self._skip(_BLANK)
