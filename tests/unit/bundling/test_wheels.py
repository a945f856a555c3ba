"""What a system needs of some wheels, and the wheel of innosim from what is installed."""

from __future__ import annotations

import zipfile
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from innosim.bundling import own, wheels
from innosim.bundling.carried import install
from innosim.bundling.targets import SYSTEMS, Target, here, targets
from innosim.errors import InputError
from tests.unit.bundling import house

WINDOWS, LINUX = targets(["windows-x86_64", "linux-x86_64"], ["3.12"])


def closure(folder: Path, wanted: str, target: Target) -> tuple[set[str], tuple[str, ...]]:
    there = [wheels.read(path) for path in folder.glob("*.whl")]
    found = wheels.closure([Requirement(wanted)], there, target)
    return {wheel.name for wheel in found.wheels}, found.missing


class TestClosure:
    def test_markers_are_those_of_the_system(self, tmp_path: Path) -> None:
        needs = ['w; sys_platform == "win32"', 'old; python_version < "3.12"']
        house.wheel(tmp_path, "a", needs=needs)
        house.wheel(tmp_path, "w")
        assert closure(tmp_path, "a", WINDOWS) == ({"a", "w"}, ())
        assert closure(tmp_path, "a", LINUX) == ({"a"}, ())

    def test_extras_are_followed_when_asked_for(self, tmp_path: Path) -> None:
        house.wheel(tmp_path, "a", needs=['b; extra == "x"', 'a[x]; extra == "all"'])
        assert closure(tmp_path, "a", LINUX) == ({"a"}, ())
        assert closure(tmp_path, "a[all]", LINUX) == ({"a"}, ("b (for a)",))

    @pytest.mark.parametrize(
        ("version", "tag", "said"),
        [
            ("0.9", "py3-none-any", ""),
            ("1.0", "cp312-cp312-win_amd64", ""),
            ("1.0", "cp311-cp311-manylinux_2_17_x86_64", ""),
            ("1.0", "cp312-cp312-manylinux_2_34_x86_64", ""),
            ("1.0", "py3-none-any", "Requires-Python: >=3.13"),
        ],
    )
    def test_what_does_not_fit_is_missing(
        self, tmp_path: Path, version: str, tag: str, said: str
    ) -> None:
        house.wheel(tmp_path, "a", needs=["b>=1"])
        house.wheel(tmp_path, "b", version, tag, said=[said] if said else [])
        assert closure(tmp_path, "a", LINUX) == ({"a"}, ("b>=1 (for a)",))

    def test_circles_end(self, tmp_path: Path) -> None:
        house.wheel(tmp_path, "a", needs=["b"])
        house.wheel(tmp_path, "b", needs=["a"])
        assert closure(tmp_path, "a", LINUX) == ({"a", "b"}, ())

    def test_what_is_no_wheel_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "a-1.0-py3-none-any.whl"
        path.write_text("no")
        with pytest.raises(InputError, match="is no wheel, or a damaged one"):
            wheels.read(path)


def test_the_longest_path_counts_from_the_environment(tmp_path: Path) -> None:
    path = house.wheel(tmp_path, "a", files={"a-1.0.data/data/share/" + "x" * 90: ""})
    assert wheels.read(path).longest == len("share/") + 90


def test_this_machine_is_one_of_the_systems() -> None:
    assert here().system.name == install.system()
    assert here().system is SYSTEMS[install.system()]


class TestOwnWheel:
    def test_packed_again_it_is_what_was_installed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        original = house.own(tmp_path / "first")
        site = tmp_path / "site"
        with zipfile.ZipFile(original) as file:
            file.extractall(site)
            names = set(file.namelist())
        told = site / "innosim-0.1.0.dist-info"
        (told / "direct_url.json").write_text('{"url": "file:///here"}')
        with (told / "RECORD").open("a") as record:
            record.write(
                "innosim-0.1.0.dist-info/direct_url.json,,\n../bin/innosim,,\ninnosim/x.pyc,,\n"
            )
        monkeypatch.setattr(own, "distribution", lambda name: Distribution.at(told))
        (tmp_path / "second").mkdir()
        packed = own.pack(tmp_path / "second")
        assert packed.name == original.name
        with zipfile.ZipFile(packed) as file:
            assert set(file.namelist()) == names
        assert wheels.read(packed).needs == wheels.read(original).needs
        again = packed.read_bytes()
        assert own.pack(tmp_path / "second").read_bytes() == again

    def test_a_file_that_is_gone_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with zipfile.ZipFile(house.own(tmp_path)) as file:
            file.extractall(tmp_path)
        (tmp_path / "innosim/__main__.py").unlink()
        installed = Distribution.at(tmp_path / "innosim-0.1.0.dist-info")
        monkeypatch.setattr(own, "distribution", lambda name: installed)
        with pytest.raises(InputError, match=r"innosim/__main__\.py cannot be read"):
            own.pack(tmp_path)
