"""What a note is built of: sections of paragraphs, tables, lists, definitions and one picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    """Some sentences; `strong` where they are what the reader should take away."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first row has the heads, the first column names the rows.

    `words` says that the cells hold words, not numbers.
    """

    caption: str
    rows: Sequence[Cells]
    words: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[str]


@dataclass(frozen=True)
class Terms:
    """Terms and what they mean."""

    meanings: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Picture:
    """The picture: what it shows in a line, and the same as text."""

    caption: str
    twin: str


Block = Paragraph | Table | Bullets | Terms | Picture


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    blocks: Sequence[Block]
