"""Handouts, report, figures and the command."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from innosim import catalogue
from innosim.cli import cli
from innosim.figures import crossing, guesses, league
from innosim.figures.save import save
from innosim.teaching.handouts import SHEETS, print_out
from innosim.teaching.pictures import crossings
from innosim.teaching.pictures import guesses as facts_of
from innosim.teaching.report import report, write_report
from innosim.teaching.session import Session, begin
from innosim.teaching.stored import lesson
from tests.unit.teaching.toy import RESULTS

OUTSIDE = re.compile(r"<(script|link|iframe|img)\b|(src|href)=\"(?!#)|url\(|@import", re.I)
LINES = 24


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["lesson", *words])


@pytest.mark.parametrize("name", sorted(catalogue.lessons()))
def test_handouts_hold_everything_themselves(name: str, tmp_path: Path) -> None:
    found = lesson(name)
    files = print_out(found, tmp_path / "handouts")
    assert [path.name for path in files] == [f"{found.name}-{sheet}.html" for sheet in SHEETS]
    pages = [unescape(path.read_text(encoding="utf-8")) for path in files]
    for page in pages:
        assert not OUTSIDE.search(page)
        assert "@page" in page
        assert "not a forecast" in page
    script, prediction, roles, debrief, key = pages
    assert all(word in script for word in ("Say", "Click", "Ask", "Expect", "If otherwise"))
    assert found.answer_words(found.question()) not in prediction
    assert all(role.title in roles for role in found.lesson.roles)
    assert found.lesson.so_what.prompt.place in debrief
    assert found.answer_words(found.question()).split(" (")[0] in key
    assert all(world.title in key and world.base in key for world in found.lesson.worlds)


def test_a_report_has_guesses_results_and_no_names(tmp_path: Path) -> None:
    session = begin("align").guessed([6, 12, 30])
    session = Session(**{**vars(session), "results": RESULTS})
    page = report(session)
    inside = re.sub(r"<svg.*?</svg>", "", page, flags=re.S)
    assert not OUTSIDE.search(inside)
    assert "3 guesses, median 12" in page
    assert page.count("<svg") == 3
    files = write_report(session, tmp_path)
    assert {path.suffix for path in files} == {".html", ".svg", ".png", ".txt"}
    assert report(session) == page


def test_figures_have_a_text_that_says_the_same(tmp_path: Path) -> None:
    session = begin("where-ideas-die").guessed([1, 50]).guessed(["was.pilot"], "gate")
    for question in session.taught.lesson.questions:
        facts = facts_of(session, question)
        save(guesses.draw(facts), guesses.describe(facts), tmp_path / question.name)
        assert session.taught.answer_words(question) in guesses.describe(facts)
    for facts in crossings(lesson("align")).values():
        assert f"Month {facts['surely']:.0f}: surely ahead" in crossing.describe(facts)
        save(crossing.draw(facts), crossing.describe(facts), tmp_path / "crossing")
    save(league.draw(RESULTS), league.describe(RESULTS), tmp_path / "league")
    assert "1=" in league.describe(RESULTS)


def test_figures_of_no_guesses_and_of_guesses_at_the_ends(tmp_path: Path) -> None:
    question = lesson("hero-trap").question()
    for given in ((), (0.0,), (100.0, 100.0), (0.0, 100.0)):
        facts = facts_of(begin("hero-trap").guessed(given), question)
        save(guesses.draw(facts), guesses.describe(facts), tmp_path / "guesses")


def test_the_list_is_one_screen() -> None:
    result = run("list")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) <= LINES
    for number in range(1, 9):
        assert f"L{number}  " in result.stdout


def test_show_takes_names_and_numbers() -> None:
    assert run("show", "L3").stdout == run("show", "hero_trap").stdout
    wrong = run("show", "hero-trip")
    assert wrong.exit_code == 2
    assert "did you mean hero-trap?" in wrong.output


def test_play_keeps_guesses_and_refuses_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("play", "L3", "--guess", "10, 20", "--session", "room.json").exit_code == 0
    assert run("play", "L3", "--guess", "30", "--session", "room.json").exit_code == 0
    kept = json.loads(Path("room.json").read_text(encoding="utf-8"))
    assert kept["guesses"] == {"gone": [10.0, 20.0, 30.0]}
    for words, said in (
        (("L3",), "nothing to do"),
        (("L3", "--guess", "ten"), "'ten' is no number"),
        (("L3", "--guess", "fewer:1"), "there is no question 'fewer'"),
        (("L3", "--plan", "Ann:alignment"), "write TABLE:CARD"),
        (("L3", "--plan", "1:alignment", "--plan", "1:celebrate"), "has a plan already"),
        (("L4", "--guess", "better", "--session", "room.json"), "of the lesson hero-trap"),
        (("L3", "--seed", "9", "--session", "room.json"), "has the seed 1"),
    ):
        wrong = run("play", *words)
        assert (wrong.exit_code, said in wrong.output) == (2, True), (words, wrong.output)
    report_ = run("report", "room.json", "--out", "handout")
    assert report_.exit_code == 0
    assert Path("handout/report.html").is_file()
    assert run("report", "none.json").exit_code == 2


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("print", "L1", "--out", str(tmp_path / "file"))
    assert result.exit_code == 2
    assert "cannot be written" in result.output
