"""Fingerprints of what a table says, whatever file format or library version stores it."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


class Fingerprint:
    """A fingerprint of a table that does not depend on how its rows are cut into chunks."""

    def __init__(self, schema: pa.Schema) -> None:
        self._head = ",".join(f"{field.name}:{field.type}" for field in schema)
        self._values = {name: sha256() for name in schema.names}
        self._lengths = {name: sha256() for name in schema.names}
        self._rows = 0

    @property
    def rows(self) -> int:
        """Number of rows taken in."""
        return self._rows

    def add(self, table: pa.Table) -> None:
        """Take in some more rows."""
        self._rows += table.num_rows
        for name, digest in self._values.items():
            for chunk in table.column(name).chunks:
                if pa.types.is_string(chunk.type):
                    self._lengths[name].update(_numbers(pc.binary_length(chunk)))
                    digest.update(_letters(chunk))
                else:
                    digest.update(_numbers(chunk))

    def facts(self) -> dict[str, int | str]:
        """The number of rows taken in so far and their fingerprint."""
        whole = sha256(f"{self._head};{self._rows}".encode())
        for name, digest in self._values.items():
            whole.update(self._lengths[name].digest() + digest.digest())
        return {"rows": self._rows, "digest": whole.hexdigest()}


def _numbers(chunk: pa.Array) -> bytes:
    values = chunk.to_numpy(zero_copy_only=False)
    if values.dtype.kind == "f":
        values = np.where(np.isnan(values), np.array(np.nan, values.dtype), values)
    return values.astype(values.dtype.newbyteorder("<")).tobytes()


def _letters(chunk: pa.StringArray) -> bytes:
    _, offsets, letters = chunk.buffers()
    if letters is None or len(chunk) == 0:
        return b""
    bounds = np.frombuffer(offsets, np.int32)[chunk.offset : chunk.offset + len(chunk) + 1]
    return letters.slice(int(bounds[0]), int(bounds[-1] - bounds[0])).to_pybytes()
