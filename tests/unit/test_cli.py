"""The command line: welcome, help without imports, exit codes, and what the commands print."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import innosim.commands
from innosim import catalogue, cli
from innosim.contracts import PHASES
from innosim.errors import InputError, InputErrors
from innosim.scenario import shipped

ROOT = Path(innosim.commands.__file__).parents[2]
PLAIN = (
    'format = 1\ntitle = "Plain"\n[organisation.generate]\nheadcount = 1300\norganisations = 2\n'
)


def innosim_(*words: str) -> Result:
    return CliRunner().invoke(cli.cli, words)


def python(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("plain.toml").write_text(PLAIN)
    return "plain.toml"


class TestGroup:
    def test_the_list_of_commands_is_in_step_with_the_files(self) -> None:
        folder = Path(innosim.commands.__file__).parent
        files = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
        assert set(cli.COMMANDS) == files
        for name, line in cli.COMMANDS.items():
            assert import_module(f"innosim.commands.{name}").command.short_help == line

    def test_welcome_has_three_doors_to_commands_that_exist(self) -> None:
        result = innosim_()
        assert result.exit_code == 0
        assert len(result.output.splitlines()) <= 15
        for door in ("Explore", "Research", "Teach"):
            assert f"\n{door} " in result.output
        called = re.findall(r"  innosim (\w+)", result.output)
        assert called
        assert set(called) <= set(cli.COMMANDS)

    def test_help_lists_every_command(self) -> None:
        result = innosim_("--help")
        assert all(line in result.output for line in cli.COMMANDS.values())
        assert len(cli.COMMANDS) == sum(map(len, cli.SECTIONS.values()))

    def test_help_imports_nothing_heavy(self) -> None:
        program = (
            "import sys; from innosim.cli import cli; cli(['--help'], standalone_mode=False); "
            "print(sorted(m.partition('.')[0] for m in sys.modules), file=sys.stderr)"
        )
        result = python("-c", program)
        assert all(f"{title}:" in result.stdout for title in cli.SECTIONS)
        for name in ("numpy", "pydantic", "mesa", "matplotlib", "pyarrow", "scipy"):
            assert f"'{name}'" not in result.stderr
        assert "innosim.catalogue" not in result.stderr

    def test_an_unknown_command(self) -> None:
        result = innosim_("chekc")
        assert result.exit_code == 2
        assert "There is no command 'chekc'. Did you mean 'check'?" in result.output

    def test_version(self) -> None:
        result = innosim_("--version")
        assert result.exit_code == 0
        assert result.output.startswith("innosim")

    def test_as_a_module(self) -> None:
        assert python("-m", "innosim").stdout == innosim_().output


class TestMishaps:
    @pytest.fixture
    def raising(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        """Make `innosim check` raise."""

        def _raising(error: BaseException) -> Result:
            @click.command()
            def command() -> None:
                raise error

            module = import_module("innosim.commands.check")
            monkeypatch.setattr(module, "command", command)
            return innosim_("check")

        return _raising

    def test_mistakes_in_the_input(self, raising: Any) -> None:
        error = InputErrors([InputError("bad", "a.toml", 3), InputError("worse", "a.toml", 4)])
        result = raising(error)
        assert result.exit_code == 2
        assert result.stderr == "a.toml:3: bad\na.toml:4: worse\n"
        assert result.stdout == ""

    def test_interrupted(self, raising: Any) -> None:
        result = raising(KeyboardInterrupt())
        assert result.exit_code == 130
        assert result.stderr == "stopped\n"

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pipe")
    def test_a_reader_that_stops_reading(self) -> None:
        program = "import subprocess, sys; p = subprocess.Popen("
        program += "[sys.executable, '-m', 'innosim', 'schema'], stdout=subprocess.PIPE); "
        program += "p.stdout.read(10); p.stdout.close(); p.wait()"
        result = python("-c", program)
        assert (result.stdout, result.stderr) == ("", "")


class TestCheck:
    def test_in_order(self, plain: str) -> None:
        result = innosim_("check", plain, "--set", "seed=7", "--set", "record.gates=false")
        assert result.exit_code == 0
        assert result.output == (
            "ok: 2 changes from the defaults:\n  record.gates: true -> false\n  seed: 1 -> 7\n"
        )

    def test_nothing_changed(self, plain: str) -> None:
        assert innosim_("check", plain).output == "ok: no changes from the defaults\n"

    def test_changes_from_a_base(self, plain: str) -> None:
        Path("child.toml").write_text('base = "plain.toml"\nhorizon = 52')
        assert innosim_("check", "child.toml").output == (
            "ok: 1 change from plain:\n  horizon: 520 -> 52\n"
        )

    def test_mistakes_in_the_files_that_it_names(self, plain: str) -> None:
        survey = '[organisation.survey]\nfile = "scores.csv"\nerror = "se"'
        Path("child.toml").write_text(f'base = "plain.toml"\n{survey}')
        Path("scores.csv").write_text("unit,signal,score,se\nNowhere,clarity,7,0.1\n")
        result = innosim_("check", "child.toml")
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 2
        assert all("scores.csv:2: " in line for line in result.stderr.splitlines())

    def test_mistakes(self, plain: str) -> None:
        Path("child.toml").write_text('base = "plain.toml"\nhorizon = 0\nsede = 3')
        result = innosim_("check", "child.toml")
        assert result.exit_code == 2
        assert result.stderr.splitlines() == [
            "child.toml:2: horizon: 0 is out of range, it must be from 1 to 5200 (weeks)",
            "child.toml:3: sede: unknown key; did you mean seed?",
        ]

    def test_no_traceback(self, plain: str) -> None:
        result = python("-m", "innosim", "check", "nothing.toml", folder=Path.cwd())
        assert result.returncode == 2
        assert result.stderr == "there is no file nothing.toml\n".replace(
            "\n", "; did you mean 'plain.toml'?\n" if "did you" in result.stderr else "\n"
        )


class TestScenarios:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = tmp_path / "shipped"
        folder.mkdir()
        (folder / "small.toml").write_text(PLAIN)
        monkeypatch.setattr(shipped, "folder", lambda kind="scenarios": folder)
        monkeypatch.chdir(tmp_path)

    def test_list(self) -> None:
        lines = innosim_("scenarios").output.splitlines()
        assert [line.split() for line in lines] == [
            ["name", "people", "title"],
            ["small", "1,300", "Plain"],
        ]

    def test_copy(self) -> None:
        result = innosim_("scenarios", "--copy", "small", "mine.toml")
        assert result.output == "written: mine.toml; try innosim check mine.toml\n"
        assert innosim_("check", "mine.toml").exit_code == 0
        assert innosim_("scenarios", "--copy", "small", "mine.toml").exit_code == 2


class TestSchema:
    def test_to_the_terminal_or_a_file(self, plain: str) -> None:
        printed = json.loads(innosim_("schema").output)
        assert innosim_("schema", "--out", "s.json").output == "written: s.json\n"
        assert json.loads(Path("s.json").read_text(encoding="utf-8")) == printed
        assert printed["properties"]["horizon"]["maximum"] == 5200

    def test_a_folder_that_is_not_there(self, plain: str) -> None:
        result = innosim_("schema", "--out", "no/s.json")
        assert result.exit_code == 2
        assert result.stderr.startswith("no/s.json: cannot be written: ")


class TestModel:
    def test_every_phase_and_process_is_in_the_card(self) -> None:
        output = innosim_("model").output
        assert all(f". {phase}: {meaning}" in output for phase, meaning in PHASES.items())
        assert all(f" {name} (phase " in output for name in catalogue.processes())

    def test_as_json(self) -> None:
        card = json.loads(innosim_("model", "--json").output)
        named = [each["name"] for phase in card["phases"] for each in phase["processes"]]
        assert named == list(catalogue.processes())

    def test_one_process(self) -> None:
        name, module = next(iter(catalogue.processes().items()))
        card = json.loads(innosim_("model", name, "--json").output)
        assert card["name"] == name
        assert [each["name"] for each in card["parameters"]] == list(module.Parameters.model_fields)
        assert all(each["meaning"] and each["source"] for each in card["parameters"])
        assert f"switch {card['switch']}" in innosim_("model", name).output

    def test_an_unknown_process(self) -> None:
        name = next(iter(catalogue.processes()))
        result = innosim_("model", name + "x")
        assert result.exit_code == 2
        assert result.stderr == f"there is no process '{name}x'; did you mean '{name}'?\n"


class TestStart:
    @pytest.fixture
    def start(self) -> SimpleNamespace:
        return SimpleNamespace(**runpy.run_path(str(ROOT / "start.py")))

    def test_says_what_it_can_do(self) -> None:
        result = python("start.py")
        assert result.returncode == 0
        assert "python start.py test" in result.stdout

    def test_older_python_is_refused_in_a_line(self) -> None:
        program = "import sys, runpy; sys.version_info = (3, 10); sys.version = '3.10.2 x'; "
        program += "runpy.run_path('start.py')"
        result = python("-c", program)
        assert result.returncode == 1
        assert result.stderr == "innosim needs Python 3.11 or later; this is 3.10.2\n"

    @pytest.mark.parametrize(
        ("settings", "fits"),
        [
            (f"version = {sys.version.split()[0]}", True),
            (f"home = x\nversion_info = {sys.version_info[0]}.{sys.version_info[1]}.0.final", True),
            ("version = 3.9.1", False),
            ("", False),
        ],
    )
    def test_whose_environment(
        self, start: SimpleNamespace, tmp_path: Path, settings: str, fits: bool
    ) -> None:
        (tmp_path / "pyvenv.cfg").write_text(settings)
        assert start.made_by_this_python(tmp_path) is fits

    def test_installs_once(
        self, start: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commands: list[Any] = []
        names = start.install.__globals__
        monkeypatch.setitem(names, "quietly", lambda *command: commands.append(command[-1]))
        monkeypatch.setitem(names, "python_of", lambda folder: Path(sys.executable))
        for dev in (False, False, True, True, False):
            start.install(tmp_path, dev=dev)
        assert commands == [".", ".[dev]"]

    def test_stops_at_the_first_check_that_fails(
        self, start: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run: list[str] = []

        def call(command: list[str], cwd: Path) -> int:
            run.append(command[2])
            return 3 if command[2] == "mypy" else 0

        monkeypatch.setattr(subprocess, "call", call)
        assert start.test(Path("python")) == 3
        assert run == ["ruff", "ruff", "mypy"]
