"""Experiment files for tests."""

from __future__ import annotations

from pathlib import Path

from innosim.experiments.design.plan import Plan, plan_of

HEAD = 'title = "T"\nscenario = "small-service"\n'
LEVER = "[levers]\npractices.yes_and = { low = 0.0, high = 1.0 }\n"
GRID = '[design]\nkind = "grid"\nlevels = 3\n'


def write(text: str, folder: Path) -> Path:
    """A file with a text."""
    path = folder / "experiment.toml"
    path.write_text(text, encoding="utf-8")
    return path


def planned(text: str, folder: Path) -> Plan:
    """The plan of a file with a text."""
    return plan_of(write(text, folder))
