"""The Parquet files of a sweep: one for each piece of runs, written whole or not at all.

The series of a piece are written before its runs, so that where the runs are, all is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from innosim.experiments.sweep.work import Ran
from innosim.results.contents import Fingerprint

RUNS, SERIES, ASIDE = "runs", "series", "aside"
SUFFIX, WRITING = ".parquet", ".tmp"
FACTS = (
    ("run", pa.int64(), "", "number of the run: point x replicates + replicate"),
    ("point", pa.int64(), "", "number of the point; its settings are in the table of points"),
    ("replicate", pa.int32(), "", "number of the run among those of its point"),
    ("seed", pa.uint64(), "", "seed of the run"),
    ("status", pa.string(), "", "done or failed"),
    ("error", pa.string(), "", "what a failed run ended with"),
)
"""First columns of the runs: name, type, unit and meaning."""
MACHINE = (
    ("seconds", pa.float64(), "seconds", "what the run took; in no digest"),
    ("host", pa.string(), "", "the machine that it ran on; in no digest"),
    ("trace", pa.string(), "", "where in the program a failed run ended; in no digest"),
)
"""Last columns of the runs, which differ from machine to machine."""
KEYS = (("run", pa.int64()), ("week", pa.int32()))
"""First columns of the series."""
_PLAN, _CONTENT = b"innosim.plan", b"innosim.content"
_ROW_GROUP = 1 << 20


class TornPartError(Exception):
    """A file that is no whole part of this sweep, and what is wrong with it."""

    def __init__(self, name: str, why: str = "is torn or damaged") -> None:
        super().__init__(f"{name} {why}")
        self.why = why


@dataclass(frozen=True)
class Layout:
    """What the parts of a plan look like.

    Attributes:
        plan: digest of the plan; it stands in each file.
        runs: number of all runs of the plan.
        metrics, series: names of the quantities and of the weekly metrics that are kept.
    """

    plan: str
    runs: int
    metrics: tuple[str, ...]
    series: tuple[str, ...]

    @property
    def runs_schema(self) -> pa.Schema:
        """Columns of the runs."""
        fields = [
            *((name, kind) for name, kind, _, _ in FACTS),
            *((name, pa.float64()) for name in self.metrics),
            *((name, kind) for name, kind, _, _ in MACHINE),
        ]
        return pa.schema(fields, {_PLAN: self.plan.encode()})

    @property
    def series_schema(self) -> pa.Schema:
        """Columns of the series."""
        fields = [*KEYS, *((name, pa.float64()) for name in self.series)]
        return pa.schema(fields, {_PLAN: self.plan.encode()})


def write_part(folder: Path, layout: Layout, rans: Sequence[Ran], owner: str) -> None:
    """Write what came of some runs, so that it is on disk when this returns.

    Args:
        folder: the folder of the sweep.
        layout: of the parts.
        rans: what came of the runs.
        owner: who writes here; nobody else uses the same word at the same time.

    Raises:
        OSError: if it cannot be written; nothing new is in the folder then.
    """
    ordered = sorted(rans, key=lambda ran: ran.run.number)
    name = part_name([ran.run.number for ran in ordered])
    series = _series_table(layout, ordered) if layout.series else None
    write_tables(folder, name, _runs_table(layout, ordered), series, owner)


def write_tables(
    folder: Path, name: str, runs: pa.Table, series: pa.Table | None, owner: str
) -> None:
    """Write the tables of one part, the series first.

    Raises:
        OSError: if they cannot be written.
    """
    if series is not None:
        _write(folder / SERIES / name, series, owner, series.schema.names[len(KEYS) :])
    _write(folder / RUNS / name, runs, owner, [])


def part_name(runs: Sequence[int]) -> str:
    """Name of the file of some runs, as in part-00000120-1f3a9c0d.parquet."""
    hashed = sha256(np.asarray(runs, "<i8").tobytes()).hexdigest()[:8]
    return f"part-{runs[0]:08d}-{hashed}{SUFFIX}"


def read_runs(path: Path, layout: Layout) -> pa.Table:
    """The runs of one file.

    Raises:
        TornPartError: if it is torn, or no part of this plan.
    """
    table = _read(path, layout.runs_schema)
    numbers = table.column("run").to_numpy()
    if len(numbers) == 0 or numbers.min() < 0 or numbers.max() >= layout.runs:
        raise TornPartError(path.name, "has runs that are not those of the plan")
    if layout.series and not _is_whole(path.parent.parent / SERIES / path.name, layout):
        raise TornPartError(path.name, "has no whole series beside it")
    return table


def read_series(path: Path, layout: Layout) -> pa.Table:
    """The series of one file.

    Raises:
        TornPartError: if it is torn, or no part of this plan.
    """
    return _read(path, layout.series_schema)


def parts(folder: Path, layout: Layout) -> Iterator[tuple[Path, pa.Table | None]]:
    """The files of runs in their order, each with its rows; None for a torn or alien one."""
    for path in sorted((folder / RUNS).glob(f"*{SUFFIX}")):
        try:
            yield path, read_runs(path, layout)
        except TornPartError:
            yield path, None


def set_aside(folder: Path, path: Path) -> None:
    """Move a part that cannot be used, and its series, out of the way."""
    (folder / ASIDE).mkdir(exist_ok=True)
    for table in (SERIES, RUNS):
        found = folder / table / path.name
        if found.exists():
            os.replace(found, _unused(folder / ASIDE / f"{table}-{path.name}"))


def remove_unfinished(folder: Path, owner: str) -> None:
    """Remove what a stopped process of this owner, or of anybody for "", had begun to write."""
    ending = f".{owner}{WRITING}" if owner else WRITING
    for table in (RUNS, SERIES):
        for path in (folder / table).glob(f"*{ending}"):
            path.unlink(missing_ok=True)


def _runs_table(layout: Layout, rans: Sequence[Ran]) -> pa.Table:
    columns: dict[str, list[Any]] = {
        "run": [ran.run.number for ran in rans],
        "point": [ran.run.point for ran in rans],
        "replicate": [ran.run.replicate for ran in rans],
        "seed": [ran.run.seed for ran in rans],
        **{name: [getattr(ran, name) for ran in rans] for name in _OWN},
    }
    nan = float("nan")
    columns |= {name: [ran.values.get(name, nan) for ran in rans] for name in layout.metrics}
    schema = layout.runs_schema
    arrays = [pa.array(columns[f.name], f.type, from_pandas=True) for f in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


_OWN = ("status", "error", "seconds", "host", "trace")


def _series_table(layout: Layout, rans: Sequence[Ran]) -> pa.Table:
    schema, done = layout.series_schema, [ran for ran in rans if ran.weeks]
    weeks = [ran.weeks for ran in done]
    columns: Mapping[str, Any] = {
        "run": np.repeat([ran.run.number for ran in done], [len(w) for w in weeks]),
        "week": np.array([week for mine in weeks for week in mine]),
        **{name: _joined([ran.series[name] for ran in done]) for name in layout.series},
    }
    arrays = [pa.array(columns[f.name], f.type, from_pandas=True) for f in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _joined(pieces: Sequence[Any]) -> Any:
    return np.concatenate(pieces) if pieces else np.zeros(0)


def _write(path: Path, table: pa.Table, owner: str, numbers: list[str]) -> None:
    """Write under another name, see to it that it is on disk, and give it its name."""
    unfinished = path.with_name(f"{path.name}.{owner}{WRITING}")
    marks = {**table.schema.metadata, _CONTENT: _fingerprint(table)}
    try:
        with unfinished.open("wb") as file:
            _put(table.replace_schema_metadata(marks), file, numbers)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
        sync_folder(path.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _put(table: pa.Table, file: Any, numbers: list[str]) -> None:
    plain = [field.name for field in table.schema if field.name not in numbers]
    pq.write_table(
        table,
        file,
        row_group_size=_ROW_GROUP,
        compression="zstd",
        use_dictionary=plain,
        use_byte_stream_split=numbers or False,
        write_page_checksum=True,
    )


def sync_folder(folder: Path) -> None:
    """See to it that new names in a folder outlast a loss of power, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    try:
        table = pq.ParquetFile(path, page_checksum_verification=True).read()
    except (OSError, pa.ArrowException) as error:
        raise TornPartError(path.name) from error
    marks = table.schema.metadata or {}
    if not table.schema.equals(schema) or marks.get(_PLAN) != schema.metadata[_PLAN]:
        raise TornPartError(path.name, "is of another plan")
    if marks.get(_CONTENT, b"") not in (b"", _fingerprint(table)):
        raise TornPartError(path.name)
    return table.replace_schema_metadata(schema.metadata)


def _fingerprint(table: pa.Table) -> bytes:
    """Of what a table says: checksums of pages leave out what stands between the pages."""
    said = Fingerprint(table.schema)
    said.add(table)
    return str(said.facts()["digest"]).encode()


def _is_whole(path: Path, layout: Layout) -> bool:
    """Whether the end of a file of series is there; the end is written last."""
    try:
        found = pq.read_schema(path)
    except (OSError, pa.ArrowException):
        return False
    return bool(found.names == layout.series_schema.names)


def _unused(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free
