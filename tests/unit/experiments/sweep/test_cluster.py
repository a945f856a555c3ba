"""A Dask scheduler and workers on this machine, and what becomes of a sweep when they end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from innosim import __version__
from innosim.errors import InputError
from innosim.experiments.sweep.content import digest
from innosim.experiments.sweep.engines import Came
from innosim.experiments.sweep.outcomes import read
from innosim.experiments.sweep.sweep import How, Progress, sweep
from innosim.experiments.sweep.work import DONE, KILLED, task
from tests.unit.experiments.sweep.inline import Inline
from tests.unit.experiments.sweep.toy import harmless, plan, work

distributed = pytest.importorskip("distributed")

from innosim.experiments.sweep import cluster  # noqa: E402
from innosim.experiments.sweep.cluster import Cluster  # noqa: E402

ROOT = Path(__file__).parents[4]
PLAN = plan(20, 5)
LONG = 300.0
"""Seconds after which nothing more is to be expected, however busy the machine."""

pytestmark = pytest.mark.xdist_group("cluster")


class Machines:
    """A scheduler and its workers, as processes."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder = stack, folder
        self.workers: list[subprocess.Popen[bytes]] = []
        port = _free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        options = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        self.scheduler = self._start("dask_scheduler", *options)

    def worker(self, **env: str) -> None:
        """Start another worker."""
        options = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(self._folder))
        self.workers.append(self._start("dask_worker", self.address, *options, **env))

    def wait(self) -> None:
        """Wait until the scheduler answers."""
        host, port = self.address.removeprefix("tcp://").split(":")
        until = time.monotonic() + LONG
        while time.monotonic() < until:
            assert self.scheduler.poll() is None, "the scheduler ended"
            with suppress(OSError), socket.create_connection((host, int(port)), 1):
                return
            time.sleep(0.1)
        pytest.fail("no scheduler came")

    def _start(self, module: str, *options: str, **env: str) -> subprocess.Popen[bytes]:
        command = (sys.executable, "-m", f"distributed.cli.{module}", *options)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, env={**_ENV, **env}, cwd=ROOT, **quiet)
        self._stack.callback(_end, process)
        return process


_ENV = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    "DASK_DISTRIBUTED__DASHBOARD__LINK": "",
    "TOY_SECONDS": "0.03",
    "TOY_KILLER": "57",
}


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(LONG)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler, without workers until `machines` is asked for."""
    with ExitStack() as stack:
        found = Machines(stack, tmp_path_factory.mktemp("dask"))
        found.wait()
        yield found


@pytest.fixture(scope="module")
def machines(idle: Machines) -> Machines:
    for _ in range(2):
        idle.worker()
    return idle


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of a sweep in this process."""
    place = tmp_path_factory.mktemp("wanted")
    sweep(PLAN, place, Inline())
    return digest(place).text


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as the machine may be busy."""
    for name in ("PATIENCE", "ABSENCE"):
        monkeypatch.setattr(cluster, name, LONG)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("PATIENCE", 2.0), ("GOODBYE", 0.5), ("LOOK", 0.0)):
        monkeypatch.setattr(cluster, name, seconds)


def test_a_cluster_without_workers(
    idle: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands before those that start workers."""
    assert not idle.workers
    monkeypatch.setattr(cluster, "ABSENCE", 0.5)
    with pytest.raises(InputError, match="has no workers; start some"):
        sweep(PLAN, tmp_path / "s", Cluster(idle.address))


@pytest.mark.usefixtures("impatient")
def test_a_cluster_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        sweep(PLAN, tmp_path / "s", Cluster(f"tcp://127.0.0.1:{_free_port()}"))


@pytest.mark.parametrize("address", ["cake", "tcp://host", "tcp://host:port"])
def test_what_is_no_address_is_not_waited_for(address: str) -> None:
    with pytest.raises(InputError, match=r"is no address of a scheduler, as in tcp://host:8786"):
        Cluster(address)


class Sleepy:
    """Dask on a machine that is too busy to start its thread so many times."""

    def __init__(self, times: int) -> None:
        self.times = times

    def Client(self, address: str, **how: object) -> str:  # noqa: N802
        self.times -= 1
        assert self.times < 0
        return address


@pytest.mark.parametrize("times", [0, 1, cluster.STARTS - 1])
def test_dask_may_start_again_on_a_busy_machine(times: int) -> None:
    sleepy = Sleepy(times)
    assert Cluster("tcp://a:1")._connected(sleepy) == "tcp://a:1"
    assert sleepy.times == -1


def test_dask_that_never_starts_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    sleepy = Sleepy(cluster.STARTS)
    monkeypatch.setattr(cluster, "_library", lambda: sleepy)
    with pytest.raises(InputError, match="no Dask scheduler answers at tcp://a:1"):
        Cluster("tcp://a:1").__enter__()
    assert sleepy.times == 0


def test_a_killed_worker_costs_nothing(machines: Machines, tmp_path: Path, wanted: str) -> None:
    place = tmp_path / "s"

    class Murder(Progress):
        killed = 0

        def passed(self, done: int, failed: int) -> None:
            if not self.killed and len(list((place / "runs").iterdir())) >= 4:
                self.killed = int(_hosts(place)[-1])
                os.kill(self.killed, signal.SIGKILL)

    murder = Murder()
    ended = sweep(PLAN, place, Cluster(machines.address, harmless), How(progress=murder))
    assert murder.killed
    assert len(set(_hosts(place))) > 1
    assert (ended.done, ended.failed, ended.missing) == (len(PLAN), 0, 0)
    assert digest(place).text == wanted


def test_a_killed_client_costs_nothing(machines: Machines, tmp_path: Path, wanted: str) -> None:
    place = tmp_path / "s"
    command = (
        sys.executable,
        "-m",
        "tests.unit.experiments.sweep.toy",
        str(place),
        machines.address,
    )
    with subprocess.Popen(command, env=_ENV, cwd=ROOT) as client:
        _wait_for(place, 4)
        client.kill()
    kept = int((read(place).status == DONE).sum())
    assert 0 < kept < len(PLAN)
    ended = sweep(PLAN, place, Cluster(machines.address, harmless))
    assert ended.missing == 0
    assert digest(place).text == wanted


def test_a_run_that_kills_workers_is_named(machines: Machines, tmp_path: Path) -> None:
    ended = sweep(PLAN, tmp_path / "s", Cluster(machines.address, work))
    assert (ended.done, ended.failed, ended.missing) == (len(PLAN) - 1, 1, 0)
    assert read(tmp_path / "s").errors == {57: KILLED}


@pytest.mark.parametrize(
    ("field", "words"),
    [("code", "other code of innosim"), ("numpy", "has numpy"), ("python", "has python")],
)
def test_workers_of_another_version_are_refused(
    machines: Machines, tmp_path: Path, field: str, words: str
) -> None:
    engine = Cluster(machines.address, harmless)
    engine.version = replace(engine.version, **{field: "0.1"})
    with pytest.raises(InputError, match=words) as caught:
        sweep(PLAN, tmp_path / "s", engine)
    assert "\n" not in str(caught.value)
    assert not (read(tmp_path / "s").status == DONE).any()


def test_a_worker_that_joins_late_is_looked_at_too() -> None:
    alone = replace(cluster.version(), innosim="0.0.1")
    with pytest.raises(cluster.UnlikeWorkerError, match=r"innosim .*, here it is 0\.0\.1"):
        cluster.work_alike(harmless, task(PLAN, [0], 1), alone)


def test_a_scheduler_that_answers_no_more_is_not_waited_for(
    machines: Machines, request: pytest.FixtureRequest
) -> None:
    with Cluster(machines.address, harmless) as engine:
        request.getfixturevalue("impatient")
        os.kill(machines.scheduler.pid, signal.SIGSTOP)
        began = time.monotonic()
        try:
            with pytest.raises(InputError, match="is gone; finished runs are kept"):
                _ = engine.slots
        finally:
            os.kill(machines.scheduler.pid, signal.SIGCONT)
        assert time.monotonic() - began < LONG / 2


def test_numbers_that_were_lost_with_their_worker_are_asked_for_again(machines: Machines) -> None:
    class Lost:
        key = "lost"
        status = "finished"

        def cancelled(self) -> bool:
            return False

        def result(self, timeout: float) -> None:
            raise TimeoutError

    with Cluster(machines.address, harmless) as engine:
        few = task(PLAN, [0], 1)
        engine._tasks["lost"] = Lost(), few
        assert engine._outcome(Lost()) == Came(few, begun=False)


def test_a_worker_without_innosim_says_what_to_do() -> None:
    missing = ModuleNotFoundError("No module named 'innosim'")
    words = cluster._refusal("the worker tcp://a:1", missing)
    assert words.startswith("the worker tcp://a:1 cannot import what it needs (No module named")
    assert f"pip install 'innosim[cluster]=={__version__}'" in words
    assert "RuntimeError: cake" in cluster._refusal("the worker tcp://a:1", RuntimeError("cake"))


def _hosts(place: Path) -> list[str]:
    import pyarrow.parquet as pq

    hosts: list[str] = pq.read_table(place / "runs").column("host").to_pylist()
    return hosts


def _wait_for(place: Path, files: int) -> None:
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        if len(list((place / "runs").glob("*.parquet"))) >= files:
            return
        time.sleep(0.05)
    pytest.fail("no runs came")
