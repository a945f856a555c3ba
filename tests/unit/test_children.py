"""Processes that are started do not take files of the user's folder for modules of Python."""

from __future__ import annotations

import os
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread

import pytest

from innosim.children import spared


def test_a_file_called_like_a_module_of_python_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('the file of the user')\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    process = get_context("spawn").Process(target=os.getpid)
    with spared():
        process.start()
    process.join()
    assert process.exitcode == 0
    assert "PYTHONSAFEPATH" not in os.environ


def test_threads_that_start_processes_at_once_leave_the_environment_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    inside, first_has_left = Event(), Event()
    safe = []

    def second() -> None:
        with spared():
            inside.set()
            assert first_has_left.wait(30)
            safe.append(os.environ.get("PYTHONSAFEPATH"))

    with spared():
        thread = Thread(target=second)
        thread.start()
        assert inside.wait(30)
    first_has_left.set()
    thread.join()
    assert safe == ["1"]
    assert "PYTHONSAFEPATH" not in os.environ
