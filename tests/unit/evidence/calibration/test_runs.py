"""Points that are really run: kept, taken up again, the same for any number of processes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from innosim.analysis.headline import by_replicate
from innosim.cli import INTERRUPTED, cli
from innosim.ensemble import run_to_folder
from innosim.evidence.calibration.points import Bench, Point, trimmed
from innosim.evidence.calibration.targets import MEASURED
from innosim.evidence.calibration.workers import Workers
from innosim.kept import kept
from innosim.results.reader import read
from innosim.scenario.files import load
from innosim.scenario.sources import read as read_organisation
from tests.dictionaries import check_dictionary

TINY = (
    'format = 1\ntitle = "Tiny"\n[organisation]\nname = "Tiny"\n[organisation.generate]\n'
    "headcount = 150\norganisations = 1\n[generation]\nscale = 3.0\n"
)
TARGETS = (
    '[fitted.proposals]\nlow = 12\nhigh = 24\nsource = "made up"\n'
    '[fitted.reached_pilot]\nlow = 0.02\nhigh = 0.6\nsource = "made up"\n'
    '[held_out.continued]\nlow = 0.1\nhigh = 0.9\nsource = "made up"\n'
    '[held_out.embedded_share]\nlow = 0.1\nhigh = 0.9\nsource = "made up"\n'
    '[levels."generation.scale"]\nlow = 1.0\nhigh = 6.0\n'
    '[levels."gates.capacity"]\nlow = 0.05\nhigh = 0.5\n'
)
DONE = pytest.mark.xdist_group("calibration")
"""Marks the tests that look at one calibration, which is then carried out by one worker only."""

SMALL = ("--points", "8", "--waves", "2", "--replicates", "2", "--weeks", "26")


def prepared(folder: Path) -> Path:
    """The folder, with a tiny scenario and targets in it."""
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    (folder / "targets.toml").write_text(TARGETS, encoding="utf-8")
    return folder


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The folder of a tiny scenario with targets."""
    return prepared(tmp_path)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The same with a calibration that is done, in its folder `found`, and what was printed."""
    folder = prepared(tmp_path_factory.mktemp("done"))
    return folder, innosim(folder, "found", "--jobs", "1")


def innosim(tiny: Path, out: str, *arguments: str) -> Result:
    given = [str(tiny / "tiny.toml"), "--targets", str(tiny / "targets.toml")]
    given += ["--out", str(tiny / out), *SMALL, *arguments]
    return CliRunner().invoke(cli, ["calibrate", *given])


def contents(folder: Path) -> dict[str, bytes]:
    """Everything but the store, whose lines come in any order."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".jsonl"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_point_is_measured_as_the_summary_of_a_run_measures(tmp_path: Path) -> None:
    scenario = load("small-service", ["horizon=60", "generation.scale=2.0"])
    point = Point(1, 1, {}, {"gates.capacity": 0.4})
    chart = read_organisation(scenario.organisation).chart
    values = Bench(trimmed(scenario, 60), 2).run(point, chart)
    plain = load("small-service", ["horizon=60", "generation.scale=2.0", "gates.capacity=0.4"])
    wanted = by_replicate(read(run_to_folder(plain, tmp_path / "run", 2)))
    for name in MEASURED:
        assert values[name] == pytest.approx(list(wanted[name]), nan_ok=True)


@DONE
def test_a_whole_calibration(done: tuple[Path, Result]) -> None:
    tiny, result = done
    assert result.exit_code == 0, result.output
    folder = tiny / "found"
    facts = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    assert len(facts["points"]) == 17
    assert facts["members"]
    rows = list(csv.DictReader((folder / "set.csv").open(encoding="utf-8")))
    assert [int(row["point"]) for row in rows] == facts["members"]
    check_dictionary(folder)
    for row in rows:
        assert 12 <= float(row["proposals"]) <= 24
        assert 0.02 <= float(row["reached_pilot"]) <= 0.6
    chosen = next(row for row in rows if row["chosen"] == "1")
    calibrated = load(folder / "calibrated.toml")
    assert calibrated.section("generation").scale == float(chosen["generation.scale"])
    assert calibrated.organisation == load(tiny / "tiny.toml").organisation
    page = (folder / "calibration.md").read_text(encoding="utf-8")
    assert f"Chosen: point {facts['chosen']}" in page
    assert (folder / "figures" / "calibration.txt").read_text(encoding="utf-8").count("\n") > 3
    lines = result.output.splitlines()
    table = [[cell.strip() for cell in line.split("  ")] for line in lines]
    assert sum("held out" in cells for cells in table) == 5
    assert sum("fitted" in cells for cells in table) == 2


@DONE
def test_the_same_bytes_for_any_jobs_and_after_a_stop(done: tuple[Path, Result]) -> None:
    """The second folder begins with some points of the first, and a line that was torn off."""
    tiny = done[0]
    store = tiny / "found" / "points.jsonl"
    lines = store.read_text(encoding="utf-8").splitlines(keepends=True)
    (tiny / "two").mkdir()
    kept = "".join([*lines[3:8], lines[12]])
    torn = lines[9][: len(lines[9]) // 2]
    (tiny / "two" / "points.jsonl").write_text(kept + torn, encoding="utf-8")
    result = innosim(tiny, "two", "--jobs", "2")
    assert result.exit_code == 0, result.output
    assert contents(tiny / "found") == contents(tiny / "two")
    again = (tiny / "two" / "points.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    assert sorted(again) == sorted(lines)


@DONE
def test_nothing_is_run_twice(done: tuple[Path, Result], monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = done[0]

    def refuse(*_: object) -> None:
        raise AssertionError("a point was run again")

    monkeypatch.setattr(Bench, "run", refuse)
    assert innosim(tiny, "found", "--jobs", "1").exit_code == 0
    changed = innosim(tiny, "found", "--jobs", "1", "--seed", "7")
    assert isinstance(changed.exception, AssertionError)


def test_stopping_keeps_what_is_done_and_says_how_to_go_on(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Bench.run
    count = iter(range(5))

    def interrupted(bench: Bench, *rest: object) -> object:
        if next(count, None) is None:
            raise KeyboardInterrupt
        return run(bench, *rest)

    monkeypatch.setattr(Bench, "run", interrupted)
    result = innosim(tiny, "found", "--jobs", "1")
    assert result.exit_code == INTERRUPTED
    assert "5 of 17 points are kept" in result.output
    assert "the same command goes on" in result.output
    assert len((tiny / "found" / "points.jsonl").read_text(encoding="utf-8").splitlines()) == 5


def test_a_smaller_service_is_said(tiny: Path) -> None:
    result = innosim(tiny, "found", "--jobs", "1", "--people", "100", "--waves", "1")
    assert result.exit_code == 0, result.output
    assert "The service has 150 people; the points were run in a generated one" in result.output
    source = load(tiny / "found" / "calibrated.toml").source
    assert "in a service of 100 people" in source


def test_workers_give_outcomes_in_the_order_of_the_points(tiny: Path) -> None:
    scenario = trimmed(load(tiny / "tiny.toml"), 20)
    points = [Point(k, 1, {}, {"generation.scale": float(k)}) for k in (5, 1, 3)]
    told: list[tuple[int, int]] = []
    with kept(tiny / "points.jsonl") as store:
        workers = Workers(Bench(scenario, 2), store, 2, lambda *counts: told.append(counts))
        found = workers.run(points)
        workers.run(points)
    assert [one.point.number for one in found] == [5, 1, 3]
    raised = [one.means["proposals"] for one in found]
    assert raised[1] < raised[2] < raised[0]
    assert told == [(0, 0), (0, 1), (0, 1), (0, 1), (3, 0)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--people", "150"), "the service has 150 people; ask for fewer"),
        (("--out", "."), "this folder is not empty and holds no calibration"),
    ],
)
def test_mistakes_in_one_line(tiny: Path, arguments: tuple[str, ...], said: str) -> None:
    given = [str(tiny) if one == "." else one for one in arguments]
    result = innosim(tiny, "found", *given)
    assert result.exit_code == 2
    assert said in result.output
    assert len(result.output.splitlines()) == 1


def test_a_run_must_be_as_long_as_the_register(tiny: Path) -> None:
    rows = "idea,raised,ended,fate\n1,2020-01-06,,waiting\n2,2020-12-28,,waiting\n"
    (tiny / "ideas.csv").write_text(rows, encoding="utf-8")
    result = innosim(tiny, "found", "--targets", str(tiny / "ideas.csv"))
    assert result.exit_code == 2
    assert "the register covers 51 weeks" in result.output
