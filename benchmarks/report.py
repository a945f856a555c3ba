"""What a benchmark reports: bars and what was reached, a table, remarks; as Markdown."""

from __future__ import annotations

import os
import platform
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

WIDTH = 100
HEADER = ("what", "bar", "reached", "met")


@dataclass(frozen=True)
class Bar:
    """A limit that was set before anything was measured."""

    what: str
    limit: float
    unit: str
    least: bool = False

    @property
    def text(self) -> str:
        """The limit in words."""
        return (
            f"{'at least' if self.least else 'at most'} {_number(self.limit)} {self.unit}".strip()
        )

    def met(self, value: float) -> bool:
        """Whether a value keeps the limit."""
        return value >= self.limit if self.least else value <= self.limit


@dataclass
class Report:
    """The results of one benchmark."""

    reached: list[tuple[Bar, float]]
    table: Sequence[Sequence[str]] = ()
    remarks: list[str] = field(default_factory=list)

    @property
    def missed(self) -> bool:
        """Whether a bar is missed."""
        return not all(bar.met(value) for bar, value in self.reached)

    def markdown(self) -> str:
        """The report as it stands on the page."""
        rows = [
            (bar.what, bar.text, f"{_number(value)} {bar.unit}", "yes" if bar.met(value) else "no")
            for bar, value in self.reached
        ]
        parts = [_table([HEADER, *rows])] if rows else []
        parts += [_table(self.table)] if self.table else []
        parts += [_wrapped(text) for text in (*self.remarks, orientation())]
        return "\n\n".join(parts)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(cell.strip() for cell in row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _number(value: float) -> str:
    """Three digits; whole numbers as they are."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:#.3g}"


def orientation() -> str:
    """When and on what this was measured."""
    libraries = ", ".join(
        f"{name} {version(package)}" for name, package in (("NumPy", "numpy"), ("Mesa", "mesa"))
    )
    return (
        f"Measured on {date.today()}: {_processor()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {libraries}, CPU seconds."
    )


def _processor() -> str:
    """Model and clock of the processor, as far as the system tells them."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.is_file() else []
    pairs = [line.partition(":") for line in lines]
    told = {key.strip(): value.strip() for key, _, value in reversed(pairs)}
    model = told.get("model name", platform.machine())
    clock = told.get("cpu MHz")
    return f"{model} at {float(clock) / 1000:.1f} GHz" if clock else model
