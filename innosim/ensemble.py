"""Runs a scenario: one replicate or many, side by side where they are small."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim import __version__, catalogue
from innosim.engine import Simulation
from innosim.organisation.chart import Chart
from innosim.organisation.report import ImportReport
from innosim.recorder import Columns, Recorder, Sink, post_rows, unit_rows
from innosim.scenario.content import resolved
from innosim.scenario.schema import Scenario
from innosim.scenario.sources import read
from innosim.streams import identity

SIDE_BY_SIDE = 50_000
"""People that are simulated side by side; replicates of small services share one world."""

YEAR = 52

Progress = Callable[[int], None]


def seeds(seed: int, replicates: int) -> list[int]:
    """One seed for each replicate; replicate 0 has the seed itself."""
    others = identity(np.full(replicates, seed % 2**64, np.uint64), np.arange(replicates))
    return [seed, *(int(other) for other in others[1:])]


def batches(people: int, replicates: int) -> Iterator[range]:
    """Replicates that are simulated together."""
    size = max(1, SIDE_BY_SIDE // people)
    for first in range(0, replicates, size):
        yield range(first, min(first + size, replicates))


def simulate(
    scenario: Scenario,
    replicates: int,
    sink: Sink,
    progress: Progress = lambda weeks: None,
    chart: Chart | None = None,
) -> None:
    """Run all replicates of a scenario and hand their rows to a sink.

    `progress` is told of each week that has passed for a batch, in replicate-weeks.
    """
    chart = chart or read(scenario.organisation).chart
    sink.write("posts", post_rows(chart))
    sink.write("units", unit_rows(chart))
    all_seeds = seeds(scenario.seed, replicates)
    for batch in batches(chart.n, replicates):
        simulation = Simulation(scenario, all_seeds[batch.start : batch.stop], chart)
        _run_batch(simulation, Recorder(simulation, batch.start, sink), progress)


def _run_batch(simulation: Simulation, recorder: Recorder, progress: Progress) -> None:
    for week in range(simulation.scenario.horizon):
        simulation.step()
        recorder.observe()
        if week % YEAR == YEAR - 1:
            recorder.hand_on()
        progress(simulation.world.n_services)
    recorder.finish()


@dataclass
class Tables:
    """Results in memory, as columns by table; a sink for small runs and notebooks."""

    chunks: dict[str, list[Columns]] = field(default_factory=dict)

    def write(self, table: str, columns: Columns) -> None:
        """Append rows to a table."""
        self.chunks.setdefault(table, []).append(columns)

    def table(self, name: str) -> dict[str, NDArray[Any]]:
        """All rows of a table, by column."""
        chunks = self.chunks.get(name, [])
        columns = chunks[0] if chunks else {}
        return {column: np.concatenate([chunk[column] for chunk in chunks]) for column in columns}


def run(scenario: Scenario, replicates: int = 1) -> Tables:
    """Run a scenario and keep its results in memory.

    Example:
        >>> from innosim import load, run
        >>> tables = run(load("small-service", ["horizon=52"]))
        >>> len(tables.table("series")["week"]) > 0
        True
    """
    tables = Tables()
    simulate(scenario, replicates, tables)
    return tables


def run_to_folder(
    scenario: Scenario,
    folder: Path,
    replicates: int = 1,
    formats: Sequence[str] = ("parquet",),
    overwrite: bool = False,
    progress: Progress = lambda weeks: None,
) -> Path:
    """Run a scenario and write a results folder, which appears only when it is complete.

    Raises:
        InputError: if the organisation cannot be read or the folder not be written to.
    """
    import time
    from datetime import UTC, datetime

    from innosim.results.manifest import Manifest, machine_facts
    from innosim.results.writer import ResultsWriter

    began, started = time.monotonic(), datetime.now(UTC).isoformat(timespec="seconds")
    imported = read(scenario.organisation)
    manifest = Manifest(
        scenario=resolved(scenario),
        seed=scenario.seed,
        replicates=replicates,
        horizon=scenario.horizon,
        version=__version__,
        counts=counts(imported.report),
    )
    with ResultsWriter(folder, formats, overwrite, described()) as writer:
        simulate(scenario, replicates, writer, progress, imported.chart)
        seconds = time.monotonic() - began
        return writer.finish(manifest, machine_facts(started, seconds, "innosim run"))


def counts(report: ImportReport) -> dict[str, int]:
    """What was read, kept and repaired of the files of an organisation, for the manifest."""
    found = {f"{count.file}: {count.what} read": count.read for count in report.files}
    found |= {f"{count.file}: {count.what} kept": count.kept for count in report.files}
    return found | {f"{repair.file}: {repair.kind}": repair.count for repair in report.repairs}


def described() -> dict[str, tuple[str, str]]:
    """Unit and meaning of the columns whose names a run decides."""
    metrics = {name: catalogue.metric(name) for name in catalogue.metrics()}
    found = {name: (metric.unit, metric.meaning) for name, metric in metrics.items()}
    from innosim.processes._gate_terms import TERMS

    return {**found, **{f"term_{name}": ("logit", text) for name, text in TERMS.items()}}
