"""`innosim mechanisms`: the list of rules, the measured effects, and what it says to mistakes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from innosim.cli import cli
from innosim.evidence.ablation import MECHANISM, rules
from tests.dictionaries import check_dictionary


def innosim(*arguments: str | Path) -> Result:
    """Run the command line."""
    return CliRunner().invoke(cli, ["mechanisms", *map(str, arguments)])


def test_it_lists_every_rule_with_its_switch() -> None:
    printed = innosim().output
    for rule in rules():
        assert f"  {rule.name}: {rule.phrase}" in printed
        assert f"off: {rule.switch}" in printed


def test_it_says_what_is_off_in_a_scenario() -> None:
    table = json.loads(innosim("small-service", "--json").output)
    on = {row["rule"]: row["on"] for row in table}
    assert on["gates: risk aversion"]
    assert not on["gates: bypass"]
    assert not on["yes_and"]


def test_it_measures_the_rules_that_are_asked_for(tmp_path: Path) -> None:
    scenario = tmp_path / "tiny.toml"
    scenario.write_text(
        'base = "small-service"\ntitle = "tiny"\nhorizon = 30\n'
        "[organisation.generate]\nheadcount = 200\n"
    )
    result = innosim(
        *(scenario, "--effects", "--replicates", "3", "--only", "crises", "--only", "declaration"),
        *("--out", tmp_path / "table.csv", "--json"),
    )
    assert result.exit_code == 0, result.output
    with (tmp_path / "table.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["rule"] for row in rows] == [
        "crises: crises",
        "crises: shocks of crises",
        "declaration",
    ]
    assert all(row["pairs"] == "3" for row in rows)
    check_dictionary(tmp_path, "table-data-dictionary.csv")


@pytest.mark.parametrize("ending", ["md", "csv", "json"])
def test_it_writes_the_list(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"rules.{ending}"
    assert innosim("--out", out).exit_code == 0
    mechanisms = [rule for rule in rules() if rule.kind == MECHANISM]
    assert all(rule.name in out.read_text(encoding="utf-8") for rule in mechanisms)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["smal-service"], "did you mean 'small-service'?"),
        (["--only", "gate"], "did you mean 'gates'?"),
        (["--out", "rules.txt"], "must end in .md, .csv, .json"),
        (["--out", "no/such/folder/rules.md"], "there is no folder"),
    ],
)
def test_mistakes_are_answered_in_one_line(arguments: list[str], words: str) -> None:
    result = innosim(*arguments)
    assert result.exit_code == 2
    assert words in result.output
    assert len(result.output.strip().splitlines()) == 1
