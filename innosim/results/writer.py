"""Writes a results folder, table by table and chunk by chunk, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa

from innosim.errors import InputError
from innosim.results.columns import Columns, to_arrow
from innosim.results.contents import Fingerprint
from innosim.results.csv_tables import write_dictionary
from innosim.results.files import FORMATS, CsvFile, ParquetFile
from innosim.results.folder import NewFolder, cannot_write
from innosim.results.manifest import DICTIONARY, MACHINE, MANIFEST, Manifest, as_json
from innosim.results.tables import TABLES, schema_of

Described = Mapping[str, tuple[str, str]]


class _TableFiles:
    """The open files of one table and the fingerprint of what went into them."""

    def __init__(self, name: str, folder: Path, formats: Sequence[str], schema: pa.Schema) -> None:
        self.name = name
        self.schema = schema
        self.fingerprint = Fingerprint(schema)
        self.files: list[ParquetFile | CsvFile] = [
            FORMATS[form](folder / f"{name}{FORMATS[form].suffix}", schema) for form in formats
        ]

    def add(self, columns: Columns) -> None:
        rows = to_arrow(self.name, columns, self.schema)
        self.fingerprint.add(rows)
        for file in self.files:
            file.add(rows)


class ResultsWriter:
    """Writes a results folder that appears, complete, when `finish` is called, or not at all.

    Args:
        folder: where the results go.
        formats: "parquet" always, and "csv" in addition on request.
        overwrite: whether results that stand there may be replaced.
        described: unit and meaning of the columns beyond the fixed ones (metrics, terms), by
            name; they go into the data dictionary.

    Raises:
        InputError: if the folder may not or cannot be written to.

    Example:
        with ResultsWriter(Path("results")) as writer:
            writer.write("ideas", columns)
            writer.finish(manifest)
    """

    def __init__(
        self,
        folder: Path | str,
        formats: Sequence[str] = ("parquet",),
        overwrite: bool = False,
        described: Described | None = None,
    ) -> None:
        unknown = [form for form in formats if form not in FORMATS]
        if unknown:
            raise InputError(f"{unknown[0]!r} is no format of results; choose parquet or csv")
        self._formats = tuple(dict.fromkeys(("parquet", *formats)))
        self._described = dict(described or {})
        self._tables: dict[str, _TableFiles] = {}
        self._finished = False
        self._folder = NewFolder(Path(folder), overwrite)

    def __enter__(self) -> ResultsWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._finished:
            self._drop()

    def write(self, table: str, columns: Columns) -> None:
        """Append rows to a table; the first call decides which columns beyond the fixed it has.

        Raises:
            ValueError: if the columns are not those of the table.
            InputError: if the disk is full or gone; nothing is kept then.
        """
        try:
            if table not in self._tables:
                schema = schema_of(TABLES[table], tuple(columns))
                self._tables[table] = _TableFiles(table, self._folder.path, self._formats, schema)
            self._tables[table].add(columns)
        except OSError as error:
            self._drop()
            raise cannot_write(self._folder.place, error) from error

    def finish(self, manifest: Manifest, machine: Mapping[str, Any] | None = None) -> Path:
        """Complete the folder and put it in its place; returns that place.

        Args:
            manifest: what produced the results; the tables are filled in here.
            machine: what differs from machine to machine, see `machine_facts`.

        Raises:
            InputError: if the disk is full or gone; nothing is kept then.
        """
        try:
            for name in TABLES:
                if name in self._tables:
                    for file in self._tables[name].files:
                        file.finish()
            self._write_facts(manifest, dict(machine or {}))
            self._folder.put_in_place()
        except OSError as error:
            self._drop()
            raise cannot_write(self._folder.place, error) from error
        self._finished = True
        return self._folder.place

    def _write_facts(self, manifest: Manifest, machine: dict[str, Any]) -> None:
        folder = self._folder.path
        schemas = {name: self._tables[name].schema for name in TABLES if name in self._tables}
        with (folder / DICTIONARY).open("w", encoding="utf-8", newline="") as file:
            write_dictionary(file, _dictionary(schemas, self._described))
        machine["files"] = checksums(folder)
        _write_text(folder / MACHINE, as_json(machine, indent=2) + "\n")
        tables = {name: self._tables[name].fingerprint.facts() for name in schemas}
        _write_text(folder / MANIFEST, manifest.with_tables(tables).text())

    def _drop(self) -> None:
        if self._finished:
            return
        self._finished = True
        for table in self._tables.values():
            for file in table.files:
                file.drop()
        self._folder.drop()


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of each table and of the data dictionary, by file name."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".parquet", ".csv"):
            with path.open("rb") as file:
                found[path.name] = file_digest(file, "sha256").hexdigest()
    return found


def _dictionary(
    schemas: Mapping[str, pa.Schema], described: Described
) -> Iterator[tuple[str, str, str, str]]:
    """Name, table, unit and meaning of every column."""
    for name, schema in schemas.items():
        for column in schema.names:
            yield column, name, *_explained(name, column, described)


def _explained(table: str, column: str, described: Described) -> tuple[str, str]:
    for field in TABLES[table].fields:
        if field.name == column:
            return field.unit, field.meaning
    more = TABLES[table].more
    assert more is not None
    return described.get(column, (more.unit, more.meaning))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
