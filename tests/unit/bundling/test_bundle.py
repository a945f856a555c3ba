"""Making a bundle with the real pip from made-up wheels, and installing from it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from innosim import cli
from innosim.bundling import bundle, gather
from innosim.bundling.bundle import Bundle, make
from innosim.bundling.targets import SYSTEMS, Target, here, targets
from innosim.errors import InputError
from innosim.results import lock
from tests.unit.bundling import house

SERVED = ("windows-x86_64", "macos-arm64", "linux-x86_64", "linux-arm64")

shared = pytest.mark.xdist_group("bundle")  # which is then made by one worker only
shared_here = pytest.mark.xdist_group("bundle for this machine")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes for all the packages there are."""
    return served(tmp_path, monkeypatch)


def served(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a place, and have pip take a folder there for all the packages there are."""
    folder = house.house(place / "house")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setattr(bundle, "own_wheel", house.own)
    monkeypatch.chdir(place)
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """A bundle for two systems."""
    place = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as monkeypatch:
        served(place, monkeypatch)
        return make(place / "out", targets(SERVED[:1] + SERVED[2:3]))


@pytest.fixture(scope="module")
def made_here(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """A bundle for this machine."""
    place = tmp_path_factory.mktemp("made_here")
    with pytest.MonkeyPatch.context() as monkeypatch:
        packages = served(place, monkeypatch)
        tag = f"py3-none-{here().system.platforms[-1]}"
        house.wheel(packages, "fast", "1.1", tag=tag, said=["Provides-Extra: more"], needs=["more"])
        return make(place / "out", [here()])


def innosim_(*words: str) -> Result:
    return CliRunner().invoke(cli.cli, ["bundle", *words])


def names(files: list[str]) -> set[str]:
    return {file.partition("-")[0] for file in files}


class TestMaking:
    @shared
    def test_each_system_gets_what_its_markers_ask_for(self, made: Bundle) -> None:
        found = {target.name: names(files) for target, files in made.files.items()}
        always = {"innosim", "pip", "fast", "more"}
        assert found == {
            "windows-x86_64-python3.11": always | {"colours", "older"},
            "windows-x86_64-python3.12": always | {"colours"},
            "linux-x86_64-python3.11": always | {"unixy", "older"},
            "linux-x86_64-python3.12": always | {"unixy"},
        }
        here = {path.name for path in (made.folder / "wheels").iterdir()}
        assert here == {file for files in made.files.values() for file in files}
        assert not list(made.folder.parent.glob("*.unfinished"))

    @shared
    def test_the_manifest_names_every_file(self, made: Bundle) -> None:
        told = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
        assert {entry["file"] for entry in told["files"]} == set(made.wheels)
        for entry in told["files"]:
            content = (made.folder / "wheels" / entry["file"]).read_bytes()
            assert entry["size"] == len(content)
            assert entry["sha256"] == sha256(content).hexdigest()
        licences = {entry["package"]: entry["licence"] for entry in told["files"]}
        assert licences["colours"] == "MIT"
        assert licences["more"] == "BSD"
        listed = (made.folder / "LICENCES.txt").read_text(encoding="utf-8")
        assert all(name in listed for name in licences)
        for target in told["targets"]:
            pins = (made.folder / target["list"]).read_text(encoding="utf-8").splitlines()
            assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
            assert len(pins) == len(target["files"])

    @shared
    def test_nothing_of_this_machine_is_written(self, made: Bundle) -> None:
        for path in made.folder.rglob("*"):
            if path.suffix in (".txt", ".json", ".py"):
                text = path.read_text(encoding="utf-8")
                assert str(made.folder.parent) not in text
                assert str(Path.home()) not in text
                assert "://" not in text

    def test_a_system_without_a_wheel_is_named_and_the_rest_goes_on(self, packages: Path) -> None:
        result = innosim_("--system", "macos-x86_64", "--system", "linux-arm64")
        assert result.exit_code == 1
        assert "left out: macos-x86_64, Python 3.11: there is no wheel of fast" in result.stdout
        told = json.loads(Path("innosim-bundle/manifest.json").read_text(encoding="utf-8"))
        assert [entry["system"] for entry in told["left_out"]] == ["macos-x86_64"] * 2
        assert "macos-x86_64, Python 3.12" in Path("innosim-bundle/README.txt").read_text()

    def test_with_no_system_at_all_there_is_no_bundle(self, packages: Path) -> None:
        result = innosim_("--system", "windows-arm64")
        assert result.exit_code == 2
        assert "nothing was bundled: there is no wheel of fast" in result.stderr
        assert not Path("innosim-bundle").exists()

    def test_what_pip_overlooks_is_not_passed_over(
        self, packages: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def forgetful(self: gather.Pip, *words: object) -> list[object]:
            return [one for one in download(self, *words) if one.name != "more"]

        download = gather.Pip.download
        monkeypatch.setattr(gather.Pip, "download", forgetful)
        with pytest.raises(InputError, match=r"pip did not gather more \(for fast\)"):
            make(Path("out"), targets(["linux-x86_64"], ["3.11"]))


class TestStopping:
    def test_it_goes_on_where_it_was_stopped(
        self, packages: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []

        def counted(self: gather.Pip, wanted: object, target: Target, *rest: Path) -> object:
            if len(asked) == 1:
                asked.append("stopped")
                raise KeyboardInterrupt
            asked.append(target.name)
            return download(self, wanted, target, *rest)

        download = gather.Pip.download
        monkeypatch.setattr(gather.Pip, "download", counted)
        words = ("--system", "linux-x86_64", "--out", "out")
        result = innosim_(*words)
        assert result.exit_code == 130
        assert "the same command goes on" in result.stderr
        assert not Path("out").exists()
        assert Path("out.unfinished").is_dir()
        assert not Path("out.unfinished/manifest.json").exists()
        assert innosim_(*words).exit_code == 0
        assert asked == ["linux-x86_64-python3.11", "stopped", "linux-x86_64-python3.12"]
        assert Path("out/manifest.json").is_file()
        assert not Path("out/gathered").exists()

    def test_only_one_process_makes_it(self, packages: Path) -> None:
        Path("out.unfinished").mkdir()
        held = lock.take(Path("out.unfinished/lock"))
        assert held is not None
        result = innosim_("--out", "out")
        lock.give_back(held)
        assert result.exit_code == 2
        assert result.stderr == "out.unfinished: another process is at work on this bundle\n"


class TestWrongTurns:
    def test_no_network(self, packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        empty = packages.parent / "nothing"
        empty.mkdir()
        monkeypatch.setenv("PIP_FIND_LINKS", str(empty))
        result = innosim_()
        assert result.exit_code == 2
        assert len([line for line in result.stderr.splitlines() if "index" in line]) == 1
        assert "pip reaches no package index: a bundle is made where there is" in result.stderr

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            (
                "WARNING: Retrying (Retry(total=4)) after ConnectionError",
                "reaches no package index",
            ),
            ("OSError: [Errno 28] No space left on device", "the disk is full"),
            ("ERROR: at https://some.host/x it broke", "pip failed: at (an address) it broke"),
        ],
    )
    def test_what_pip_says_becomes_a_line_without_an_address(self, said: str, told: str) -> None:
        why = str(gather._why(said))
        assert told in why
        assert "://" not in why
        assert "\n" not in why

    def test_a_full_disk(self, packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*words: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(bundle.os, "replace", full)
        result = innosim_("--system", "linux-x86_64")
        assert result.exit_code == 2
        assert "the disk is full; make room, and the same command goes on" in result.stderr

    def test_a_folder_that_is_there(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("mine").mkdir()
        Path("mine/thesis.txt").write_text("mine")
        assert innosim_("--out", "mine").stderr == (
            "mine: this folder is not empty; name another one with --out\n"
        )
        assert innosim_("--out", "mine/thesis.txt").exit_code == 2
        Path("mine/manifest.json").write_text("{}")
        assert "there is a bundle already" in innosim_("--out", "mine").stderr
        assert Path("mine/thesis.txt").read_text() == "mine"

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("--system", "windows-x86"), "did you mean windows-x86_64?"),
            (("--system", "amiga"), "there are windows-x86_64, "),
            (("--python", "3.10"), "innosim needs Python 3.11 or later"),
            (("--python", "twelve"), "write it as in 3.12"),
            (("--here", "--python", "3.12"), "it takes no --system and no --python"),
        ],
    )
    def test_names_that_there_are_not(self, words: tuple[str, ...], told: str) -> None:
        result = innosim_(*words)
        assert result.exit_code == 2
        assert told in result.stderr
        assert len(result.stderr.splitlines()) == 1


@shared_here
class TestInstalling:
    @pytest.fixture
    def carried(self, made_here: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The bundle carried elsewhere, where pip knows of no other packages."""
        served(tmp_path, monkeypatch)
        shutil.rmtree(tmp_path / "house")
        return Path(shutil.copytree(made_here.folder, tmp_path / "stick"))

    def run(self, carried: Path, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(carried / "install.py"), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_it_installs_without_an_index(self, carried: Path, tmp_path: Path) -> None:
        done = self.run(carried, "there")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "made-up doctor" in done.stdout
        assert not list(Path("there").rglob("direct_url.json"))
        again = self.run(carried, "there")
        assert "making an environment" not in again.stdout
        assert "made-up doctor" in again.stdout

    def test_a_copy_that_is_not_whole_is_refused(self, carried: Path) -> None:
        cut = next((carried / "wheels").glob("more-*"))
        whole = cut.read_bytes()
        cut.write_bytes(whole[:-1])
        assert f"{cut.name} is missing or cut off" in self.run(carried, "there").stderr
        cut.write_bytes(whole[:-1] + b"x")
        damaged = self.run(carried, "there")
        assert damaged.returncode == 1
        assert "DO NOT MATCH THE HASHES" in damaged.stderr
        (carried / "manifest.json").unlink()
        assert "is no finished bundle" in self.run(carried, "there").stderr

    def test_a_folder_of_somebody_is_left_alone(self, carried: Path) -> None:
        Path("there").mkdir()
        Path("there/thesis.txt").write_text("mine")
        done = self.run(carried, "there")
        assert "holds something else" in done.stderr
        assert [path.name for path in Path("there").iterdir()] == ["thesis.txt"]

    def test_another_python_is_told_which_it_needs(self, carried: Path) -> None:
        path = carried / "manifest.json"
        told = json.loads(path.read_text(encoding="utf-8"))
        told["targets"][0]["python"] = "3.99"
        path.write_text(json.dumps(told), encoding="utf-8")
        assert "install Python 3.99, and run this with it" in self.run(carried).stderr


def test_the_systems_are_named_in_the_help() -> None:
    shown = " ".join(innosim_("--help").output.split())
    assert all(name in shown for name in SYSTEMS)
