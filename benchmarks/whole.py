"""The whole model on a large service: the Government of Canada, and how cost grows with people."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.memory import peak_mb
from benchmarks.options import ROOT, Options
from benchmarks.processes import profile, summary
from benchmarks.report import Bar, Report
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

FloatArray = NDArray[np.float64]

SIZES = (35_000, 90_000, 358_000)
PEOPLE_PER_ORGANISATION = 358_000 / 90
WARM_UP, MEASURED = 208, 52
SEEDS = (1, 2)
GROWTH_HEADER = (
    "people",
    f"first {WARM_UP} weeks, s",
    f"next {MEASURED} weeks, s",
    "ms a week of these",
)


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
    remark = (
        "Start-up, setting up and writing the results folder (without pictures) included. The aim "
        "is 60 s."
    )
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
    runs = [(people, *_cost(people, seed)) for seed in SEEDS for people in sizes]
    people, early, late = np.array(runs).T
    power, error = slope(np.log(people), np.log(late))
    largest = people >= sizes[-2]
    last, last_error = slope(np.log(people[largest]), np.log(late[largest]))
    rows = [_row(size, early[people == size], late[people == size]) for size in sizes]
    remark = (
        f"Power fitted to the later weeks of {len(runs)} runs: {power:.3f} (standard error "
        f"{error:.3f}); to the two larger sizes alone, where what does not grow with people "
        f"weighs less, {last:.3f} ({last_error:.3f}). The larger of the two is held against the "
        f"bar. Organisations have {PEOPLE_PER_ORGANISATION:,.0f} people on average in all sizes; "
        "setting up and recording are not included."
    )
    return Report([(POWER, max(power, last))], [GROWTH_HEADER, *rows], [remark])


def _row(people: int, early: FloatArray, late: FloatArray) -> tuple[str, ...]:
    week = 1000 * late.mean() / MEASURED
    return f"{people:,}", f"{early.mean():.1f}", f"{late.mean():.1f}", f"{week:.0f}"


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


def slope(x: FloatArray, y: FloatArray) -> tuple[float, float]:
    """Slope of the straight line through the points, and its standard error."""
    away = x - x.mean()
    found = (away * y).sum() / (away**2).sum()
    rest = y - y.mean() - found * away
    return float(found), float(np.sqrt((rest**2).sum() / (len(x) - 2) / (away**2).sum()))


if __name__ == "__main__":
    print(json.dumps(_child(int(sys.argv[1]))))
