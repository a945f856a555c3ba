"""Finished arms are kept: a run that was stopped goes on, and comes to the same result."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from innosim.validation import runs
from innosim.validation.plan import Arm, plan
from innosim.validation.readings import Weekly
from innosim.validation.runs import run, run_arm
from innosim.validation.service import Size
from innosim.validation.store import Found, Store
from innosim.validation.two_arms import TwoArms

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


def test_what_is_stored_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, ran = plan(CLAIMS, 100), []

    def counted(arm: Arm) -> Found:
        ran.append(arm.key)
        if len(ran) == 3:
            raise KeyboardInterrupt
        return run_arm(arm)

    monkeypatch.setattr(runs, "run_arm", counted)
    with pytest.raises(KeyboardInterrupt):
        run(made, Store(tmp_path), 1, silent)
    first = set(ran[:2])
    ran.clear()
    ran.extend(["", "", ""])
    found = run(made, Store(tmp_path), 1, silent)
    assert set(ran[3:]) == set(made.arms) - first
    monkeypatch.undo()
    whole = run(made, Store(tmp_path / "other"), 1, silent)
    for key, readings in whole.items():
        for name, values in readings.items():
            assert np.array_equal(values, found[key][name], equal_nan=True)


def test_a_torn_file_is_run_again(tmp_path: Path) -> None:
    made, store = plan(CLAIMS[:1], 100), Store(tmp_path)
    found = run(made, store, 1, silent)
    key = next(iter(found))
    path = tmp_path / "arms" / f"{key}.json"
    for torn in (path.read_text(encoding="utf-8")[:20], "", "7", "\0"):
        path.write_text(torn, encoding="utf-8")
        assert store.get(key, found[key]) is None
    again = run(made, store, 1, silent)
    for name, values in found[key].items():
        assert np.array_equal(values, again[key][name], equal_nan=True)


def test_more_readings_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    run(plan(CLAIMS[:1], 100), store, 1, silent)
    made = plan(CLAIMS, 100)
    key = made.of[CLAIMS[0].name]["off"]
    assert store.get(key, ["pilots"]) is None
    run(made, store, 1, silent)
    assert set(store.get(key, []) or {}) == {"proposals", "pilots"}


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    made = plan(CLAIMS, 100)
    one = run(made, Store(tmp_path / "one"), 1, silent)
    two = run(made, Store(tmp_path / "two"), 2, silent)
    for key, readings in one.items():
        for name, values in readings.items():
            assert np.array_equal(values, two[key][name], equal_nan=True)


def test_other_pairs_settings_or_code_are_other_arms(monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(plan(CLAIMS, 100).arms)
    assert not before & set(plan(CLAIMS, 5).arms)
    monkeypatch.setattr("innosim.validation.plan.model_digest", lambda: "other code")
    assert not before & set(plan(CLAIMS, 100).arms)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_the_same_command_goes_on_after_a_kill(tmp_path: Path) -> None:
    """Killed once the first arm is stored; then the command finishes the rest."""
    command = [sys.executable, "-m", "innosim", "validate", "--quick", "--jobs", "1"]
    command += ["--only", "parity makes novelty count less", "--out", str(tmp_path)]
    arms = tmp_path / "arms"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as going:
        until = time.monotonic() + 120
        while not list(arms.glob("*.json")) and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(going.pid, signal.SIGKILL)
    kept = {path: path.stat().st_mtime_ns for path in arms.glob("*.json")}
    assert len(kept) == 1
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list(arms.glob("*.json"))) == 2
    assert all(path.stat().st_mtime_ns == at for path, at in kept.items())
    assert (tmp_path / "claims.json").exists()
