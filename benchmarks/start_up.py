"""How long `innosim --help` takes, against Python that imports click."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.options import Options
from benchmarks.report import Bar, Report

HELP = Bar('`innosim --help` over `python -c "import click"`', 4, "times")
BARS = (HELP,)
TIMES = 15
HEADER = ("command", "median of 15, CPU ms")


def measure(options: Options) -> Report:
    """Processes one after another, turn by turn, so that all see the same machine."""
    script = Path(sys.executable).with_name("innosim")
    own = [str(script)] if script.exists() else [sys.executable, "-m", "innosim"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        'python -c "import click"': [sys.executable, "-c", "import click"],
        "innosim --help": [*own, "--help"],
    }
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(-1, 3 if options.quick else TIMES):
        for name, words in commands.items():
            seconds = _seconds(words)
            if turn >= 0:
                spent[name].append(seconds)
    middle = {name: median(seconds) for name, seconds in spent.items()}
    rows = [(f"`{name}`", f"{1000 * seconds:.0f}") for name, seconds in middle.items()]
    ratio = middle["innosim --help"] / middle['python -c "import click"']
    return Report([(HELP, ratio)], [HEADER, *rows])


def _seconds(words: list[str]) -> float:
    """CPU seconds of a command."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
