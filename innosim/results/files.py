"""The files of one table: Parquet, and CSV on request, written chunk by chunk."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

ROW_GROUP = 65_536

_QUOTE_WORTHY = '[",\r\n]'


class ParquetFile:
    """A Parquet file whose bytes depend on the rows alone, not on how they arrive in chunks."""

    suffix = ".parquet"

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        texts = [
            field.name
            for field in schema
            if pa.types.is_string(field.type) and field.name != "idea"
        ]
        self._waiting = schema.empty_table()
        self._file = pq.ParquetWriter(
            path,
            schema,
            version="2.6",
            compression="zstd",
            compression_level=3,
            use_dictionary=texts,
            store_schema=False,
        )

    def add(self, rows: pa.Table) -> None:
        """Append rows; whole row groups are written, the rest waits."""
        self._waiting = pa.concat_tables([self._waiting, rows])
        while self._waiting.num_rows >= ROW_GROUP:
            self._write(self._waiting.slice(0, ROW_GROUP))
            self._waiting = self._waiting.slice(ROW_GROUP)

    def _write(self, rows: pa.Table) -> None:
        self._file.write_table(rows.combine_chunks(), row_group_size=ROW_GROUP)

    def finish(self) -> None:
        """Write what waits and the footer."""
        if self._waiting.num_rows:
            self._write(self._waiting)
        self._file.close()

    def drop(self) -> None:
        """Let go of a file that will not be kept."""
        with suppress(OSError, pa.ArrowException):
            self._file.close()
        self._file.is_open = False


class CsvFile:
    """A CSV file (UTF-8, commas, a header line); text is quoted only in rows that need it."""

    suffix = ".csv"

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._file: IO[bytes] = path.open("wb")
        self._file.write((",".join(schema.names) + "\n").encode())

    def add(self, rows: pa.Table) -> None:
        """Append rows."""
        style = "needed" if _needs_quotes(rows) else "none"
        options = pa_csv.WriteOptions(include_header=False, quoting_style=style)
        pa_csv.write_csv(rows, self._file, options)

    def finish(self) -> None:
        """Close the file."""
        self._file.close()

    def drop(self) -> None:
        """Let go of a file that will not be kept."""
        with suppress(OSError):
            self._file.close()


def _needs_quotes(rows: pa.Table) -> bool:
    texts = [column for column in rows.columns if pa.types.is_string(column.type)]
    return any(pc.any(pc.match_substring_regex(text, _QUOTE_WORTHY)).as_py() for text in texts)


FORMATS: dict[str, type[ParquetFile] | type[CsvFile]] = {"parquet": ParquetFile, "csv": CsvFile}
