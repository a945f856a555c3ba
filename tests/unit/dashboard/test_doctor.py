"""What `innosim doctor` finds, and that its words and pyproject.toml name the same versions."""

from __future__ import annotations

import socket
import tomllib
from pathlib import Path

from innosim.dashboard import doctor, machine

ROOT = Path(__file__).parents[3]


def test_versions_are_those_that_are_installed_with_innosim() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    for package in doctor.INSTALL.split("pip install ")[1].replace('"', "").split():
        assert package in wanted


def test_a_missing_file_is_told_with_what_mends_it(tmp_path: Path) -> None:
    check = doctor._assets(tmp_path)
    assert not check.well
    assert "pip install" in str(check)


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
