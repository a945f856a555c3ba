"""What a sweep costs beside its runs, its speed against `mesa.batch_run`, and its memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from benchmarks import stand_in
from benchmarks.options import ROOT, Options
from benchmarks.report import Bar, Report
from benchmarks.sweep_ways import LONG, SHORT

COST = Bar("a sweep of runs of 0.1 s: CPU beside the bare runs", 3, "%")
SPEED = Bar("runs a second: a sweep over mesa.batch_run", 1, "times", least=True)
MEMORY = Bar("memory of a sweep: 100,000 runs over 1,000", 1.1, "times")
BARS = (COST, SPEED, MEMORY)
TIMES = 5
"""How often the cost is measured."""
HEADER = ("way", "runs", "CPU seconds", "runs a CPU second", "times")


def measure(options: Options) -> Report:
    """Each in processes of its own."""
    few, many = (4, 12) if options.quick else (20, 100)
    costs = sorted((_further(few, many) for _ in range(TIMES)), key=_beside)
    more = costs[TIMES // 2]
    speed = _told("speed", 2 if options.quick else 10)
    sizes = (1_000, 10_000) if options.quick else (1_000, 10_000, 100_000)
    peaks = [_peak(runs) for runs in sizes]
    reached = [
        (COST, _beside(more)),
        (SPEED, speed["batch_run"] / speed["side_by_side"]),
        (MEMORY, peaks[-1] / peaks[0]),
    ]
    return Report(reached, _table(speed), [_cost(costs, many - few), _equal(speed), *_rest(peaks)])


def _table(speed: dict[str, Any]) -> list[tuple[str, ...]]:
    ways = {
        "mesa.batch_run": "batch_run",
        "sweep, each run alone": "alone",
        "sweep, runs of a point side by side": "side_by_side",
    }
    rows = [
        (
            way,
            str(speed["runs"]),
            f"{speed[name]:.3g}",
            f"{speed['runs'] / speed[name]:.3g}",
            f"{speed['batch_run'] / speed[name]:.3g}",
        )
        for way, name in ways.items()
    ]
    return [HEADER, *rows]


def _further(few: int, many: int) -> dict[str, float]:
    """CPU seconds of the runs that a larger sweep has beyond a smaller one."""
    small, large = _told("cost", few), _told("cost", many)
    return {name: large[name] - small[name] for name in small}


def _beside(more: dict[str, float]) -> float:
    """Per cent that a sweep takes beyond its bare runs."""
    return 100 * ((more["driver"] + more["worker"]) / more["bare"] - 1)


def _cost(costs: list[dict[str, float]], runs: int) -> str:
    more, found = costs[len(costs) // 2], ", ".join(f"{_beside(one):.2g}" for one in costs)
    parts = {
        "the process that was started": more["driver"],
        "its worker, beside the runs": more["worker"] - more["runs"],
        "the runs themselves, beside bare ones": more["runs"] - more["bare"],
    }
    named = ", ".join(f"{1000 * s / runs:.2g} ms in {where}" for where, s in parts.items())
    return (
        f"Overhead: CPU seconds of {runs} further runs of {SHORT} weeks, {more['bare'] / runs:.3g} "
        "s each when bare, every run once within the sweep and once bare, turn by turn in the same "
        f"process. It was measured {len(costs)} times, {found} %, of which the table has the "
        f"middle one; below nothing is chance. Of a run there: {named}. Starting and ending the "
        "processes is not in it."
    )


def _equal(speed: dict[str, Any]) -> str:
    same = "the same bytes" if speed["equal"] else "NOT the same"
    return (
        f"Against mesa.batch_run: {speed['runs']} runs of InnovationModel (small-service, {LONG} "
        f"weeks, {speed['runs'] // 2} seeds of two points) in one process. Both collect the same "
        "two metrics each week; the sweep also keeps what is decided at the gates and works its "
        f"quantities out of that. The last week's numbers of all runs are {same} in all three ways."
    )


def _rest(peaks: list[float]) -> list[str]:
    told = ", ".join(f"{peak:.0f}" for peak in peaks)
    sizes = "1,000, 10,000 and 100,000" if len(peaks) > 2 else "1,000 and 10,000"
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "?"
    return [
        f"Memory: {told} MB at most with {sizes} runs of a stand-in that makes numbers up and says "
        f"that each took {1000 * stand_in.SECONDS:g} ms, in the process that was started.",
        f"The load of the machine was {load} (1, 5 and 15 minutes).",
    ]


def _told(what: str, size: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_said("benchmarks.sweep_ways", what, str(size)))
    return found


def _peak(runs: int) -> float:
    return float(_said("benchmarks.stand_in", str(runs)))


def _said(module: str, *words: str) -> str:
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()[-1]
