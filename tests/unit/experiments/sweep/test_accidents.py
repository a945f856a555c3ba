"""Real processes that are killed, interrupted, or kill themselves."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path

import pytest

from innosim.errors import InputError
from innosim.experiments.sweep import engines
from innosim.experiments.sweep.content import digest
from innosim.experiments.sweep.outcomes import read
from innosim.experiments.sweep.sweep import How, Progress, sweep
from innosim.experiments.sweep.work import DONE, KILLED
from tests.unit.experiments.sweep.inline import Inline
from tests.unit.experiments.sweep.toy import plan, swept

ROOT = Path(__file__).parents[4]
PLAN = plan(20, 5)
LONG = 600.0
"""Seconds after which nothing more is to be expected, however busy the machine."""

COMMAND = (sys.executable, "-m", "innosim", "sweep")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of a sweep that nothing happened to."""
    place = tmp_path_factory.mktemp("wanted")
    sweep(PLAN, place, Inline())
    return digest(place).text


class Murder(Progress):
    """Kills all processes of the sweep that are there once some runs are done."""

    def __init__(self) -> None:
        self.killed = self.done = 0

    def passed(self, done: int, failed: int) -> None:
        self.done += done
        if self.done >= 10 and not self.killed:
            for child in active_children():
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
                self.killed += 1


def test_killed_workers_cost_nothing(
    tmp_path: Path, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOY_SECONDS", "0.02")
    murder = Murder()
    ended = swept(PLAN, tmp_path / "s", 2, How(progress=murder))
    assert murder.killed
    assert (ended.done, ended.failed, ended.missing) == (len(PLAN), 0, 0)
    assert digest(tmp_path / "s").text == wanted


def test_the_run_that_kills_is_named_and_the_others_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOY_KILLER", "57")
    ended = swept(PLAN, tmp_path / "s", 2)
    assert (ended.done, ended.failed, ended.missing) == (len(PLAN) - 1, 1, 0)
    assert read(tmp_path / "s").errors == {57: KILLED}


def _abort(*given: object) -> None:
    os.abort()


def test_processes_that_cannot_begin_are_no_fault_of_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "on_leash", _abort)
    with pytest.raises(InputError, match="ended before its first run"):
        swept(PLAN, tmp_path / "s", 1)
    assert not read(tmp_path / "s").errors


def test_everything_killed_and_a_torn_file(tmp_path: Path, wanted: str) -> None:
    place = tmp_path / "s"
    command = (sys.executable, "-m", "tests.unit.experiments.sweep.toy", str(place), "2")
    env = {**os.environ, "TOY_SECONDS": "0.05", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=env, cwd=ROOT) as process:
        _wait_for(place, 3)
        process.kill()
    workers = {int(host) for host in _hosts(place)}
    _wait_until(lambda: not any(map(_alive, workers)), "the workers went on")
    torn = max((place / "runs").glob("*.parquet"), key=lambda path: path.stat().st_mtime)
    torn.write_bytes(torn.read_bytes()[:-20])
    kept = int((read(place).status == DONE).sum())
    assert 0 < kept < len(PLAN)
    engine = Inline()
    ended = sweep(PLAN, place, engine)
    assert ended.missing == 0
    assert digest(place).text == wanted


EXPERIMENT = """
title = "A small one"
scenario = "small-service"
replicates = 2
metrics = ["embedded", "proposals"]
[settings]
horizon = 60
organisation.generate.headcount = 300
[levers]
practices.yes_and = { low = 0.0, high = 1.0 }
[design]
kind = "grid"
levels = 8
"""


def test_ctrl_c_says_how_to_go_on_and_the_same_command_does(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(EXPERIMENT)
    command = (*COMMAND, "small.toml", "--jobs", "1")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    place = tmp_path / "results" / "sweep-small"
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=env, cwd=tmp_path, **pipes) as process:
        _wait_for(place, 1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LONG)
    assert process.returncode == 130, err
    assert "finishing the runs in flight" in err
    assert "go on with: innosim sweep small.toml --jobs 1" in out
    kept = int((read(place).status == DONE).sum())
    assert f"{kept} of 16 runs are kept" in out
    again = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    assert f"{kept} of 16 runs are there, {16 - kept} to do" in again.stderr
    assert digest(place).text in again.stdout


def _wait_for(place: Path, files: int) -> None:
    _wait_until(lambda: len(list((place / "runs").glob("*.parquet"))) >= files, "no runs came")


def _wait_until(true: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        if true():
            return
        time.sleep(0.05)
    pytest.fail(otherwise)


def _hosts(place: Path) -> list[str]:
    import pyarrow.parquet as pq

    hosts: list[str] = pq.read_table(place / "runs").column("host").to_pylist()
    return hosts


def _alive(process: int) -> bool:
    """Whether it is there and not just waiting to be buried."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
