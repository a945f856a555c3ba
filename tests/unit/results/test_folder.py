from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from innosim.errors import InputError
from innosim.results import files
from innosim.results.manifest import Manifest
from innosim.results.reader import read
from innosim.results.writer import ResultsWriter
from tests.unit import synthetic_results

FACTS = Manifest({"name": "x"}, seed=1, replicates=1, horizon=3, version="0")
UNITS = {
    "branch": np.arange(2),
    "branch_name": ["a", "b"],
    "organisation": np.zeros(2, int),
    "organisation_name": ["o", "o"],
    "posts": np.ones(2, int),
}

SLOW_WRITER = """
import sys, time, pathlib
from innosim.results.writer import ResultsWriter
from tests.unit.results.test_folder import UNITS
with ResultsWriter(pathlib.Path(sys.argv[1])) as writer:
    writer.write("units", UNITS)
    print("writing", flush=True)
    time.sleep(60)
"""


def _finish(writer: ResultsWriter) -> None:
    with writer:
        writer.write("units", UNITS)
        writer.finish(FACTS)


def _write(folder: Path, overwrite: bool = False, seed: int = 1) -> None:
    with ResultsWriter(folder, overwrite=overwrite) as writer:
        writer.write("units", UNITS)
        writer.finish(Manifest({"name": "x"}, seed, 1, 3, "0"))


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A writer in another process, in the midst of its work."""
    command = [sys.executable, "-c", SLOW_WRITER, str(tmp_path / "r")]
    root = Path(__file__).parents[3]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_killed_writer_leaves_nothing_complete(
    tmp_path: Path, killed: subprocess.Popen[str]
) -> None:
    killed.kill()
    killed.wait()
    assert not (tmp_path / "r").exists()
    for remains in tmp_path.iterdir():
        with pytest.raises(InputError):
            read(remains)
    _write(tmp_path / "r")
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_living_writer_is_left_alone(tmp_path: Path, killed: subprocess.Popen[str]) -> None:
    _write(tmp_path / "r")
    assert len(list(tmp_path.glob(".r.writing-*"))) == 2
    assert killed.poll() is None


def test_what_a_killed_run_moved_aside_is_put_back(tmp_path: Path) -> None:
    _write(tmp_path / "r", seed=5)
    (tmp_path / "r").rename(tmp_path / ".r.replaced-0abc")
    (tmp_path / ".r.writing-0abc").mkdir()
    (tmp_path / ".r.writing-0abc.lock").touch()
    with pytest.raises(InputError, match="results here already"):
        _write(tmp_path / "r")
    assert read(tmp_path / "r").manifest.seed == 5
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="lacks"), ResultsWriter(tmp_path / "r") as writer:
        writer.write("posts", UNITS)
    assert list(tmp_path.iterdir()) == []


def test_leaving_without_finishing_leaves_nothing(tmp_path: Path) -> None:
    with ResultsWriter(tmp_path / "r") as writer:
        writer.write("units", UNITS)
    assert list(tmp_path.iterdir()) == []


def test_results_are_replaced_on_request_only(tmp_path: Path) -> None:
    _write(tmp_path / "r")
    with pytest.raises(InputError, match="results here already"):
        _write(tmp_path / "r")
    _write(tmp_path / "r", overwrite=True, seed=2)
    assert read(tmp_path / "r").manifest.seed == 2
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


@pytest.mark.parametrize("overwrite", [True, False])
def test_other_people_s_folders_are_refused(tmp_path: Path, overwrite: bool) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "thesis.doc").write_text("x")
    with pytest.raises(InputError, match="not empty"):
        _write(tmp_path / "r", overwrite)
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="this is a file"):
        _write(tmp_path / "file", overwrite)


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    _write(tmp_path / "r")
    assert read(tmp_path / "r").rows("units") == 2


def test_folders_with_odd_names(tmp_path: Path) -> None:
    _write(tmp_path / "deep" / "[a]*? é")
    assert read(tmp_path / "deep" / "[a]*? é").rows("units") == 2


@pytest.mark.parametrize("moment", ["add", "finish"])
def test_a_full_disk_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.ParquetFile, moment, full)
    with pytest.raises(InputError, match="No space left") as caught:
        _write(tmp_path / "r")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_really_full_disk(tmp_path: Path) -> None:
    writer = ResultsWriter(tmp_path / "r")
    folder = next(tmp_path.glob(".r.writing-*[!k]"))
    (folder / "units.parquet").symlink_to("/dev/full")
    with pytest.raises(InputError, match="No space left"):
        _finish(writer)
    assert list(tmp_path.iterdir()) == []


def test_a_place_below_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be written"):
        _write(tmp_path / "file" / "r")


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'xlsx' is no format"):
        ResultsWriter(tmp_path / "r", ("xlsx",))


def test_missing_and_incomplete_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        read(tmp_path / "r")
    folder = synthetic_results.write(tmp_path / "r", people=100, replicates=1)
    (folder / "ideas.parquet").unlink()
    with pytest.raises(InputError, match=r"ideas\.parquet is missing"):
        read(folder)
    (folder / "manifest.json").unlink()
    with pytest.raises(InputError, match="or incomplete"):
        read(folder)


def test_altered_results_are_noticed(tmp_path: Path) -> None:
    folder = synthetic_results.write(tmp_path / "r", people=100, replicates=1)
    other = synthetic_results.write(tmp_path / "s", people=100, replicates=1, per_hundred=9)
    (other / "ideas.parquet").replace(folder / "ideas.parquet")
    read(folder)
    with pytest.raises(InputError, match="altered or damaged"):
        read(folder, verify=True)
    (folder / "ideas.parquet").write_bytes(b"PAR1 nonsense")
    with pytest.raises(InputError, match="altered or damaged"):
        read(folder, verify=True)
    with pytest.raises(InputError, match="altered or damaged"):
        read(folder).columns("ideas")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 99}, "newer than this innosim reads"),
        ({"seed": 8}, "digest does not fit"),
        ({"kind": "x"}, "not a manifest"),
        ({"tables": None}, "incomplete or damaged manifest"),
    ],
)
def test_altered_manifests_are_refused(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    _write(tmp_path / "r")
    path = tmp_path / "r" / "manifest.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**facts, **change}), encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read(tmp_path / "r")
    assert "\n" not in str(caught.value)


def test_what_differs_by_machine_is_outside_the_digest(tmp_path: Path) -> None:
    for name, seconds in (("a", 1.0), ("b", 99.0)):
        with ResultsWriter(tmp_path / name) as writer:
            writer.write("units", UNITS)
            writer.finish(FACTS, {"seconds": seconds, "started": str(time.time())})
    one, two = read(tmp_path / "a"), read(tmp_path / "b")
    assert one.manifest.digest == two.manifest.digest
    assert one.machine != two.machine
