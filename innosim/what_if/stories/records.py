"""What a run has recorded of one idea: its rows in the tables, with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.results.reader import Results
from innosim.what_if.stories.identity import Identity

LOGS = ("events", "gates")


@dataclass(frozen=True)
class Record:
    """One row of a table.

    Attributes:
        table: name of the table.
        row: its place in the table, from 0.
        values: its values by column, as plain Python values.
    """

    table: str
    row: int
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


def demand_logs(results: Results) -> None:
    """Make sure that the run recorded its events and decisions.

    Raises:
        InputError: if it did not.
    """
    recorded = results.manifest.scenario.get("record", {})
    missing = [name for name in LOGS if not recorded.get(name, name in results.tables)]
    if missing:
        settings = " ".join(f"--set record.{name}=true" for name in missing)
        raise InputError(
            f"this run did not record its {' and '.join(missing)}; run it again with {settings}",
            file=results.folder,
        )


def of_idea(results: Results, table: str, identity: Identity) -> list[Record]:
    """The rows of an idea in a table, in their order; none if nothing was recorded there."""
    if table not in results.tables:
        return []
    keys = results.columns(table, ["replicate", "idea"])
    mine = (keys["replicate"] == identity.replicate) & (keys["idea"] == identity.idea)
    where = [("replicate", "=", identity.replicate), ("idea", "=", identity.idea)]
    columns = results.columns(table, None, where)
    return [
        Record(table, row, {name: column[place] for name, column in plain(columns).items()})
        for place, row in enumerate(np.flatnonzero(mine).tolist())
    ]


def plain(columns: Mapping[str, NDArray[Any]]) -> dict[str, list[Any]]:
    """Columns as lists of plain Python values."""
    return {name: column.tolist() for name, column in columns.items()}
