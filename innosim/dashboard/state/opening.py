"""Scenario files that somebody opens in the browser; they are treated as hostile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from innosim.dashboard.state.setting import as_number, from_tables
from innosim.dashboard.state.shared import BROUGHT, Shared, in_range
from innosim.errors import InputError
from innosim.scenario.layers import read_toml
from innosim.scenario.migrate import current
from innosim.scenario.positions import Place
from innosim.scenario.schema import Scenario

MOST_BYTES = 64_000
"""Size of a scenario file that a browser may open."""

_ENDLESS = re.compile(r"""(?:[\w"'-]{1,80}\s*\.\s*){40}""")
"""A key of very many parts, which takes minutes to read."""


def opened(text: Any, known: Mapping[str, Scenario]) -> tuple[Shared | None, list[str]]:
    """What a file stands for here, and what is to be said of it; None if it cannot be shown.

    Args:
        text: what the browser sent as the content of a file; None for one that is too large to
            be sent, something else for one that is no text.
        known: the scenarios that it may start from.
    """
    if text is None or (isinstance(text, str) and len(text) > MOST_BYTES):
        return None, ["That file is too large for a plan."]
    if not isinstance(text, str):
        return None, ["That file is no plan: it cannot be read as text in UTF-8."]
    if _ENDLESS.search(text):
        return None, ["That file is no plan: a key in it has too many parts."]
    try:
        tables = _read(text)
    except InputError as error:
        return None, [f"Line {error.line}: {error.message}" if error.line else error.message]
    setting, told = from_tables(tables, known)
    if setting is None:
        return None, told
    budget, wrong = _budget(tables)
    return Shared(setting, budget=budget), [*wrong, *told]


def _budget(tables: Mapping[str, Any]) -> tuple[float | None, list[str]]:
    table = tables.get("budget")
    given = table.get("more_a_year") if isinstance(table, Mapping) else None
    if given is None:
        return None, []
    hours = as_number(given)
    if hours is None:
        return None, ["budget.more_a_year is no number and was left out."]
    kept = in_range(hours)
    return kept, [] if kept == given else [BROUGHT]


def _read(text: str) -> dict[str, Any]:
    with TemporaryDirectory(prefix="innosim-") as folder:
        path = Path(folder) / "opened.toml"
        path.write_text(text, encoding="utf-8", errors="replace")
        tables, lines = read_toml(path)
        if "base" not in tables:
            return tables
        places = {key: Place(path, line, key) for key, line in lines.items()}
        return current(tables, places, path)[0]
