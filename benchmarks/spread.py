"""W1: one idea through a whole service, against plain Mesa, bare NumPy and the peers."""

from __future__ import annotations

import cProfile
import json
import pstats
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.options import ROOT, Options
from benchmarks.report import Bar, Report
from benchmarks.w1.graph import graph, read, write

PEOPLE = 357_000
WEEKS = 104
NAMES = {
    "through_innosim": "innosim, its own process `adoption`",
    "bare_numpy": "bare NumPy, push on adoption",
    "plain_mesa": "plain Mesa",
    "through_starsim": "starsim",
    "through_mesa_frames": "mesa-frames",
}
PEERS = ("through_starsim", "through_mesa_frames")
AGAINST_MESA = Bar("W1, 357,000 people: plain Mesa over innosim", 60, "times", least=True)
AGAINST_NUMPY = Bar("W1, 357,000 people: innosim over bare NumPy", 3, "times")
BARS = (AGAINST_MESA, AGAINST_NUMPY)
HEADER = (
    "W1 in",
    "to build, s",
    "104 weeks, s",
    "plain Mesa takes, times",
    "peak MB",
    "off, in sd",
)

REFERENCES = 12
"""Runs of the bare loop that tell how far two right runs may be apart."""
FAR = 6.0
"""Standard deviations that a curve may be off; t with 11 degrees of freedom: once in 10,000."""

LARGEST = 8
"""Functions that a summary names."""

Runs = dict[str, Any]


def measure(options: Options) -> Report:
    """Run W1 in all ways on one graph."""
    people = 20_000 if options.quick else PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.npz"
        write(graph(people), path)
        if options.profile:
            rows = _rows(profile(path))[: 3 * LARGEST]
            return Report([], [("function", "ms a week"), *rows])
        report = compared({way: _run(way, path, options) for way in NAMES})
        if report.missed:
            report.remarks.append(_summary(profile(path)))
    return report


def compared(runs: dict[str, Runs | None]) -> Report:
    """The report on runs by way; None stands for a peer that is not installed."""
    step = {way: median(run["step"]) for way, run in runs.items() if run is not None}
    own, mesa, bare = (step[way] for way in ("through_innosim", "plain_mesa", "bare_numpy"))
    reference = runs["bare_numpy"]
    assert reference is not None
    rows = [_row(way, run, mesa, reference) for way, run in runs.items()]
    return Report([(AGAINST_MESA, mesa / own), (AGAINST_NUMPY, own / bare)], [HEADER, *rows])


def _row(way: str, run: Runs | None, mesa: float, reference: Runs) -> tuple[str, ...]:
    if run is None:
        return (NAMES[way], "not installed", "", "", "", "")
    step, off = median(run["step"]), distance(run["adopters"], reference["adopters"])
    agrees = f"{off:.1f}" if off <= FAR else f"**{off:.1f}**"
    built = f"{median(run['build']):.2f}"
    name = f"{NAMES[way]} {run['version']}"
    return (name, built, f"{step:.2f}", f"{mesa / step:.3g}", f"{run['peak_mb']:.0f}", agrees)


def distance(adopters: Any, reference: Any) -> float:
    """How far curves are from those of the reference, in standard deviations.

    The largest difference of the means among the weeks in which a tenth to nine tenths have
    adopted, every eighth of them; curves of a run move together, so that few weeks tell all.
    """
    curve, others = np.asarray(adopters, float), np.asarray(reference, float)
    middle = others.mean(axis=0)
    weeks = np.flatnonzero((middle > 0.1 * middle[-1]) & (middle < 0.9 * middle[-1]))[::8]
    error = others.std(axis=0, ddof=1) * np.sqrt(1 / len(curve) + 1 / len(others))
    return float((np.abs(curve.mean(axis=0) - middle) / error)[weeks].max())


def _run(way: str, path: Path, options: Options) -> Runs | None:
    """What a process of its own measures; the peers may live in another environment."""
    repeats = {"through_innosim": 5, "bare_numpy": REFERENCES}.get(way, 1)
    seeds = [str(100 * list(NAMES).index(way) + k) for k in range(repeats)]
    python = options.peers if way in PEERS else sys.executable
    words = [python, "-W", "ignore", "-m", "benchmarks.w1", way, str(path), str(WEEKS), *seeds]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if "ModuleNotFoundError" in done.stderr and way in PEERS:
        return None
    if done.returncode:
        raise RuntimeError(done.stderr)
    runs: Runs = json.loads(done.stdout.splitlines()[-1])
    return runs


def profile(path: Path) -> pstats.Stats:
    """Where innosim spends its time, function by function."""
    from benchmarks.w1.through_innosim import prepared

    simulation, _ = prepared(read(path), 1)
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(WEEKS):
        simulation.step()
    profiler.disable()
    return pstats.Stats(profiler).strip_dirs().sort_stats("tottime")


def _rows(stats: pstats.Stats) -> list[tuple[str, str]]:
    """Functions by the milliseconds a week that they take themselves, largest first."""
    calls = vars(stats)["stats"].items()
    own = {f"{file.removesuffix('.py')}.{name}": 0.0 for (file, _, name), _ in calls}
    for (file, _, name), call in calls:
        own[f"{file.removesuffix('.py')}.{name}"] += 1000 * call[2] / WEEKS
    ordered = sorted(own.items(), key=lambda item: -item[1])
    return [(name.replace("~.", ""), f"{ms:.2f}") for name, ms in ordered]


def _summary(stats: pstats.Stats) -> str:
    rows = _rows(stats)
    week = sum(float(ms) for _, ms in rows)
    largest = ", ".join(f"`{name}` {ms}" for name, ms in rows[:LARGEST])
    return f"The profile of innosim: {week:.3g} ms a week under the profiler, of it {largest}."
