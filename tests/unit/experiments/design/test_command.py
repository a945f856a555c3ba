"""`innosim check` of experiments, and their JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from innosim.cli import cli
from innosim.what_if.comparison.quantities import quantities
from tests.unit.experiments.design.written import GRID, HEAD, LEVER, write

SMALL = (
    HEAD
    + "replicates = 2\n[settings]\nhorizon = 20\norganisation.generate.headcount = 300\n"
    + LEVER
)


def innosim_(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def test_what_an_experiment_is_and_what_it_takes(tmp_path: Path) -> None:
    result = innosim_("check", str(write(SMALL + GRID, tmp_path)), "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert "lever      practices.yes_and: 0 to 1 (share of full strength)" in result.stdout
    assert "3 points, the scenario of each has been checked" in result.stdout
    assert "6 runs: 2 at each point, with the same seeds" in result.stdout
    assert "with --jobs 1 on this machine" in result.stdout
    assert "kB on disk" in result.stdout


def test_no_timing_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from innosim.experiments.design import estimate

    monkeypatch.setattr(estimate, "estimate", lambda *_: pytest.fail("a sample was run"))
    result = innosim_("check", str(write(SMALL + GRID, tmp_path)), "--no-timing")
    assert result.exit_code == 0, result.output
    assert "time" not in result.stdout


def test_a_large_plan_says_how_many_points_were_checked(tmp_path: Path) -> None:
    text = SMALL + '[design]\nkind = "latin_hypercube"\nsize = 5000\n'
    result = innosim_("check", str(write(text, tmp_path)), "--no-timing")
    assert "5,000 points, 1,000 of them, spread over all, have been checked" in result.stdout
    assert "10,000 runs" in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["first-step"], "there is no experiment 'first-step'; did you mean 'first-steps'?"),
        (["nowhere.toml"], "there is no file nowhere.toml"),
        (["first-steps", "--set", "seed=3"], "an experiment has its table [settings]"),
    ],
)
def test_wrong_turns(words: list[str], message: str) -> None:
    result = innosim_("check", *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_mistakes_are_lines_and_no_traceback(tmp_path: Path) -> None:
    text = SMALL.replace("horizon", "horizn") + '[design]\nkind = "grid"\n'
    result = innosim_("check", str(write(text, tmp_path)))
    assert result.exit_code == 2
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [
        "settings.horizn",
        "design.levels",
    ]


def test_a_service_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    text = SMALL.replace("small-service", "mine.toml") + GRID
    (tmp_path / "mine.toml").write_text(
        'base = "small-service"\n[[interventions]]\n'
        'kind = "alignment"\norganisations = ["Nobody"]\n'
    )
    result = innosim_("check", str(write(text, tmp_path)), "--no-timing")
    assert result.exit_code == 2
    assert "Nobody" in result.stderr


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads(innosim_("schema", "--experiment").stdout)


def test_the_schema_knows_levers_and_uncertainties_apart(schema: Any) -> None:
    levers = schema["properties"]["levers"]["properties"]
    others = schema["properties"]["uncertainties"]["properties"]
    assert "yes_and" in levers["practices"]["properties"]
    assert "mandate" in levers["gates"]["properties"]
    assert "mandate" not in others["gates"]["properties"]
    assert "merit" in others["gates"]["properties"]
    assert "merit" not in levers["gates"]["properties"]
    assert "alignment" in levers["interventions"]["properties"]
    assert "dummy" in others
    assert not {"seed", "title", "record", "start"} & others.keys()
    assert (
        "file"
        not in others["organisation"]["properties"].get("table", {"properties": {}})["properties"]
    )


def test_the_schema_lists_quantities_and_series(schema: Any) -> None:
    names = [quantity.name for quantity in quantities()]
    assert schema["properties"]["metrics"]["items"]["enum"] == names
    assert "embedded" in schema["$defs"]["Record"]["properties"]["series"]["items"]["enum"]
    assert set(schema["required"]) == {"title", "scenario", "design"}
    assert schema["additionalProperties"] is False
