"""The whole model on a large service: the Government of Canada, and how cost grows with people."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.options import ROOT, Options
from benchmarks.processes import profile, summary
from benchmarks.report import Bar, Report
from benchmarks.w1.__main__ import peak_mb
from innosim import catalogue, load
from innosim.engine import Simulation
from innosim.ensemble import run_to_folder
from innosim.scenario.schema import Scenario

CANADA = "government-of-canada"
WEEKS = 520
SECONDS = Bar("Government of Canada, 520 weeks, all processes on: CPU", 90, "s")
MEMORY = Bar("Government of Canada, 520 weeks: memory", 2000, "MB")
POWER = Bar("cost grows as people to the power", 1.05, "")
BARS = (SECONDS, MEMORY)
GROWTH_BARS = (POWER,)

SIZES = (35_000, 90_000, 358_000)
PEOPLE_PER_ORGANISATION = 358_000 / 90
WARM_UP, MEASURED = 104, 52
SEEDS = (1, 2)


def canada(weeks: int, *settings: str) -> Scenario:
    """The shipped scenario for so many weeks, with all processes on."""
    words = [f"horizon={weeks}", *settings]
    off = [name for name in catalogue.processes() if not load(CANADA).runs(name)]
    return load(CANADA, [*words, *(f"{_table(name)}.{name}=true" for name in off)])


def _table(process: str) -> str:
    feedback = getattr(catalogue.processes()[process], "FEEDBACK", False)
    return "feedbacks" if feedback else "switches"


def measure(options: Options) -> Report:
    """One run into a results folder, in a process of its own."""
    if options.profile:
        weeks = 26 if options.quick else 104
        return Report([], profile(canada(weeks)), [f"{weeks} weeks of the Government of Canada."])
    weeks = 52 if options.quick else WEEKS
    words = [sys.executable, "-m", "benchmarks.whole", str(weeks)]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    seconds, memory = json.loads(done.stdout.splitlines()[-1])
    remark = "Start-up, setting up and writing the results folder (without pictures) included."
    report = Report([(SECONDS, seconds), (MEMORY, memory)], remarks=[remark])
    if report.missed:
        report.remarks.append(summary(canada(156)))
    return report


def _child(weeks: int) -> tuple[float, float]:
    """CPU seconds and memory of this process from its start on."""
    with tempfile.TemporaryDirectory() as folder:
        run_to_folder(canada(weeks), Path(folder) / "canada")
    return time.process_time(), peak_mb()


def measure_growth(options: Options) -> Report:
    """The same weeks of services of three sizes with organisations of one mean size."""
    sizes = SIZES[:2] if options.quick else SIZES
    rows = [(people, *_cost(people, seed)) for seed in SEEDS for people in sizes]
    people, early, late = np.array(rows).T
    both = early + late
    power, error = slope(np.log(people), np.log(both))
    later, later_error = slope(np.log(people), np.log(late))
    table = [
        ("people", f"first {WARM_UP} weeks, s", f"next {MEASURED} weeks, s", "ms a week, later")
    ]
    for size in sizes:
        first, then = early[people == size].mean(), late[people == size].mean()
        week = 1000 * then / MEASURED
        table.append((f"{size:,}", f"{first:.1f}", f"{then:.1f}", f"{week:.0f}"))
    remark = (
        f"Power fitted to {len(rows)} runs: {power:.3f} (standard error {error:.3f}); to the "
        f"later weeks alone {later:.3f} ({later_error:.3f}); the larger is held against the bar. "
        f"Organisations have {PEOPLE_PER_ORGANISATION:,.0f} people on average in all three "
        "services. Setting up is not included."
    )
    return Report([(POWER, max(power, later))], table, [remark])


def _cost(people: int, seed: int) -> tuple[float, float]:
    """CPU seconds of the first weeks, in which the pipeline of ideas fills, and of later ones."""
    generate = "organisation.generate"
    bodies = round(people / PEOPLE_PER_ORGANISATION)
    size = (f"{generate}.headcount={people}", f"{generate}.organisations={bodies}")
    simulation = Simulation(canada(WARM_UP + MEASURED, *size), [seed])
    return _steps(simulation, WARM_UP), _steps(simulation, MEASURED)


def _steps(simulation: Simulation, weeks: int) -> float:
    started = time.process_time()
    for _ in range(weeks):
        simulation.step()
    simulation.world.log.clear()
    return time.process_time() - started


def slope(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Slope of the straight line through the points, and its standard error."""
    away = x - x.mean()
    found = (away * y).sum() / (away**2).sum()
    rest = y - y.mean() - found * away
    return float(found), float(np.sqrt((rest**2).sum() / (len(x) - 2) / (away**2).sum()))


if __name__ == "__main__":
    print(json.dumps(_child(int(sys.argv[1]))))
