"""What `innosim doctor` finds, and that its words and pyproject.toml name the same versions."""

from __future__ import annotations

import re
import socket
import sys
import tempfile
import tomllib
import webbrowser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

from innosim.dashboard.checkup import doctor, machine, trial
from innosim.errors import InputError

ROOT = Path(__file__).parents[3]


def test_versions_are_those_that_are_installed_with_innosim() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    for package in doctor.INSTALL.split("pip install ")[1].replace('"', "").split():
        assert package in wanted


def test_a_missing_file_is_told_with_what_mends_it(tmp_path: Path) -> None:
    check = doctor.assets(tmp_path)
    assert not check.well
    assert "pip install" in str(check)
    assert "innosim bundle" in str(check)


def test_a_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        check = machine.port(taken.getsockname()[1])
    assert not check.well
    assert "--port" in check.mend


def test_the_verdict() -> None:
    well, ill = doctor.Check("a", True, "b"), doctor.Check("a", False, "b", "c")
    assert "yes" in doctor.offline([well])
    assert "not yet" in doctor.offline([well, ill])


def test_a_package_that_is_missing_or_does_not_fit_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needs = ["numpy>=2", "numpy<1", "no-such-thing>=3", 'not-here; extra == "analysis"']
    monkeypatch.setattr(doctor, "requires", lambda name: needs)
    check = doctor._needs()
    assert not check.well
    assert re.fullmatch(
        r"numpy<1 is wanted, \S+ is there; no-such-thing>=3 is not installed", check.found
    )
    assert "innosim bundle" in check.mend
    monkeypatch.setattr(doctor, "requires", lambda name: ["numpy>=2"])
    assert doctor._needs().well


def test_a_setting_that_sends_browsers_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOLARA_ASSETS_PROXY", raising=False)
    assert machine.settings().well
    monkeypatch.setenv("SOLARA_ASSETS_PROXY", "False")
    assert not machine.settings().well


def test_a_browser_is_asked_for_only_where_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none() -> None:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert machine.browser().well
    monkeypatch.setenv("DISPLAY", ":0")
    assert not machine.browser().well
    monkeypatch.setattr(webbrowser, "get", lambda: SimpleNamespace(name="fox"))
    assert machine.browser().found == "fox"


def test_too_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    psutil = pytest.importorskip("psutil")
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=3e8))
    assert str(machine.memory()).startswith("MEND  memory: 0.3 GB free (wanted: 1)")


def test_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert machine.places().well
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "gone"))
    assert f"{tmp_path / 'gone'}: " in machine.places().found


def test_lessons_of_another_version_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    doubts = {"old": "Too old.", "new": "", "older": "Too old.", "bent": "Changed."}
    found = [SimpleNamespace(name=name, doubt=doubt) for name, doubt in doubts.items()]
    monkeypatch.setattr(doctor, "lessons", lambda: found)
    check = doctor._guarded("lessons", doctor._lessons, doctor.AGAIN)
    assert not check.well
    assert check.found == "old, older: Too old. bent: Changed."


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ('<link href="https://elsewhere/x.css">', "asks elsewhere, for https://elsewhere/x.css"),
        ('<script src="/gone.js"></script>', r"/gone\.js does not come \(status 404\)"),
    ],
)
def test_a_page_that_would_need_a_network(
    page: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 404)
            self.end_headers()
            self.wfile.write(page.encode() if self.path == "/" else b"")

        def log_message(self, *words: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        at = f"print('at http://127.0.0.1:{server.server_port}/', flush=True); input()"
        monkeypatch.setattr(trial, "COMMAND", ("-c", at))
        with pytest.raises(InputError, match=told):
            trial.trial()
        server.shutdown()


def test_a_dashboard_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "COMMAND", ("-c", "raise SystemExit('it lacks solara')"))
    with pytest.raises(InputError, match="it lacks solara"):
        trial.trial()
