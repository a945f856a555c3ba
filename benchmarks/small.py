"""Runs of a small service, alone and side by side."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.options import Options
from benchmarks.processes import profile, summary
from benchmarks.report import Bar, Report
from innosim import load, run
from innosim.ensemble import Tables, seeds
from innosim.scenario.schema import Scenario

SMALL = "small-service"
BARE = ("record.gates=false", "record.events=false")
MANY = 40
COMPARED = 6
REPEATS = 5
SHORT = Bar("1,000 people, 156 weeks", 0.10, "s")
LONG = Bar("1,000 people, 520 weeks", 0.35, "s")
FORTY = Bar("forty replicates of 1,000 people, 520 weeks, in all", 4, "s")
BARS = (SHORT, LONG, FORTY)
HEADER = ("run, CPU seconds", "as shipped", "without records of gates and events")


def small(weeks: int, *settings: str) -> Scenario:
    """The shipped small service for so many weeks."""
    return load(SMALL, [f"horizon={weeks}", *settings])


def measure(options: Options) -> Report:
    """Runs in memory, setting up included; the median where a run is short."""
    if options.profile:
        return Report([], profile(small(520)), ["520 weeks, one replicate."])
    many = 5 if options.quick else MANY
    rows: list[tuple[str, ...]] = [HEADER]
    reached = []
    for bar, weeks, replicates in ((SHORT, 156, 1), (LONG, 520, 1), (FORTY, 520, many)):
        seconds = [_seconds(small(weeks, *record), replicates) for record in ((), BARE)]
        rows.append((bar.what, *(f"{s:.3g}" for s in seconds)))
        reached.append((bar, seconds[0]))
    one, all_of_them = reached[1][1], reached[2][1]
    more = (
        f"A run alone takes {one:.3g} s, a further replicate beside others "
        f"{(all_of_them - one) / (many - 1):.3g} s: the difference is what entering NumPy and "
        "Python costs, paid once for all replicates."
    )
    report = Report(reached, rows, [_same_bytes(small(520), many), more])
    if report.missed:
        report.remarks.append(summary(small(520)))
    return report


def _seconds(scenario: Scenario, replicates: int) -> float:
    if replicates > 1:
        return _timed(lambda: run(scenario, replicates))
    run(scenario)
    return median(_timed(lambda: run(scenario)) for _ in range(REPEATS))


def _timed(act: Callable[[], Any]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def _same_bytes(scenario: Scenario, many: int) -> str:
    """Whether some of the replicates, each run alone, come out the same."""
    together, own_seed = run(scenario, many), seeds(scenario.seed, many)
    chosen = range(0, many, max(1, many // COMPARED))
    same = [digest(together, k) == digest(run(_seeded(scenario, own_seed[k])), 0) for k in chosen]
    return (
        f"{sum(same)} of {len(same)} replicates looked at (of {many}) have the same bytes side "
        "by side as alone: series, ideas, branches, events and decisions."
    )


def _seeded(scenario: Scenario, seed: int) -> Scenario:
    return scenario.model_copy(update={"seed": seed})


def digest(tables: Tables, replicate: int) -> str:
    """A hash of all that a replicate yields."""
    found = hashlib.sha256()
    for name in ("series", "ideas", "branches", "events", "gates"):
        table = tables.table(name)
        mine = table["replicate"] == replicate
        for column in sorted(table.keys() - {"replicate"}):
            found.update(column.encode())
            found.update(_bytes(table[column][mine]))
    return found.hexdigest()


def _bytes(values: Any) -> bytes:
    text = values.dtype.kind in "UO"
    return repr(values.tolist()).encode() if text else bytes(values.tobytes())
