"""Lists, tables and sums of what folders hold."""

import csv
import json
import os
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from innosim import load
from innosim.cli import cli
from innosim.ensemble import run_to_folder
from innosim.errors import InputError
from innosim.experiments.holdings.check import check
from innosim.experiments.holdings.digest import digest
from innosim.experiments.holdings.export import columns, export
from innosim.experiments.holdings.holding import RUN, SWEEP, holdings, size_in_words
from innosim.experiments.holdings.summary import estimate, summary
from innosim.experiments.sweep.folder import Part, dictionary
from innosim.experiments.sweep.outcomes import Outcomes, read
from innosim.experiments.sweep.sweep import How, sweep
from innosim.results.reader import read as read_results
from tests.unit.experiments.sweep.inline import Inline
from tests.unit.experiments.sweep.toy import plan

PLAN = plan(4, 3)
FAILS = 7
SMALL = ["horizon=8", "organisation.generate.headcount=300"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep with a failed run, a sweep of which a part is missing, and a run."""
    place = tmp_path_factory.mktemp("holdings")
    os.environ["TOY_FAILURE"] = str(FAILS)
    try:
        sweep(PLAN, place / "sweep", Inline())
    finally:
        del os.environ["TOY_FAILURE"]
    sweep(PLAN, place / "deep" / "part", Inline(), How(Part(1, 3)))
    run_to_folder(load("small-service", SMALL), place / "run", 2, ("parquet", "csv"))
    return place


@pytest.fixture
def swept(place: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(place / "sweep", tmp_path / "sweep"))


@pytest.fixture
def run(place: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(place / "run", tmp_path / "run"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def answered(*words: object, code: int = 0) -> str:
    found = CliRunner().invoke(cli, ["results", *map(str, words)])
    assert found.exit_code == code, found.output
    return found.output


def test_list_says_what_there_is_and_how_far(place: Path) -> None:
    found = {one.path.name: one for one in holdings(place).found}
    assert {name: one.kind for name, one in found.items()} == {
        "part": SWEEP,
        "run": RUN,
        "sweep": SWEEP,
    }
    whole = found["sweep"]
    assert (whole.done, whole.failed, whole.missing) == (len(PLAN) - 1, 1, 0)
    assert (found["run"].done, found["run"].missing) == (2, 0)
    assert 0 < found["part"].done < len(PLAN)
    assert found["part"].done + found["part"].missing == len(PLAN)
    assert whole.size == sum(p.stat().st_size for p in (place / "sweep").rglob("*") if p.is_file())
    told = answered("list", place)
    assert "A toy" in told
    assert str(Path("deep") / "part") in told
    assert len(json.loads(answered("list", place, "--json"))) == 3


def test_what_else_there_is_is_named(place: Path, swept: Path) -> None:
    folder = swept.parent
    analysis = swept / "sensitivity"
    analysis.mkdir()
    for path, facts in {
        analysis / "sensitivity.json": {"innosim": "0.1.0"},
        folder / "deep" / "compare" / "comparison.json": {
            "innosim": "0.1.0",
            "arms": [{"name": "one"}, {"name": "other"}],
        },
        folder / "found" / "plan.json": {"innosim": "0.1.0", "title": "A service"},
        folder / "torn" / "calibration.json": "{",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(facts if isinstance(facts, str) else json.dumps(facts))
    (folder / "begun").mkdir()
    (folder / "begun" / "worlds.jsonl").touch()
    with zipfile.ZipFile(folder / "paper.zip", "w") as file:
        file.writestr("archive.json", json.dumps({"title": "A toy", "version": "0.1.0"}))
    (folder / "other.zip").write_bytes(b"PK")
    found = holdings(folder)
    assert [one.kind for one in found.found] == [SWEEP]
    assert [(str(o.path.relative_to(folder)), o.kind, o.title) for o in found.others] == [
        ("paper.zip", "archive", "A toy"),
        ("begun", "unfinished", "the command that began it goes on"),
        (str(Path("deep") / "compare"), "comparison", "one, other"),
        ("found", "search for plans", "A service"),
        ("torn", "calibration", ""),
    ]
    told = answered("list", folder)
    assert "no sweeps or runs" in told
    assert "search for plans" in told
    answered("check", folder / "found", code=2)


def test_what_is_damaged_is_listed(place: Path, swept: Path, run: Path) -> None:
    (swept / "plan.json").write_text("{")
    (run / "manifest.json").write_text("{")
    assert [bool(one.damage) for one in holdings(swept.parent).found] == [True, True]
    assert "damaged" in str(holdings(swept.parent))


def test_a_wrong_folder_is_one_line_with_a_hint(place: Path) -> None:
    assert "there is no such folder" in answered("check", place / "nothing", code=2)
    assert str(place / "deep" / "part") in answered("digest", place / "deep", code=2)
    assert "is a file" in answered("summary", place / "run" / "manifest.json", code=2)


def test_check_of_a_sweep_names_the_command_that_completes_it(place: Path, swept: Path) -> None:
    assert "everything is as it was written" in answered("check", place / "sweep")
    part = place / "deep" / "part"
    assert f"innosim sweep {part}" in answered("check", part, code=1)
    path = max((swept / "series").iterdir())
    content = bytearray(path.read_bytes())
    content[len(content) // 6] ^= 1
    path.write_bytes(content)
    told = answered("check", swept, code=1)
    assert f"series/{path.name}: is torn or damaged" in told
    assert f"innosim results check {swept} --set-aside, then innosim sweep {swept}" in told
    answered("check", swept, "--set-aside", code=1)
    sweep(PLAN, swept, Inline())
    answered("check", swept)


def test_check_of_a_run_names_each_table(run: Path) -> None:
    assert check(run).whole
    for name in ("ideas.parquet", "series.csv"):
        content = bytearray((run / name).read_bytes())
        content[len(content) // 2] ^= 1
        (run / name).write_bytes(content)
    (run / "data-dictionary.csv").unlink()
    told = "\n".join(check(run).faults)
    assert "ideas.parquet: damaged or altered" in told
    assert "series.csv: altered" in told
    assert "data-dictionary.csv: is missing" in told
    answered("check", run, code=1)
    answered("check", run, "--set-aside", code=2)
    (run / "ideas.parquet").unlink()
    assert "ideas.parquet is missing" in answered("check", run, code=1)


@given(st.integers(2, 7), st.integers(1, 4), st.integers(1, 3))
def test_export_and_import_are_a_round_trip(
    tmp_path_factory: pytest.TempPathFactory, points: int, replicates: int, parts: int
) -> None:
    place, whole = tmp_path_factory.mktemp("export"), plan(points, replicates)
    for part in range(1, parts + 1):
        sweep(whole, place / "s", Inline(), How(Part(part, parts)))
    export(place / "s", place / "e")
    found, table = read(place / "s"), rows(place / "e" / "runs.csv")
    assert [int(row["run"]) for row in table] == list(range(len(whole)))
    assert [int(row["seed"]) for row in table] == [run.seed for run in whole.runs()]
    for name in whole.metrics:
        values = np.array([float(row[name] or "nan") for row in table])
        assert np.array_equal(values, found.values[name].ravel(), equal_nan=True)
    for row in table:
        for key, value in whole.values(int(row["point"])).items():
            assert float(row[key]) == value
    weekly = rows(place / "e" / "series.csv")
    keys = [(int(row["run"]), int(row["week"])) for row in weekly]
    assert keys == [(run, week) for run in range(len(whole)) for week in found.weeks]
    series = np.array([float(row["embedded"]) for row in weekly])
    assert np.array_equal(series, found.series("embedded").ravel())


def test_export_names_failed_and_missing_runs(place: Path, tmp_path: Path) -> None:
    export(place / "sweep", tmp_path / "e")
    failed = rows(tmp_path / "e" / "runs.csv")[FAILS]
    assert (failed["status"], failed["error"]) == ("failed", "ValueError: a bad day")
    assert failed["embedded"] == ""
    export(place / "deep" / "part", tmp_path / "e")
    states = {row["status"] for row in rows(tmp_path / "e" / "runs.csv")}
    assert states == {"done", "missing"}


def test_export_replaces_nothing_else(place: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(InputError, match="not empty"):
        export(place / "sweep", tmp_path)
    with pytest.raises(InputError, match="results themselves"):
        export(place / "sweep", place / "run")


def _described(path: Path) -> set[tuple[str, str]]:
    found = rows(path / "data-dictionary.csv")
    assert all(row["meaning"].strip() for row in found)
    return {(row["table"], row["name"]) for row in found}


def test_dictionary_of_a_sweep_is_complete(place: Path) -> None:
    swept = place / "sweep"
    heads = (swept / "points.csv").read_text().splitlines()[0].split(",")
    tables = {"points": heads}
    tables |= {t: pq.read_table(swept / t).column_names for t in ("runs", "series")}
    wanted = {(table, name) for table, names in tables.items() for name in names}
    assert _described(swept) == wanted
    assert len(list(dictionary(PLAN))) == len(wanted)


@pytest.mark.parametrize("kind", ["sweep", "run"])
def test_dictionary_of_an_export_is_complete(place: Path, tmp_path: Path, kind: str) -> None:
    written = export(place / kind, tmp_path / "e")
    tables = [path for path in written if path.name != "data-dictionary.csv"]
    heads = {path.stem: path.read_text().splitlines()[0].split(",") for path in tables}
    assert _described(tmp_path / "e") == {(t, name) for t, names in heads.items() for name in names}
    assert len(tables) == (2 if kind == "sweep" else len(read_results(place / "run").tables))


def test_dictionary_of_an_export_has_units_of_the_model(place: Path) -> None:
    units = {(table, name): unit for name, table, unit, _ in columns(PLAN)}
    assert units["runs", "practices.yes_and"] == "share of full strength"
    assert units["runs", "embedded"] == "per 100 staff a year"


def test_estimate_is_the_t_interval() -> None:
    values = np.array([1.0, 2.0, 4.0, np.nan])
    low, high = stats.t.interval(0.95, 2, loc=7 / 3, scale=stats.sem(values[:3]))
    found = estimate(values)
    assert found["n"] == 3
    assert [found["mean"], found["low"], found["high"]] == pytest.approx([7 / 3, low, high])
    assert estimate(np.array([np.nan]))["mean"] is None
    assert estimate(np.array([2.0])) == {"mean": 2.0, "low": None, "high": None, "n": 1}


def test_summary_has_means_and_names_failures(place: Path) -> None:
    found = summary(place / "sweep", ["queue"])
    facts, outcomes = found.facts, read(place / "sweep")
    for point, one in enumerate(facts["points"]):
        values = outcomes.values["embedded"][point]
        assert one["metrics"]["embedded"]["mean"] == pytest.approx(np.nanmean(values))
    assert facts["points"][FAILS // 3]["failed"] == 1
    assert [run["run"] for run in facts["failed_runs"]] == [FAILS]
    told = str(found)
    assert f"run {FAILS} failed (seed {PLAN.run(FAILS).seed}; practices.yes_and=" in told
    assert f"innosim run --replay {place / 'sweep'}:{FAILS}" in told
    assert "2 of 3" in told
    assert "<table>" in found._repr_html_()
    assert json.loads(answered("summary", place / "sweep", "--json")) == json.loads(
        json.dumps(summary(place / "sweep").facts)
    )


def test_summary_of_unknown_quantities_names_the_nearest(place: Path) -> None:
    assert "did you mean queue" in answered("summary", place / "sweep", "--metric", "quue", code=2)
    assert "2 replicates" in answered("summary", place / "run")
    assert "headlines" in json.loads(answered("summary", place / "run", "--json"))
    answered("summary", place / "run", "--metric", "queue", code=2)


def test_digest_is_that_of_the_runs(place: Path, run: Path) -> None:
    assert digest(place / "run").text == read_results(place / "run").manifest.digest
    part = digest(place / "deep" / "part")
    assert not part.complete
    assert f"({part.runs} of {part.all} runs)" in answered("digest", place / "deep" / "part")
    (run / "ideas.parquet").write_bytes(b"PAR1")
    answered("digest", run, code=2)


def test_made_outcomes_have_no_series(place: Path) -> None:
    found = read(place / "sweep")
    made = Outcomes(found.plan, found.values, found.status, {}, found.seconds)
    with pytest.raises(InputError, match="there are: none"):
        made.series("embedded")


def test_compact_from_the_command_line(swept: Path) -> None:
    before = digest(swept).text
    assert "are now 1" in answered("compact", swept)
    assert digest(swept).text == before
    assert "nothing to merge" in answered("compact", swept)


def test_sizes_in_words() -> None:
    assert [size_in_words(n) for n in (0, 999, 1_200, 3.4e9)] == [
        "0 B",
        "999 B",
        "1.2 kB",
        "3.4 GB",
    ]
