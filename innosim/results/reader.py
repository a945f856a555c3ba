"""Opens a results folder; tables are read column by column when they are asked for."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.results.contents import Fingerprint
from innosim.results.folder import is_results
from innosim.results.manifest import (
    DICTIONARY,
    FORMAT,
    MACHINE,
    MANIFEST,
    Manifest,
    from_facts,
)
from innosim.results.tables import TABLES

Filter = list[tuple[str, str, Any]]


class Results:
    """A results folder that has been opened.

    Attributes:
        folder: where it stands.
        manifest: what produced it.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables that were recorded."""
        return tuple(name for name in TABLES if name in self.manifest.tables)

    def rows(self, table: str) -> int:
        """Number of rows of a table; 0 if it was not recorded."""
        return int(self.manifest.tables[table]["rows"]) if table in self.tables else 0

    def names(self, table: str) -> tuple[str, ...]:
        """Names of the columns of a table; none if it was not recorded."""
        if table not in self.tables:
            return ()
        return tuple(self._file(table).schema_arrow.names)

    def arrow(
        self, table: str, columns: Sequence[str] | None = None, where: Filter | None = None
    ) -> pa.Table:
        """A table, or some of its columns, as an Arrow table.

        Args:
            table: name of the table.
            columns: the columns to read; all if None.
            where: conditions on rows, such as [("level", "=", "service")].

        Raises:
            InputError: if the table was not recorded or cannot be read.
        """
        if table not in self.tables:
            raise InputError(f"the table {table!r} was not recorded in this run", file=self.folder)
        try:
            return pq.read_table(
                self.path(table), columns=list(columns) if columns else None, filters=where
            )
        except (OSError, pa.ArrowException) as error:
            raise self._altered(table) from error

    def columns(
        self, table: str, columns: Sequence[str] | None = None, where: Filter | None = None
    ) -> dict[str, NDArray[Any]]:
        """The same as `arrow`, as NumPy arrays by name; texts are arrays of str objects."""
        found = self.arrow(table, columns, where)
        return {name: found.column(name).to_numpy() for name in found.column_names}

    def of_replicate(
        self, table: str, replicate: int, columns: Sequence[str]
    ) -> dict[str, NDArray[Any]]:
        """Columns of one replicate; only its part of the file is read."""
        return self.columns(table, columns, [("replicate", "=", replicate)])

    def codes(self, table: str, column: str) -> tuple[NDArray[np.int32], tuple[str, ...]]:
        """A column of texts as numbers and the texts, in sorted order, they stand for."""
        text = self.arrow(table, [column]).column(column).combine_chunks()
        coded = text.dictionary_encode()
        coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
        names = coded.dictionary.to_pylist()
        order = np.argsort(np.array(names, dtype=object), kind="stable")
        place = np.empty(len(names), np.int32)
        place[order] = np.arange(len(names), dtype=np.int32)
        return place[coded.indices.to_numpy()], tuple(names[i] for i in order)

    @cached_property
    def machine(self) -> dict[str, Any]:
        """What differs from machine to machine; empty if it was removed."""
        try:
            facts = json.loads((self.folder / MACHINE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}

    @cached_property
    def dictionary(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Unit and meaning by (table, column)."""
        with (self.folder / DICTIONARY).open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            return {(row["table"], row["name"]): (row["unit"], row["meaning"]) for row in rows}

    def path(self, table: str) -> Path:
        """The Parquet file of a table."""
        return self.folder / f"{table}.parquet"

    def verify(self) -> None:
        """Read everything and compare it with the fingerprints in the manifest.

        Raises:
            InputError: if a table was altered.
        """
        for table in self.damaged():
            raise self._altered(table)

    def damaged(self) -> tuple[str, ...]:
        """Names of the tables that are not as they were written; everything is read for it."""
        return tuple(t for t, facts in self.manifest.tables.items() if self._found(t) != facts)

    def _found(self, table: str) -> dict[str, int | str]:
        """The rows and the fingerprint of a table; nothing if it cannot be read."""
        try:
            file = self._file(table)
            fingerprint = Fingerprint(file.schema_arrow)
            for batch in file.iter_batches():
                fingerprint.add(pa.Table.from_batches([batch]))
        except (OSError, pa.ArrowException, ValueError, LookupError):
            return {}
        return fingerprint.facts()

    def _file(self, table: str) -> pq.ParquetFile:
        return pq.ParquetFile(self.path(table))

    def _altered(self, table: str) -> InputError:
        return InputError("altered or damaged since it was written", file=self.path(table))


def read(folder: Path | str, verify: bool = False) -> Results:
    """Open a results folder.

    Args:
        folder: the folder.
        verify: whether to read all tables and compare them with the manifest's fingerprints.

    Raises:
        InputError: if the folder is missing, incomplete, altered or of a newer format.
    """
    folder = Path(folder)
    results = Results(folder, _manifest(folder))
    for table in results.tables:
        if not results.path(table).is_file():
            raise InputError(f"incomplete results: {table}.parquet is missing", file=folder)
    if verify:
        results.verify()
    return results


def _manifest(folder: Path) -> Manifest:
    if not folder.is_dir():
        raise InputError("there is no such folder", file=folder)
    if not (folder / MANIFEST).is_file():
        raise InputError(f"no results of innosim here, or incomplete: no {MANIFEST}", file=folder)
    if not is_results(folder):
        raise InputError("not a manifest of innosim's results", file=folder / MANIFEST)
    facts = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if facts.get("format", 0) > FORMAT:
        raise InputError(
            f"format {facts['format']} is newer than this innosim reads ({FORMAT}); update innosim",
            file=folder / MANIFEST,
        )
    return _checked(facts, folder / MANIFEST)


def _checked(facts: dict[str, Any], file: Path) -> Manifest:
    try:
        manifest = from_facts(facts)
        whole = manifest.digest == facts["digest"]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError("incomplete or damaged manifest", file=file) from error
    if not whole:
        raise InputError("altered since it was written: the digest does not fit", file=file)
    return manifest
