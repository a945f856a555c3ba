"""`innosim levers`: the list, what it says about one, and a snippet that can be used."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from innosim import catalogue, offered
from innosim.cli import cli
from innosim.contracts import GROUPS
from innosim.scenario.files import load

NAMES = list(catalogue.interventions())
HEADINGS = (
    "Examples",
    "Big message",
    "How it works in the model",
    "Cost",
    "Expected to",
    "When it fails",
    "Who can pull it",
    "Source",
    "In a scenario file",
)


def innosim(*arguments: str) -> Result:
    """Run the command line."""
    return CliRunner().invoke(cli, ["levers", *arguments])


def test_it_lists_each_once_under_its_heading() -> None:
    lines = innosim().output.splitlines()
    assert [line for line in lines if line in GROUPS.values()] == list(GROUPS.values())
    assert sorted(line.split()[0] for line in lines if line.startswith("  ")) == NAMES
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("name", NAMES)
def test_it_explains_each_in_one_fixed_form(name: str) -> None:
    result = innosim(name)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert [line for line in lines if line in HEADINGS] == list(HEADINGS)
    assert "not stated" not in result.output
    declared = catalogue.intervention(name)
    words = " ".join(result.output.split())
    for told in (declared.message, declared.works, declared.fails_when, *declared.examples):
        assert " ".join(told.split()) in words
    for lever, shift in {**declared.effects, **declared.once, **declared.pulse}.items():
        assert f"- {lever} {shift:+g} " in words
    assert declared.source in words
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("name", NAMES)
def test_its_snippet_is_valid_in_a_scenario_file(name: str, tmp_path: Path) -> None:
    snippet = innosim(name).output.partition("In a scenario file\n")[2]
    file = tmp_path / "mine.toml"
    file.write_text(f'base = "small-service"\ntitle = "mine"\n{snippet}', encoding="utf-8")
    chosen = load(file)
    assert {delivery.kind for delivery in chosen.deliveries()} == {name}
    assert chosen.interventions[0].start == 26


def test_it_says_how_long_a_shift_lasts_and_where_the_lever_rests() -> None:
    words = " ".join(innosim("yes_and").output.split())
    assert "gates.yes_and +0.8 share while it acts (rests at 0.1, from 0 to 1)" in words
    words = " ".join(innosim("failure_shock").output.split())
    assert "blame.public_failure +0.5 share in the week of each start" in words


def test_json_has_the_same() -> None:
    cards = json.loads(innosim("--json").output)
    assert [card["name"] for card in cards] == NAMES
    card = json.loads(innosim("story_for_leaders", "--json").output)
    assert card["roles"] == ["leader"]
    assert card["shifts"][0]["lever"] == "gates.priority_story"
    assert card["shifts"][0]["shift"] == pytest.approx(0.4)
    assert card in cards


@pytest.mark.parametrize(
    ("name", "words"),
    [("yes-and", "did you mean 'yes_and'?"), ("qqqq", "`innosim levers` lists them all")],
)
def test_a_wrong_name_is_answered_in_one_line(name: str, words: str) -> None:
    result = innosim(name)
    assert result.exit_code == 2
    assert words in result.output
    assert result.output.count("\n") == 1


PLAN = """
from innosim.contracts import Intervention
INTERVENTION = Intervention("A plan", "assumed", effects={"adoption.celebration": 0.1})
"""


def test_those_of_other_packages_are_among_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "brought.py").write_text(PLAN, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    point = EntryPoint("plan", "brought", "innosim.interventions")
    monkeypatch.setattr(
        offered, "entry_points", lambda group: [point] if group.endswith("interventions") else []
    )
    catalogue._found.cache_clear()
    try:
        listed, explained = innosim(), innosim("plan")
    finally:
        catalogue._found.cache_clear()
    assert "Others\n  plan " in listed.output
    assert explained.exit_code == 0, explained.output
    assert explained.output.count("not stated") >= 3
