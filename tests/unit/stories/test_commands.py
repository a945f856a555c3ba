"""`innosim why` and `innosim ideas`: what they print and write, and how they fail."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from innosim.cli import cli
from innosim.results.reader import Results
from tests.unit.stories import handmade


def innosim_(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def test_why(by_hand: Results, tmp_path: Path) -> None:
    out = tmp_path / "story"
    result = innosim_("why", str(by_hand.folder), "2-0-0", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "What became of it: rejected, 9 weeks" in result.output
    names = {"story.txt", "story.json", "way.svg", "way.png", "way.txt"}
    assert {path.name for path in out.iterdir()} == names
    facts = json.loads((out / "story.json").read_text(encoding="utf-8"))
    assert facts["idea"] == "2-0-0"


def test_why_as_json(by_hand: Results, tmp_path: Path) -> None:
    words = ("why", str(by_hand.folder), "2-0-0", "--json", "--out", str(tmp_path / "story"))
    assert json.loads(innosim_(*words).stdout)["decisions"][0]["outcome"] == "held"


def test_ideas(by_hand: Results) -> None:
    result = innosim_("ideas", str(by_hand.folder))
    assert result.exit_code == 0, result.output
    assert "The best idea lost\n  2-1-1: merit 0.90 of 1" in result.output
    kinds = json.loads(innosim_("ideas", str(by_hand.folder), "--most", "2", "--json").stdout)
    assert [one["kind"] for one in kinds].count("stall") == 2


def test_the_commands_that_are_named_run(by_hand: Results) -> None:
    for one in json.loads(innosim_("ideas", str(by_hand.folder), "--json").stdout):
        result = innosim_(*one["command"].split()[1:])
        assert result.exit_code == 0, one["command"]


def test_mistakes_are_one_line(by_hand: Results, tmp_path: Path) -> None:
    bare = handmade.results(tmp_path / "bare", logs=False)
    for words in (
        ("why", str(by_hand.folder), "7-7-7"),
        ("why", str(by_hand.folder), "x"),
        ("why", str(bare.folder), "2-0-0"),
        ("why", str(tmp_path / "nowhere"), "2-0-0"),
        ("ideas", str(bare.folder)),
    ):
        result = innosim_(*words)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), words
        assert result.stdout == ""
