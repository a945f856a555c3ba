"""Merging the files of a sweep: nothing is lost, whenever it ends."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from innosim.errors import InputError
from innosim.experiments.sweep import compact as module
from innosim.experiments.sweep.check import check
from innosim.experiments.sweep.compact import compact
from innosim.experiments.sweep.content import digest
from innosim.experiments.sweep.folder import Part
from innosim.experiments.sweep.outcomes import read
from innosim.experiments.sweep.sweep import How, sweep
from innosim.experiments.sweep.work import kept_weeks
from innosim.results import lock
from tests.unit.experiments.sweep.inline import Inline
from tests.unit.experiments.sweep.toy import WEEKS, plan

ROOT = Path(__file__).parents[4]
PLAN = plan()


class Killed(BaseException):
    """The end of a process."""


def scattered(place: Path) -> Path:
    """A sweep in many files whose runs lie among each other, with a failed run and a double one."""
    os.environ["TOY_FAILURE"] = "7"
    try:
        for number in (3, 1, 2):
            sweep(PLAN, place, Inline(), How(Part(number, 3)))
    finally:
        del os.environ["TOY_FAILURE"]
    failed = next(p for p in (place / "runs").iterdir() if 7 in _numbers(place, p))
    for table in ("runs", "series"):
        shutil.copy(place / table / failed.name, place / table / "part-00000000-aaaaaaaa.parquet")
    failed.unlink()
    sweep(PLAN, place, Inline(), How(retry_failed=True))
    return place


def _numbers(place: Path, path: Path) -> list[int]:
    import pyarrow.parquet as pq

    found: list[int] = pq.read_table(path).column("run").to_pylist()
    return found


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scattered(tmp_path_factory.mktemp("compact") / "many")


@pytest.fixture
def copy(many: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(many, tmp_path / "copy"))


def names(place: Path, table: str) -> list[str]:
    return sorted(path.name for path in (place / table).iterdir())


def test_one_file_says_what_many_said(copy: Path) -> None:
    before, series = digest(copy).text, read(copy).series("embedded")
    many = len(names(copy, "runs"))
    merged = compact(copy)
    assert (merged.before, merged.after, merged.damaged) == (many, 1, ())
    assert len(names(copy, "runs")) == len(names(copy, "series")) == 1
    assert digest(copy).text == before
    assert np.array_equal(read(copy).series("embedded"), series, equal_nan=True)
    assert check(copy).whole
    assert compact(copy).after == 1


@given(st.integers(30, 2_000))
@example(756)  # runs that were there twice make room for more in a merged file
def test_any_size_says_the_same_and_is_settled(
    tmp_path_factory: pytest.TempPathFactory, many: Path, largest: int
) -> None:
    place = Path(shutil.copytree(many, tmp_path_factory.mktemp("size") / "copy"))
    compact(place, largest)
    assert digest(place).text == digest(many).text
    kept = names(place, "runs")
    assert compact(place, largest).after == len(kept)
    assert names(place, "runs") == kept == names(place, "series")


def test_ended_at_any_step_it_loses_nothing(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, step, ended = digest(many).text, 0, True
    replace, unlink = os.replace, Path.unlink
    while ended:
        step, left = step + 1, [step]

        def tick(left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] <= 0:
                raise Killed

        place = Path(shutil.copytree(many, tmp_path / f"{step}"))
        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", lambda *names: (tick(), replace(*names)))
            patched.setattr(
                Path,
                "unlink",
                lambda path, missing_ok=False: (
                    path.suffix == ".parquet" and tick(),
                    unlink(path, missing_ok=missing_ok),
                ),
            )
            try:
                compact(place)
                ended = False
            except Killed:
                pass
        assert digest(place).text == wanted
        assert read(place).complete
        compact(place)
        assert digest(place).text == wanted
        assert len(names(place, "runs")) == len(names(place, "series")) == 1
    assert step > 2 * len(names(many, "runs"))


KILLER = """
import os, signal, sys
from pathlib import Path
from innosim.experiments.sweep.compact import compact
left = int(sys.argv[2])
def counted(do):
    def then(*names, **how):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return do(*names, **how)
    return then
os.replace = counted(os.replace)
Path.unlink = counted(Path.unlink)
compact(Path(sys.argv[1]))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("step", [1, 2, 4])
def test_killed_it_is_taken_up_again(copy: Path, step: int) -> None:
    wanted = digest(copy).text
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", KILLER, str(copy), str(step)]
    assert subprocess.run(command, env=env, check=False).returncode == -9
    assert digest(copy).text == wanted
    compact(copy)
    assert digest(copy).text == wanted
    assert len(names(copy, "runs")) == len(names(copy, "series")) == 1


@pytest.mark.parametrize("owner", ["sweep", "part-2-of-5"])
def test_refused_while_a_sweep_is_at_work(copy: Path, owner: str) -> None:
    held = lock.take(copy / f"{owner}.lock")
    assert held is not None
    try:
        with pytest.raises(InputError, match="at work"):
            compact(copy)
    finally:
        lock.give_back(held)


def test_damaged_files_stay_and_orphans_go(copy: Path) -> None:
    torn, orphan = names(copy, "runs")[-1], "part-00000001-bbbbbbbb.parquet"
    (copy / "runs" / torn).write_bytes((copy / "runs" / torn).read_bytes()[:-9])
    shutil.copy(copy / "series" / torn, copy / "series" / orphan)
    merged = compact(copy)
    assert merged.damaged == (torn,)
    assert torn in names(copy, "runs")
    assert orphan not in names(copy, "series")
    assert torn in str(merged)


def test_a_folder_that_cannot_be_written_is_one_line(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = digest(copy).text
    monkeypatch.setattr(module, "write_tables", full)
    with pytest.raises(InputError, match=r"No space left.*nothing is lost"):
        compact(copy)
    assert digest(copy).text == before


def test_series_are_arrays_by_point_replicate_and_week(many: Path) -> None:
    found = read(many)
    embedded = found.series("embedded")
    assert found.weeks == kept_weeks(WEEKS, 2)
    assert embedded.shape == (PLAN.points, PLAN.replicates, len(found.weeks))
    expected = found.values["embedded"][..., None] + np.array(found.weeks)
    assert np.array_equal(embedded, expected)
    with pytest.raises(InputError, match=r"no series 'energy' \(there are: embedded\)"):
        found.series("energy")
