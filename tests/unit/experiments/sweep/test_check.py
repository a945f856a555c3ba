"""What is wrong in the folder of a sweep is named, and the sweep then completes it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from innosim.errors import InputError
from innosim.experiments.sweep.check import check
from innosim.experiments.sweep.content import digest
from innosim.experiments.sweep.outcomes import read
from innosim.experiments.sweep.sweep import sweep
from tests.unit.experiments.sweep.inline import Inline
from tests.unit.experiments.sweep.toy import plan

PLAN = plan(4, 3)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("check") / "whole"
    sweep(PLAN, place, Inline())
    return place


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def last(place: Path, table: str) -> Path:
    return max((place / table).glob("*.parquet"))


def torn(place: Path) -> str:
    path = last(place, "runs")
    path.write_bytes(path.read_bytes()[:-9])
    return f"runs/{path.name}: is torn"


def without_series(place: Path) -> str:
    last(place, "series").unlink()
    return f"runs/{last(place, 'runs').name}: has no whole series beside it"


def flipped_series(place: Path) -> str:
    path = last(place, "series")
    content = bytearray(path.read_bytes())
    content[len(content) // 6] ^= 1
    path.write_bytes(content)
    return f"series/{path.name}: is torn or damaged"


def alien(place: Path) -> str:
    other = place.parent / "other"
    sweep(plan(3, 3), other, Inline())
    path = last(other, "runs")
    for table in ("runs", "series"):
        shutil.copy(other / table / path.name, place / table / "part-99999999-aaaaaaaa.parquet")
    return "runs/part-99999999-aaaaaaaa.parquet: is of another plan"


def swapped(place: Path) -> str:
    first, final = sorted((place / "series").glob("*.parquet"))[0], last(place, "series")
    shutil.copy(first, final)
    return f"series/{final.name}: has not the weeks"


@pytest.mark.parametrize("harm", [torn, without_series, flipped_series, alien, swapped])
def test_harm_is_named_and_mended(whole: Path, copy: Path, harm: Callable[[Path], str]) -> None:
    wanted = harm(copy)
    found = check(copy)
    assert not found.whole
    assert [fault for fault in found.faults if str(fault).startswith(wanted)]
    aside = check(copy, aside=True)
    assert aside.aside
    sweep(PLAN, copy, Inline())
    assert digest(copy).text == digest(whole).text
    assert all("no runs beside" in fault.what for fault in check(copy).faults)


def test_files_that_are_none_of_a_sweep(copy: Path) -> None:
    (copy / "runs" / "notes.txt").write_text("x")
    (copy / "series" / "part-1.parquet.sweep.tmp").write_text("x")
    shutil.copy(last(copy, "series"), copy / "series" / "part-00000000-cccccccc.parquet")
    (copy / "points.csv").write_text("point\n")
    (copy / "data-dictionary.csv").unlink()
    (copy / "experiment.toml").write_text("title = 'Another'\n")
    said = "\n".join(map(str, check(copy).faults))
    for words in (
        "runs/notes.txt: is no file of a sweep",
        "series/part-1.parquet.sweep.tmp: is unfinished",
        "series/part-00000000-cccccccc.parquet: has no runs beside it",
        "points.csv: does not say",
        "data-dictionary.csv: is missing",
        "experiment.toml: does not say",
    ):
        assert words in said
    assert check(copy).missing == 0


@pytest.mark.parametrize("table", ["runs", "series"])
def test_no_flipped_byte_is_passed_over(copy: Path, whole: Path, table: str) -> None:
    path, wanted = last(copy, table), digest(whole).text
    content = path.read_bytes()
    noticed = 0
    for place in range(0, len(content), 29):
        changed = bytearray(content)
        changed[place] ^= 0x11
        path.write_bytes(changed)
        if check(copy).whole:
            assert digest(copy).text == wanted
        else:
            noticed += 1
    assert noticed > len(content) / 29 / 4


def test_damaged_series_are_one_line_wherever_they_are_read(copy: Path) -> None:
    flipped_series(copy)
    with pytest.raises(InputError, match="--set-aside"):
        digest(copy)
    with pytest.raises(InputError, match="--set-aside"):
        read(copy).series("embedded")


@pytest.mark.parametrize("content", ["{}", "[", '{"kind": "innosim sweep", "format": 1}'])
def test_a_damaged_plan_is_one_line(copy: Path, content: str) -> None:
    (copy / "plan.json").write_text(content)
    with pytest.raises(InputError, match=r"plan\.json"):
        check(copy)


def test_an_altered_plan_is_found(copy: Path) -> None:
    text = (copy / "plan.json").read_text()
    (copy / "plan.json").write_text(text.replace('"replicates": 3', '"replicates": 2'))
    assert any(fault.name == "plan.json" for fault in check(copy).faults)
