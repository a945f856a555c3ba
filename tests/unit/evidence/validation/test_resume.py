"""Finished arms are kept: a run that was stopped goes on, and comes to the same result."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from innosim.evidence.validation import runs
from innosim.evidence.validation.plan import Arm, plan
from innosim.evidence.validation.readings import Weekly
from innosim.evidence.validation.runs import Found, run, run_arm
from innosim.evidence.validation.service import Size
from innosim.evidence.validation.two_arms import TwoArms
from innosim.kept import kept

SMALL = Size(people=100, organisations=2, weeks=20, pairs=6)
CLAIMS = [
    TwoArms(
        name=f"{metric} {base}",
        statement="",
        reading=Weekly(metric),
        sign=1,
        on={"gates.base": base},
        size=SMALL,
    )
    for metric in ("proposals", "pilots")
    for base in (1.0, 2.0)
]


def silent(weeks: int) -> None:
    """No progress."""


def test_arms_that_claims_share_are_run_once() -> None:
    made = plan(CLAIMS, 100)
    assert len(made.arms) == 3
    assert {len(arm.readings) for arm in made.arms.values()} == {2}


def same(one: dict[str, Found], other: dict[str, Found]) -> bool:
    return one.keys() == other.keys() and all(
        np.array_equal(values, other[key][name], equal_nan=True)
        for key, readings in one.items()
        for name, values in readings.items()
    )


def all_of(path: Path, claims: Sequence[TwoArms] = CLAIMS, jobs: int = 1) -> dict[str, Found]:
    with kept(path) as store:
        return run(plan(claims, 100), store, jobs, silent)


def test_what_is_kept_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def counted(arm: Arm) -> Found:
        if len(ran) == 2:
            raise KeyboardInterrupt
        ran.append(arm.key)
        return run_arm(arm)

    monkeypatch.setattr(runs, "run_arm", counted)
    path = tmp_path / "runs.jsonl"
    with pytest.raises(KeyboardInterrupt):
        all_of(path)
    first = set(ran)
    ran.clear()
    found = all_of(path)
    assert set(ran) == set(plan(CLAIMS, 100).arms) - first
    monkeypatch.undo()
    assert same(found, all_of(tmp_path / "other.jsonl"))


def test_a_torn_file_is_mended_by_running_again(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    found = all_of(path)
    text = path.read_bytes()
    for torn in (text[:-20], text[:20], b"7\n", b"\0"):
        path.write_bytes(torn)
        assert same(found, all_of(path))
        assert path.read_bytes().count(b"\n") >= len(found)


def test_more_readings_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    all_of(path, CLAIMS[:1])
    key = plan(CLAIMS, 100).of[CLAIMS[0].name]["off"]
    with kept(path) as store:
        assert set(store[key]) == {"proposals"}
    all_of(path)
    with kept(path) as store:
        assert set(store[key]) == {"proposals", "pilots"}


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    assert same(all_of(tmp_path / "one"), all_of(tmp_path / "two", jobs=2))


def test_other_pairs_settings_or_code_are_other_arms(monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(plan(CLAIMS, 100).arms)
    assert not before & set(plan(CLAIMS, 5).arms)
    monkeypatch.setattr("innosim.evidence.validation.plan.model_digest", lambda: "other code")
    assert not before & set(plan(CLAIMS, 100).arms)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_the_same_command_goes_on_after_a_kill(tmp_path: Path) -> None:
    """Killed once the first arm is stored; then the command finishes the rest."""
    command = [sys.executable, "-m", "innosim", "validate", "--quick", "--jobs", "1"]
    command += ["--only", "parity makes novelty count less", "--out", str(tmp_path)]
    stored = tmp_path / "runs.jsonl"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as going:
        until = time.monotonic() + 300
        while b"\n" not in _bytes(stored) and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(going.pid, signal.SIGKILL)
    before = _bytes(stored)
    assert before.count(b"\n") == 1
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, *others = _bytes(stored).splitlines(keepends=True)
    assert before.startswith(first)
    assert len(others) == 1
    assert (tmp_path / "claims.json").exists()


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
