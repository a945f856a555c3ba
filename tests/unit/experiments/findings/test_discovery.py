"""Conditions are found through the path of a sweep, and put into words."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from innosim.cli import cli
from innosim.errors import InputError
from innosim.experiments.discovery import search as searching
from innosim.experiments.findings.discovery import LookedFor, discover
from innosim.experiments.findings.sensitivity import sensitivity
from innosim.experiments.sweep import outcomes
from innosim.experiments.sweep.work import MISSING
from tests.dictionaries import check_dictionary
from tests.unit.experiments.findings import toy

PARITY, PRESSURE = "signals.parity", "service.pressure"
FACTORS = [
    toy.lever("lever", 0.0, 1.0),
    toy.lever("mode", "radar", "open"),
    toy.number(PARITY),
    toy.number(PRESSURE),
    toy.number("dummy"),
]


def outcome(x):
    """Ideas die where parity is low and the pressure high; the lever saves all of them."""
    die = (x[PARITY] < 0.4) & (x[PRESSURE] > 0.6) & (x["lever"] == 0)
    return 3.0 - 2.0 * die + 0.1 * x[PARITY]


@pytest.fixture(scope="module")
def swept():
    return toy.swept(toy.plan(FACTORS, "latin_hypercube", 400, replicates=2), outcome)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(searching, "HALVES", 6)


def test_levers_and_uncertainties_are_searched_apart(swept):
    found = discover(swept, toy.METRIC, LookedFor(below=2.0)).facts["searches"]
    assert [one["over"] for one in found] == ["uncertainties", "levers"]
    assert {row["factor"] for row in found[0]["box"]} == {PARITY, PRESSURE}
    assert [(row["factor"], row["words"]) for row in found[1]["box"]] == [("lever", "is 0")]
    assert found[1]["outside"] == 0


def test_a_given_plan_and_the_sentence(swept):
    found = discover(swept, toy.METRIC, LookedFor(below=2.0), "uncertainties", ["lever=0"])
    words = " ".join(str(found).split())
    assert "Worlds with new normal practices below 2 per 100 staff a year are found mainly" in words
    bounds = {row["factor"]: row["bound"] for row in found.facts["searches"][0]["box"]}
    assert bounds == pytest.approx({PARITY: 0.4, PRESSURE: 0.6}, abs=0.04)
    low, high = bounds[PARITY], bounds[PRESSURE]
    assert f"{PARITY} is below {low:.3g} and {PRESSURE} is above {high:.3g}" in words
    assert "of them lie there" in words
    assert found.facts["points"] == 200


def test_levers_and_uncertainties_together(swept):
    (found,) = discover(swept, toy.METRIC, LookedFor(below=2.0), "all").facts["searches"]
    assert {row["factor"]: row["kind"] for row in found["box"]} == {
        "lever": "lever",
        PARITY: "uncertainty",
        PRESSURE: "uncertainty",
    }
    assert found["density"] > 0.95


def test_the_worst_share_follows_what_is_wanted(swept):
    found = discover(swept, toy.METRIC, LookedFor(worst=0.05)).facts
    assert found["hits"] == 20
    assert found["side"] == "at most"
    with pytest.raises(InputError, match="more than 0 % and less than 100 %"):
        discover(swept, toy.METRIC, LookedFor(worst=25))
    with pytest.raises(InputError, match="--above X, --below X or --worst"):
        discover(swept, toy.METRIC, LookedFor())


def test_no_finding_is_said_in_words():
    plan = toy.plan(FACTORS, "latin_hypercube", 100)
    luck = np.random.default_rng(5).normal(0, 1, (100, 1))
    found = discover(
        toy.swept(plan, lambda x: 0 * x[PARITY], luck), toy.METRIC, LookedFor(worst=0.3)
    )
    assert not any(one["finding"] for one in found.facts["searches"])
    assert "No finding: no conditions on uncertainties tell" in str(found)
    assert all(figure for figure, _ in found.figures.values())


@settings(max_examples=5, deadline=None)
@given(st.sampled_from([np.exp, np.cbrt, lambda y: 5 * y - 2]), st.integers(0, 99))
def test_a_monotone_change_of_the_metric_leaves_the_box(change, seed):
    plan = toy.plan(FACTORS[2:], "latin_hypercube", 100)
    luck = np.random.default_rng(seed).normal(0, 0.3, (100, 1))
    one = toy.swept(plan, lambda x: x[PARITY] + x[PRESSURE], luck)
    other = toy.swept(plan, lambda x: change(x[PARITY] + x[PRESSURE] + luck[:, 0]))
    bound = float(np.quantile(one.values[toy.METRIC], 0.3))
    searches = [
        discover(swept, toy.METRIC, LookedFor(below=limit)).facts["searches"]
        for swept, limit in ((one, bound), (other, float(change(bound))))
    ]
    assert searches[0] == searches[1]


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ("lever", "say key=value or key=low..high"),
        ("lver=1", "did you mean lever"),
        ("mode=closed", r"mode is never closed \(it is: radar, open\)"),
        (f"{PARITY}=low", "a number, or low..high, is needed"),
        (f"{PARITY}=2..3", f"no point has {PARITY}=2..3"),
    ],
)
def test_conditions_that_cannot_be_met_are_refused(swept, given_, words):
    with pytest.raises(InputError, match=words):
        discover(swept, toy.METRIC, LookedFor(below=2.0), given=[given_])


def test_a_range_can_be_given(swept):
    found = discover(swept, toy.METRIC, LookedFor(below=2.0), given=[f"{PARITY}=0..0.5"]).facts
    assert found["points"] == 200
    keys = {factor["key"] for one in found["searches"] for factor in one["factors"]}
    assert PARITY not in keys


def test_missing_runs_are_refused_or_left_out(swept):
    values = {toy.METRIC: swept.values[toy.METRIC].copy()}
    status = swept.status.copy()
    values[toy.METRIC][5, 0], status[5, 0] = np.nan, MISSING
    gap = outcomes.Outcomes(swept.plan, values, status, {}, swept.seconds)
    with pytest.raises(InputError, match="1 are missing"):
        discover(gap, toy.METRIC, LookedFor(below=2.0))
    found = discover(gap, toy.METRIC, LookedFor(below=2.0), without_failed=True)
    assert found.facts["left_out"] == 1


@pytest.fixture
def command(swept, monkeypatch, tmp_path):
    monkeypatch.setattr(outcomes, "read", lambda folder: swept)

    def run(*arguments):
        return CliRunner().invoke(cli, [arguments[0], str(tmp_path), *arguments[1:]])

    return run


def test_the_command_writes_page_tables_and_figures(command, tmp_path):
    asked = ("discover", "--metric", "embedded", "--below", "2")
    said = command(*asked)
    assert said.exit_code == 0, said.output
    folder = tmp_path / "discover-embedded-below-2"
    with (folder / "conditions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["factor"] for row in rows} == {PARITY, PRESSURE, "lever"}
    check_dictionary(folder)
    assert json.loads((folder / "discovery.json").read_text(encoding="utf-8"))["hits"] > 20
    page = (folder / "discovery.md").read_text(encoding="utf-8")
    for line in page.splitlines():
        if line.startswith("!["):
            assert (folder / line.partition("](")[2].rstrip(")")).exists()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert command(*asked).exit_code == 0
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_command_of_sensitivity(command, tmp_path):
    pytest.importorskip("SALib")
    said = command("sensitivity", "--json")
    assert said.exit_code == 0, said.output
    rows = json.loads(said.output)["metrics"][0]["rows"]
    assert rows[0]["shows"]
    names = {path.name for path in (tmp_path / "sensitivity" / "figures").iterdir()}
    assert {"tornado-embedded.svg", "multiples-embedded.png", "heat-embedded.txt"} <= names


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--metric", "embeded", "--below", "2"), "did you mean embedded"),
        (("--metric", "embedded"), "--above X, --below X or --worst P%"),
        (("--metric", "embedded", "--worst", "much"), "a percentage is needed"),
        (("--metric", "embedded", "--below", "2", "--over", "lever"), "there is no 'lever'"),
        (("--metric", "embedded", "--below", "2", "--density", "3"), "a density of 3"),
    ],
)
def test_wrong_turns_end_in_one_line_and_leave_no_folder(command, arguments, words, tmp_path):
    said = command("discover", *arguments)
    assert said.exit_code == 2
    assert words in said.output
    assert "Traceback" not in said.output
    assert not list(tmp_path.iterdir())


def test_a_folder_of_something_else_is_left_alone(command, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    out = ("--out", str(tmp_path / "mine"))
    said = command("discover", "--metric", "embedded", "--below", "2", *out)
    assert said.exit_code == 2
    assert "holds no discovery" in said.output


ASKED = {
    "discover": ("discover", "--metric", "embedded", "--below", "2"),
    "sensitivity": ("sensitivity", "--method", "pawn"),
}
ANALYSES = {
    "discover": "innosim.experiments.findings.discovery.discover",
    "sensitivity": "innosim.experiments.findings.sensitivity.sensitivity",
}


@pytest.fixture(scope="module")
def known():
    """What both analyses find in a small sweep."""
    pytest.importorskip("SALib")
    small = toy.swept(toy.plan(FACTORS[2:], "latin_hypercube", 60), lambda x: x[PARITY])
    return {
        "discover": discover(small, toy.METRIC, LookedFor(worst=0.3)),
        "sensitivity": sensitivity(small, "pawn"),
    }


@pytest.fixture(params=ASKED)
def asked(request, known, monkeypatch, command):
    """A command that finds what is known and draws no picture; its analysis, and itself."""
    name = request.param
    monkeypatch.setattr("innosim.figures.save.as_bytes", lambda figure: (b"<svg/>", b"PNG"))
    monkeypatch.setattr(ANALYSES[name], lambda *given: known[name])
    return ANALYSES[name], lambda: command(*ASKED[name])


def test_an_analysis_that_is_stopped_leaves_nothing_in_its_way(asked):
    analysis, run = asked
    with pytest.MonkeyPatch.context() as stopped:
        stopped.setattr(analysis, _stop)
        said = run()
    assert (said.exit_code, said.output.strip()) == (130, "stopped")
    assert run().exit_code == 0


def test_a_folder_whose_writing_was_stopped_is_taken_up(asked):
    _, run = asked
    written = []

    def one_file(path, text):
        if written:
            _stop()
        written.append(path.write_text(text, encoding="utf-8"))

    with pytest.MonkeyPatch.context() as stopped:
        stopped.setattr("innosim.results.texts.write", one_file)
        said = run()
    assert (said.exit_code, said.output.strip()) == (130, "stopped")
    assert written
    assert run().exit_code == 0


def _stop(*given):
    raise KeyboardInterrupt


@pytest.mark.parametrize("where", ["mkdir", "write_bytes", "replace"])
def test_a_folder_that_cannot_be_written_to_is_said_in_a_line(asked, monkeypatch, where):
    _, run = asked

    def refused(path, *rest, **more):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(f"pathlib.Path.{where}", refused)
    said = run()
    assert said.exit_code == 2
    assert "Read-only file system" in said.output
    assert len(said.output.splitlines()) == 1
