"""Runs W1 in one of its ways and prints what it took.

    python -m benchmarks.w1 WAY GRAPH WEEKS SEED...

A process of its own for each way, so that memory and imports do not mix and a way may need
another environment than innosim.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.memory import peak_mb
from benchmarks.w1.graph import graph, read

PACKAGES = {
    "plain_mesa": "mesa",
    "through_starsim": "starsim",
    "through_mesa_frames": "mesa-frames",
}
"""What a way is written with, besides NumPy."""


def main(way: str, path: str, weeks: int, seeds: list[int]) -> dict[str, Any]:
    """CPU seconds of building and of stepping and adopters by week for each seed; memory."""
    build = import_module(f"benchmarks.w1.{way}").build
    ties = read(Path(path))
    _run(build, graph(500), 3, 1)
    runs = [_run(build, ties, weeks, seed) for seed in seeds]
    built, stepped, adopters = zip(*runs, strict=True)
    package = PACKAGES.get(way)
    return {
        "version": version(package) if package else "",
        "build": built,
        "step": stepped,
        "adopters": adopters,
        "peak_mb": peak_mb(),
    }


def _run(build: Any, ties: Any, weeks: int, seed: int) -> tuple[float, float, list[int]]:
    started = time.process_time()
    week = build(ties, seed)
    built = time.process_time()
    adopters = [week() for _ in range(weeks)]
    return built - started, time.process_time() - built, adopters


if __name__ == "__main__":
    _, way, path, weeks, *seeds = sys.argv
    print(json.dumps(main(way, path, int(weeks), [int(seed) for seed in seeds])))
