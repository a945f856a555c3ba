"""Tidy tables of a sweep or a run: one row a run with all that was set and found, or a week."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from innosim import catalogue
from innosim.errors import InputError
from innosim.experiments.design.factor import Factor
from innosim.experiments.design.plan import Plan
from innosim.experiments.holdings.holding import SWEEP, kind_of
from innosim.experiments.sweep.folder import opened
from innosim.experiments.sweep.outcomes import Outcomes
from innosim.experiments.sweep.outcomes import read as read_sweep
from innosim.experiments.sweep.parts import FACTS, KEYS
from innosim.experiments.sweep.rows import series_in_order
from innosim.results.csv_tables import write_dictionary
from innosim.results.files import CsvFile
from innosim.results.manifest import DICTIONARY
from innosim.results.reader import read as read_results
from innosim.what_if.comparison.quantities import quantities

RUNS, SERIES = "runs", "series"
AT_ONCE = 10_000
"""Runs whose rows are in memory at a time."""

Rows = tuple[pa.Schema, Iterator[pa.Table]]
DictionaryRow = tuple[str, str, str, str]


def export(folder: Path, out: Path) -> list[Path]:
    """Write the tables of a sweep or a run as CSV, with a data dictionary beside them.

    Args:
        folder: of the sweep or the run.
        out: folder for the tables; made if need be. Tables of an export that is there are replaced.

    Returns:
        The files, the data dictionary last.

    Raises:
        InputError: if there are no results, they are damaged, or `out` holds something else or
            cannot be written to.
    """
    kind = kind_of(folder)
    try:
        _prepare(out)
        if kind == SWEEP:
            outcomes = read_sweep(folder)
            return _write(out, _tables_of_sweep(outcomes), columns(outcomes.plan))
        return _write(out, *_of_run(folder))
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"tables cannot be written here ({why})", out) from error


def columns(plan: Plan) -> Iterator[DictionaryRow]:
    """Name, table, unit and meaning of each column of the tables of a sweep."""
    known = {quantity.name: quantity for quantity in quantities()}
    for name, _, unit, meaning in FACTS:
        yield name, RUNS, unit, _STATES if name == "status" else meaning
    for factor in plan.factors:
        yield factor.key, RUNS, factor.unit, f"{factor.kind}: {factor.meaning}"
    for name in plan.metrics:
        yield name, RUNS, known[name].unit, known[name].meaning
    if not plan.series:
        return
    for name, _, unit, meaning in FACTS[:3]:
        yield name, SERIES, unit, meaning
    yield "week", SERIES, "weeks", "week of the run, from 0"
    for name in plan.series:
        metric = catalogue.metric(name)
        yield name, SERIES, metric.unit, metric.meaning


_STATES = "done, failed or missing"


def _tables_of_sweep(outcomes: Outcomes) -> Mapping[str, Rows]:
    plan = outcomes.plan
    tables = {RUNS: (_runs_schema(plan), _runs(outcomes))}
    if plan.series:
        tables[SERIES] = (_series_schema(plan), _series(outcomes))
    return tables


def _runs_schema(plan: Plan) -> pa.Schema:
    fields = [(name, kind) for name, kind, _, _ in FACTS]
    fields += [(factor.key, _kind(factor)) for factor in plan.factors]
    return pa.schema(fields + [(name, pa.float64()) for name in plan.metrics])


def _kind(factor: Factor) -> pa.DataType:
    kinds = {type(value) for value in factor.values}
    if kinds == {bool}:
        return pa.bool_()
    if kinds == {int} or (not kinds and factor.whole):
        return pa.int64()
    return pa.string() if str in kinds or bool in kinds else pa.float64()


def _runs(outcomes: Outcomes) -> Iterator[pa.Table]:
    plan, schema = outcomes.plan, _runs_schema(outcomes.plan)
    status = outcomes.status.ravel()
    for first in range(0, len(plan), AT_ONCE):
        runs = [plan.run(number) for number in range(first, min(first + AT_ONCE, len(plan)))]
        rows = slice(first, first + len(runs))
        settings = {run.point: plan.values(run.point) for run in runs}
        found: dict[str, Any] = {
            "run": [run.number for run in runs],
            "point": [run.point for run in runs],
            "replicate": [run.replicate for run in runs],
            "seed": [run.seed for run in runs],
            "status": status[rows].tolist(),
            "error": [outcomes.errors.get(run.number, "") for run in runs],
        }
        for factor in plan.factors:
            values = [settings[run.point][factor.key] for run in runs]
            texts = pa.types.is_string(_kind(factor))
            found[factor.key] = list(map(str, values)) if texts else values
        found |= {name: outcomes.values[name].ravel()[rows] for name in plan.metrics}
        arrays = [pa.array(found[field.name], field.type, from_pandas=True) for field in schema]
        yield pa.Table.from_arrays(arrays, schema=schema)


def _series_schema(plan: Plan) -> pa.Schema:
    fields = [(name, kind) for name, kind, _, _ in FACTS[:3]]
    return pa.schema([*fields, KEYS[1], *((name, pa.float64()) for name in plan.series)])


def _series(outcomes: Outcomes) -> Iterator[pa.Table]:
    schema, replicates = _series_schema(outcomes.plan), outcomes.plan.replicates
    assert outcomes.folder is not None
    for table in series_in_order(opened(outcomes.folder), AT_ONCE):
        run = table.column("run").to_numpy()
        found = {name: table.column(name) for name in table.column_names}
        found |= {"point": pa.array(run // replicates), "replicate": pa.array(run % replicates)}
        yield pa.Table.from_arrays([found[f.name].cast(f.type) for f in schema], schema=schema)


def _of_run(folder: Path) -> tuple[Mapping[str, Rows], list[DictionaryRow]]:
    results = read_results(folder, verify=True)
    tables = {name: results.arrow(name) for name in results.tables}
    meaning = results.dictionary
    said = [(c, name, *meaning[name, c]) for name, t in tables.items() for c in t.column_names]
    return {name: (t.schema, iter([t])) for name, t in tables.items()}, said


def _prepare(out: Path) -> None:
    found = {path.name for path in out.iterdir()} if out.exists() else set()
    if found and DICTIONARY not in found and not all(n.endswith(_UNFINISHED) for n in found):
        raise InputError("this folder is not empty and holds no export; name another one", out)
    if (out / "plan.json").exists() or (out / "manifest.json").exists():
        raise InputError("this folder holds the results themselves; name another one", out)
    out.mkdir(parents=True, exist_ok=True)


_UNFINISHED = ".tmp"


def _write(
    out: Path, tables: Mapping[str, Rows], dictionary: Iterable[DictionaryRow]
) -> list[Path]:
    written = []
    for name, (schema, rows) in tables.items():
        written.append(_whole(out / f"{name}.csv", partial(_csv, schema, rows)))
    written.append(_whole(out / DICTIONARY, partial(_dictionary, dictionary)))
    return written


def _whole(path: Path, write: Callable[[Path], None]) -> Path:
    """A file that appears whole or not at all."""
    unfinished = path.with_name(path.name + _UNFINISHED)
    try:
        write(unfinished)
        os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return path


def _csv(schema: pa.Schema, rows: Iterator[pa.Table], path: Path) -> None:
    file = CsvFile(path, schema)
    try:
        for table in rows:
            file.add(table)
    finally:
        file.finish()


def _dictionary(rows: Iterable[DictionaryRow], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write_dictionary(file, rows)
