"""Columns as the engine hands them over, turned into Arrow tables of the declared types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Columns = Mapping[str, NDArray[Any] | Sequence[str]]


def to_arrow(name: str, columns: Columns, schema: pa.Schema) -> pa.Table:
    """An Arrow table of the given schema.

    Raises:
        ValueError: if the columns are not those of the schema, differ in length, or hold a
            number that their kind cannot hold.
    """
    unlike = sorted(set(columns) ^ set(schema.names))
    if unlike:
        raise ValueError(f"table {name!r}: not in every chunk: {', '.join(unlike)}")
    lengths = {column: len(columns[column]) for column in schema.names}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"table {name!r}: columns of different lengths: {lengths}")
    arrays = [_array(columns[field.name], field) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: NDArray[Any] | Sequence[str], field: pa.Field) -> pa.Array:
    if isinstance(values, pa.Array | pa.ChunkedArray):
        array = values.cast(field.type)
        return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    if pa.types.is_string(field.type):
        return pa.array(_texts(values), field.type)
    wanted = field.type.to_pandas_dtype()
    numbers = np.asarray(values)
    if numbers.dtype.kind in "iu" and numbers.size and np.dtype(wanted).kind == "i":
        _fits(numbers, np.dtype(wanted), field.name)
    return pa.array(numbers.astype(wanted, copy=False), field.type, from_pandas=False)


def _texts(values: NDArray[Any] | Sequence[str]) -> list[str]:
    return values.tolist() if isinstance(values, np.ndarray) else list(values)


def _fits(numbers: NDArray[Any], wanted: np.dtype[Any], name: str) -> None:
    bounds = np.iinfo(wanted)
    if numbers.min() < bounds.min or numbers.max() > bounds.max:
        raise ValueError(f"column {name!r} holds numbers beyond {wanted}")
