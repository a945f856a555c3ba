"""Ctrl-C as a terminal sends it: to the command and to all processes that it has started."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from innosim.experiments.sweep.outcomes import read
from innosim.experiments.sweep.work import DONE

ROOT = Path(__file__).parents[2]
STOPPED = (130, -signal.SIGINT)
"""A shell shows both as 130; Python ends the second way where it was generating code."""

HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""A shell makes what runs in its background deaf to Ctrl-C; a test may run there."""

PROGRAM = f"{HEARS}; from innosim.__main__ import main; print('begun', flush=True); main()"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX's")

START = f"""
{HEARS}
import runpy, sys
main = runpy.run_path({str(ROOT / "start.py")!r})["main"]
main.__globals__.update(install=lambda *given, **named: sys.executable, environment=lambda: None)
print("begun", flush=True)
sys.exit(main(sys.argv[1:]))
"""
"""`start.py` where all is installed."""

SERVICE = """
format = 1
title = "A small service"
seed = 1
horizon = 60
[organisation.generate]
headcount = 300
"""

EXPERIMENT = """
title = "A small one"
scenario = "small.toml"
replicates = 4
metrics = ["embedded", "proposals"]
[levers]
practices.yes_and = { low = 0.0, high = 1.0 }
[design]
kind = "grid"
levels = 200
"""

COMMANDS = {
    "check": "check experiment.toml --jobs 2",
    "compare": "compare small.toml other.toml --pairs 400 --jobs 2",
    "brief": "brief small.toml other.toml --pairs 400 --jobs 2",
    "plan": "plan small.toml --budget 40 --jobs 2",
    "calibrate": "calibrate small.toml --jobs 2",
    "validate": "validate --jobs 2 --out claims",
}

AFTER = (0.0, 1.0)
"""Seconds after a command has started its first process: that imports, and later works."""

CASES = [("compare", seconds) for seconds in AFTER]
CASES += [(name, 0.3) for name in COMMANDS if name != "compare"]


class Command:
    """A command in a group of processes of its own."""

    def __init__(self, place: Path, words: str, program: str = PROGRAM) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", program, *words.split()],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def wait_for_processes(self, number: int = 3) -> None:
        """Wait until it has started one that works; another one is multiprocessing's own."""
        deadline = time.monotonic() + 120
        while len(self.processes()) < number:
            assert time.monotonic() < deadline
            assert self._process.poll() is None
            time.sleep(0.02)

    def processes(self) -> list[int]:
        """The processes of its group."""
        return [one for one in psutil.pids() if _group(one) == self._process.pid]

    def check_gone(self) -> None:
        """Nothing that it has started outlives it by more than some seconds."""
        for _ in range(100):
            if not self.processes():
                return
            time.sleep(0.1)
        pytest.fail("processes are left")

    def interrupt(self) -> tuple[int, str, str]:
        """Send Ctrl-C to all of them; exit code, output and errors."""
        os.killpg(self._process.pid, signal.SIGINT)
        out, err = self._process.communicate(timeout=120)
        return self._process.returncode, out, err


def _group(process: int) -> int | None:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return None


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "small.toml").write_text(SERVICE, encoding="utf-8")
    (tmp_path / "other.toml").write_text(f"{SERVICE}[practices]\nyes_and = 1.0\n", encoding="utf-8")
    (tmp_path / "experiment.toml").write_text(EXPERIMENT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("seconds", [0.05, 0.3])
def test_while_the_command_itself_is_read_in(place: Path, seconds: float) -> None:
    command = Command(place, "sweep experiment.toml --jobs 2")
    time.sleep(seconds)
    code, out, err = command.interrupt()
    assert code in STOPPED, err
    assert err == "stopped\n" or "go on with: innosim sweep" in out


@pytest.mark.parametrize(
    ("program", "seconds"), [*((PROGRAM, seconds) for seconds in AFTER), (START, 0.3)]
)
def test_a_sweep_finishes_what_is_in_flight(place: Path, program: str, seconds: float) -> None:
    command = Command(place, "sweep experiment.toml --jobs 2", program)
    command.wait_for_processes(3 if program == PROGRAM else 4)
    time.sleep(seconds)
    code, out, err = command.interrupt()
    assert code in STOPPED, err
    assert "Traceback" not in err
    assert "finishing the runs in flight" in err
    assert "go on with: innosim sweep experiment.toml --jobs 2" in out
    found = read(place / "results" / "sweep-experiment")
    kept = int((found.status == DONE).sum())
    assert kept > 0
    assert f"{kept} of 800 runs are kept" in out
    command.check_gone()


@pytest.mark.parametrize(("name", "seconds"), CASES)
def test_others_stop_in_one_line(place: Path, name: str, seconds: float) -> None:
    command = Command(place, COMMANDS[name])
    command.wait_for_processes()
    time.sleep(seconds)
    code, out, err = command.interrupt()
    assert code in STOPPED, err
    assert "Traceback" not in out + err
    lines = err.splitlines()
    assert [line for line in lines if line.startswith("stopped")] == lines[-1:]
    if name != "check":
        assert "the same command goes on" in lines[-1]
    command.check_gone()
