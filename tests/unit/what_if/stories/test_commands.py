"""`innosim why` and `innosim ideas`: what they print and write, and how they fail."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from innosim.cli import cli
from innosim.ensemble import run_to_folder
from innosim.results.reader import Results, read
from tests.unit.what_if.rescue.services import refused, service
from tests.unit.what_if.stories import handmade


def innosim_(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def test_why(by_hand: Results, tmp_path: Path) -> None:
    out = tmp_path / "story"
    result = innosim_("why", str(by_hand.folder), "2-0-0", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "What became of it: rejected, 9 weeks" in result.output
    names = {"story.txt", "story.json", "story.html", "way.svg", "way.png", "way.txt"}
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
    last = "What would have saved one that did not succeed: innosim saved "
    assert result.output.endswith(f"{last}{by_hand.folder} IDEA\n")
    kinds = json.loads(innosim_("ideas", str(by_hand.folder), "--most", "2", "--json").stdout)
    assert [one["kind"] for one in kinds].count("stall") == 2


def test_the_commands_that_are_named_run(by_hand: Results) -> None:
    found = json.loads(innosim_("ideas", str(by_hand.folder), "--json").stdout)
    assert {one["saved"] is None for one in found} == {True, False}
    for one in found:
        result = innosim_(*one["command"].split()[1:])
        assert result.exit_code == 0, one["command"]


def test_what_would_have_saved_it_stands_below(tmp_path: Path) -> None:
    folder, out = tmp_path / "run", tmp_path / "story"
    results = read(run_to_folder(service({"base": 0.0}, horizon=30), folder))
    lost = next(refused(results, 20)).name
    told = innosim_("why", str(folder), lost, "--saved", "--out", str(out))
    assert told.exit_code == 0, told.output
    story, _, rescue = told.stdout.partition("What would have saved it\n---")
    assert "The story of idea" in story
    assert "innosim saved" not in told.stdout
    alone = innosim_("saved", str(folder), lost)
    assert alone.stdout.strip() in rescue
    assert {path.suffix for path in out.glob("siblings.*")} == {".svg", ".png", ".txt"}
    page = (out / "story.html").read_text(encoding="utf-8")
    assert (
        page.index("way.svg") < page.index("What would have saved it") < page.index("siblings.svg")
    )
    facts = json.loads((out / "story.json").read_text(encoding="utf-8"))
    assert facts["saved"] == json.loads(innosim_("saved", str(folder), lost, "--json").stdout)
    assert alone.stdout.strip() in (out / "story.txt").read_text(encoding="utf-8")


def test_mistakes_are_one_line(by_hand: Results, tmp_path: Path) -> None:
    bare = handmade.results(tmp_path / "bare", logs=False)
    (tmp_path / "file").write_text("")
    for words in (
        ("why", str(by_hand.folder), "7-7-7"),
        ("why", str(by_hand.folder), "x"),
        ("why", str(bare.folder), "2-0-0"),
        ("why", str(tmp_path / "nowhere"), "2-0-0"),
        ("ideas", str(bare.folder)),
        ("why", str(by_hand.folder), "2-1-0", "--saved"),
        ("why", str(by_hand.folder), "2-0-0", "--scenario", "small-service"),
        ("why", str(by_hand.folder), "2-0-0", "--out", str(tmp_path / "file")),
    ):
        result = innosim_(*words)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), words
        assert result.stdout == "" or "--out" in words
