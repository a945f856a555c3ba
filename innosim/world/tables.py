"""Tables of state: one NumPy column for each state variable, one row for each entity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column

_FIRST_ROOM = 64


class Table:
    """Rows of one kind of entity; each column is an attribute, a view on its first `n` rows.

    Rows are only ever added, so that a row number is an identity for the whole run.

    Args:
        name: what the rows are.
        columns: the declared state variables.
        n: number of rows at the start, filled with each column's `fill`.
    """

    def __init__(self, name: str, columns: Iterable[Column], n: int = 0) -> None:
        self._name = name
        self._columns = {column.name: column for column in columns}
        self._room: dict[str, NDArray[Any]] = {}
        self.n = n
        for column in self._columns.values():
            self._room[column.name] = _blank(column, max(n, 1))
        self._show()

    def __getattr__(self, name: str) -> NDArray[Any]:
        raise AttributeError(f"the table of {self._name} has no column {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        held = self.__dict__.get("_room", {})
        if name in held and value is not self.__dict__.get(name):
            raise AttributeError(f"write into the column instead: {self._name}.{name}[:] = ...")
        self.__dict__[name] = value

    def __getstate__(self) -> dict[str, Any]:
        """For pickling: all but the views on the columns, which would lose what they view."""
        return {name: self.__dict__[name] for name in ("_name", "_columns", "_room", "n")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the state over and show the columns again."""
        self.__dict__.update(state)
        self._show()

    @property
    def columns(self) -> dict[str, Column]:
        """The declarations of the columns by name."""
        return self._columns

    def add(self, count: int) -> NDArray[np.int64]:
        """Add `count` rows with the columns' fill values; their row numbers."""
        first, self.n = self.n, self.n + count
        self._make_room()
        self._show()
        return np.arange(first, self.n)

    def cut(self, n: int) -> None:
        """Forget all rows from row `n` on."""
        for name, column in self._columns.items():
            self._room[name][n : self.n] = column.fill
        self.n = n
        self._show()

    def _make_room(self) -> None:
        room = len(next(iter(self._room.values())))
        if self.n <= room:
            return
        for name, column in self._columns.items():
            new = _blank(column, max(_FIRST_ROOM, self.n, 2 * room))
            new[:room] = self._room[name]
            self._room[name] = new

    def _show(self) -> None:
        for name, room in self._room.items():
            self.__dict__[name] = room[: self.n]


def _blank(column: Column, n: int) -> NDArray[Any]:
    shape = n if column.width == 1 else (n, column.width)
    return np.full(shape, column.fill, np.dtype(column.dtype))
